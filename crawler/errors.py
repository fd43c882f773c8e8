"""What goes wrong in this room; why an address is not asked for is in crawler/refusals.py."""


class CrawlError(Exception):
    """The root of all errors of fetching and extracting."""


class ArchiveDamaged(CrawlError):
    """The archive does not hold what it should."""


class CrawlUnusable(CrawlError):
    """A crawl cannot be run as it was asked for."""


class SiteSilent(CrawlError):
    """A site that does not show its front page."""
