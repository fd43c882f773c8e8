"""Sends back a server's own validators for pages that are known from an ok capture."""

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.job import Errand, errand_of


class RevisitMiddleware:
    """Asks "has it changed?" where a page is known, unless the job or the request wants it in full."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RevisitMiddleware":
        """The validators of the crawler's site."""
        return cls(errand_of(crawler))

    def process_request(self, request: Request) -> None:
        """Adds If-None-Match and If-Modified-Since as the server gave them."""
        if self.errand.job.full or request.meta.get("full"):
            return
        known = self.errand.validators.get(request.meta.get("asked", ""))
        if known and known.etag:
            request.headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            request.headers["If-Modified-Since"] = known.last_modified


def is_conditional(request: Request) -> bool:
    """Whether a request left it to the server to say that nothing has changed."""
    return b"If-None-Match" in request.headers or b"If-Modified-Since" in request.headers
