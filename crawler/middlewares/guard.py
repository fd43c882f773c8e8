"""Lets through only what the site's spider may ask for, one request at a time."""

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.job import Errand, errand_of
from crawler.safety import check_address

SLOT = "site"


class GuardMiddleware:
    """The outermost middleware: refuses foreign and private addresses, also those that redirects lead to."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "GuardMiddleware":
        """The guard of the crawler's site."""
        return cls(errand_of(crawler))

    def process_request(self, request: Request) -> None:
        """Raises AddressRefused; puts all that is let through into the site's one queue."""
        site = self.errand.site
        check_address(request.url, site.url, allow_private=site.allow_private)
        request.meta["download_slot"] = SLOT


def set_delay(crawler: Crawler, seconds: float) -> None:
    """Makes the site's requests start at least that far apart from now on.

    Scrapy forgets a queue that was idle for a minute, so the delay is set for the queue to come as well.
    """
    downloader = crawler.engine.downloader
    downloader.per_slot_settings[SLOT]["delay"] = seconds
    if SLOT in downloader.slots:
        downloader.slots[SLOT].delay = seconds


def delay_of(crawler: Crawler) -> float:
    """How far apart the site's requests start now, in seconds."""
    return float(crawler.engine.downloader.per_slot_settings[SLOT]["delay"])
