"""Why an address is not asked for. To Scrapy each of these means: drop the request, and say so to its errback."""

from scrapy.exceptions import IgnoreRequest

from crawler.errors import CrawlError


class AddressRefused(CrawlError, IgnoreRequest):
    """An address that is never fetched: another scheme, another host, or inside a private network."""


class RobotsRefused(CrawlError, IgnoreRequest):
    """An address that robots.txt forbids, or whose robots.txt cannot be had."""


class RedirectLoop(CrawlError, IgnoreRequest):
    """An address whose redirects do not end."""


class SiteGivenUp(CrawlError, IgnoreRequest):
    """An address of a site that does not answer any more in this run."""
