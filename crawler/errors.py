"""What goes wrong in this room."""


class CrawlError(Exception):
    """The root of all errors of fetching and extracting."""


class AddressRefused(CrawlError):
    """An address that is never fetched: another scheme, another host, or inside a private network."""
