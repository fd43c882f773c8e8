"""Waits and asks again where a server is busy or away, and leaves a site alone that stays so."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response

from crawler.failures import failure_of
from crawler.job import errand_of
from crawler.middlewares.guard import delay_of, set_delay
from crawler.middlewares.resume import STORED
from crawler.refusals import SiteGivenUp
from db.model import Incident

logger = logging.getLogger(__name__)
BUSY = frozenset({429, 503})
PASSING = BUSY | {408, 500, 502, 504, 520, 522, 524}
AFTER_AN_ERROR = 2  # tries of a page that the server itself stumbles over
AWAY = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    OSError,
)


class PatienceMiddleware:
    """Holds the whole site while it waits: its spider has one request under way at a time."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.errand = errand_of(crawler)
        self.manners = self.errand.job.manners
        self._in_a_row = 0
        self._given_up = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PatienceMiddleware":
        """The patience with the crawler's site."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:  # noqa: ARG002
        """Raises SiteGivenUp where the site has been left alone."""
        if self._given_up:
            raise SiteGivenUp(self._given_up)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The answer; or the request once more, after a wait."""
        if STORED in request.meta:
            return response
        if response.status not in PASSING or response.headers.get(b"cf-mitigated"):
            self._in_a_row = 0
            return response
        if response.status in BUSY:
            self._slow_down()
        asked_to_wait = self._retry_after(response)
        if asked_to_wait > self.manners.longest_wait:
            self._give_up(f"the server asks to come back in {asked_to_wait:g} s", request)
            return response
        again = await self._again(
            request, asked_to_wait, AFTER_AN_ERROR if response.status == 500 else self.manners.tries
        )
        if again is None and response.status in BUSY:
            self._count(f"the server is busy (status {response.status})", request)
        return again or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """The request once more, after a wait, where the server may only have been away for a moment."""
        if not isinstance(exception, AWAY):
            return None
        again = await self._again(request, 0.0, self.manners.tries)
        if again is None:
            self._count(failure_of(exception, request.url, self.errand.trip)[1], request)
        return again

    async def _again(self, request: Request, asked_to_wait: float, most: int) -> Request | None:
        """The request for its next try, after the wait; None where it has had all its tries."""
        tries = request.meta.get("tries", 1)
        stop = self.errand.trip.stop
        if tries >= min(most, self.manners.tries) or stop.is_set():
            return None
        wait = min(max(self.manners.first_wait * 2 ** (tries - 1), asked_to_wait), self.manners.longest_wait)
        logger.info("%s: waits %g s before it asks again for %s", self.errand.site.name, wait, request.url)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)
        return None if stop.is_set() else request.replace(meta={**request.meta, "tries": tries + 1})

    def _slow_down(self) -> None:
        """Twice as long between two pages, for the rest of the visit."""
        slower = max(2 * delay_of(self.crawler), self.manners.slower)
        set_delay(self.crawler, min(slower, max(self.manners.longest_crawl_delay, self.errand.site.delay)))

    def _retry_after(self, response: Response) -> float:
        """The seconds that the server asks to wait, 0 where it does not say."""
        said = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
        if said.isdigit():
            return float(said)
        try:
            until = parsedate_to_datetime(said)
        except ValueError:
            return 0.0
        now = self.errand.job.clock()
        return max(0.0, (until if until.tzinfo else until.replace(tzinfo=UTC)).timestamp() - now.timestamp())

    def _count(self, cause: str, request: Request) -> None:
        self._in_a_row += 1
        if self._in_a_row >= self.manners.give_up_after:
            self._give_up(f"{cause}, {self._in_a_row} pages in a row", request)

    def _give_up(self, cause: str, request: Request) -> None:
        if not self._given_up:
            self._given_up = f"left alone until the next run: {cause}"
            remedy = "look at the site in a browser; a larger delay in the watchlist may help"
            self.errand.trip.report(Incident(self.errand.site.name, self._given_up, remedy, request.url))
