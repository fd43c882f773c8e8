"""robots.txt: obeyed by every request, also by those that wait for it, and where it cannot be had.

Scrapy 2.14 to 2.19 lets through requests that wait for the same robots.txt, and crawls on where it answers 5xx or
not at all. Here one request asks and all others wait; RFC 9309 (2.3.1) decides: 4xx allows, 5xx, no answer and half an
answer forbid.
"""

import asyncio
import logging

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler
from w3lib.encoding import read_bom

from crawler.failures import failure_of
from crawler.job import errand_of
from crawler.middlewares.guard import set_delay
from crawler.refusals import RobotsRefused, RobotsUnknown
from db.model import Incident, Quality

logger = logging.getLogger(__name__)
MOST_BYTES = 512 * 1024
NOTHING = b""


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware with its two holes closed, and Crawl-delay obeyed."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.errand = errand_of(crawler)
        self.agent = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._locks: dict[str, asyncio.Lock] = {}
        self._rules: dict[str, RobotParser | RobotsUnknown] = {}

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:  # noqa: ARG002
        """Raises RobotsRefused where robots.txt says no, RobotsUnknown where it cannot be had."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self._rules_for(request)
        if isinstance(rules, RobotsUnknown):
            raise RobotsUnknown(rules.cause, rules.quality)
        if not rules.allowed(request.url, self.agent):
            raise RobotsRefused("robots.txt asks not to visit this page")

    async def allows(self, address: str) -> bool:
        """Whether what a page loads may be asked for; no where robots.txt cannot be had."""
        rules = await self._rules_for(Request(address))
        return isinstance(rules, RobotParser) and bool(rules.allowed(address, self.agent))

    async def _rules_for(self, request: Request) -> RobotParser | RobotsUnknown:
        """The rules of the request's host, or why they cannot be had."""
        netloc = urlparse_cached(request).netloc
        async with self._locks.setdefault(netloc, asyncio.Lock()):
            if netloc not in self._rules:
                rules = self._rules[netloc] = await self._ask(request)
                if isinstance(rules, RobotParser):
                    await self._follow(rules, request)
        return self._rules[netloc]

    async def _ask(self, request: Request) -> RobotParser | RobotsUnknown:
        parts = urlparse_cached(request)
        asked = Request(
            f"{parts.scheme}://{parts.netloc}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
        )
        try:
            response = await self.crawler.engine.download_async(asked)
        except Exception as error:
            logger.debug("robots.txt of %s cannot be had", parts.netloc, exc_info=error)  # the incident says why
            quality, cause = failure_of(error, asked.url, self.errand.trip)
            return RobotsUnknown(cause, quality)
        return self._parsed(response)

    def _parsed(self, response: Response) -> RobotParser | RobotsUnknown:
        if response.status < 300 and "dataloss" in response.flags:
            return RobotsUnknown("the connection ended before it did", Quality.ERROR)
        if response.status < 300:
            return self._parse(_as_utf8(response.body[:MOST_BYTES]))
        if 400 <= response.status < 500 and response.status != 429:
            return self._parse(NOTHING)
        if response.status < 400:
            return RobotsUnknown("it leads to another host", Quality.ERROR)
        return RobotsUnknown(f"the server answered with status {response.status}", Quality.ERROR)

    def _parse(self, body: bytes) -> RobotParser:
        return build_from_crawler(self._parserimpl, self.crawler, body)

    async def _follow(self, rules: RobotParser, request: Request) -> None:
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        wanted = rules.crawl_delay(self.agent) or 0.0
        longest = self.errand.job.manners.longest_crawl_delay
        if wanted > longest:
            self.errand.trip.report(
                Incident(
                    self.errand.site.name,
                    f"robots.txt asks for {wanted:g} s between two pages; {longest:g} s are kept",
                    "set a small max_pages for this site, or take it off the watchlist",
                    self.errand.site.url,
                )
            )
        if wanted > self.errand.site.delay:
            set_delay(self.crawler, max(min(wanted, longest), self.errand.site.delay))


def _as_utf8(body: bytes) -> bytes:
    """A robots.txt whose byte order mark tells another encoding, in the one that is meant for it."""
    named, mark = read_bom(body)
    return body[len(mark) :].decode(named, "replace").encode() if named and mark is not None else body
