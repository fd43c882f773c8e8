"""What goes wrong in this room."""


class CrawlError(Exception):
    """The root of all errors of fetching and extracting."""


class AddressRefused(CrawlError):
    """An address that is never fetched: another scheme, another host, or inside a private network."""


class ArchiveDamaged(CrawlError):
    """The archive does not hold what it should."""


class CrawlUnusable(CrawlError):
    """A crawl cannot be run as it was asked for."""
