"""Why an address is not asked for. To Scrapy each of these means: drop the request, and say so to its errback."""

from scrapy.exceptions import IgnoreRequest

from crawler.errors import CrawlError
from db.model import Quality


class AddressRefused(CrawlError, IgnoreRequest):
    """An address that is never fetched: another scheme, another host, or inside a private network."""


class RobotsRefused(CrawlError, IgnoreRequest):
    """An address that robots.txt forbids."""


class RobotsUnknown(CrawlError, IgnoreRequest):
    """An address whose robots.txt cannot be had; `quality` is that of the attempt."""

    def __init__(self, cause: str, quality: Quality) -> None:
        super().__init__(f"robots.txt cannot be had ({cause}), so nothing is visited")
        self.cause = cause
        self.quality = quality


class RedirectLoop(CrawlError, IgnoreRequest):
    """An address whose redirects do not end, or lead nowhere."""


class SiteGivenUp(CrawlError, IgnoreRequest):
    """An address of a site that does not answer any more in this run."""
