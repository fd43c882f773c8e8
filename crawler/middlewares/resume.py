"""Gives again what an address has answered already, where a run goes on after a kill: no page is fetched twice."""

import logging

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from crawler.archive import record_at
from crawler.errors import ArchiveDamaged
from crawler.job import Errand, errand_of
from crawler.pipelines.taken import CONFIRMS
from db.kept import Answered

logger = logging.getLogger(__name__)
STORED = "stored"
OF_THE_WIRE = frozenset({"content-encoding", "content-length"})  # the archive hands bodies back unpacked


class ResumeMiddleware:
    """Lies behind robots.txt and before the network; a second look at a page always goes out."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ResumeMiddleware":
        """What the crawler's site has answered in this run."""
        return cls(errand_of(crawler))

    def process_request(self, request: Request) -> Response | None:
        """The stored answer, where there is one."""
        stored = self.errand.answered.get(request.meta.get("asked", ""))
        if stored is None or request.meta.get(CONFIRMS):
            return None
        try:
            response = self._again(stored)
        except ArchiveDamaged as error:
            logger.warning("%s: asked again, for its stored answer cannot be read: %s", stored.address, error)
            return None
        request.meta[STORED] = stored
        return response

    def _again(self, stored: Answered) -> Response:
        if not stored.warc:
            return Response(stored.final_address, status=stored.status)
        record = record_at(self.errand.job.captures.parent / stored.warc, stored.offset)
        headers = [(name, value) for name, value in record.headers if name.lower() not in OF_THE_WIRE]
        bare = Response(stored.final_address, status=stored.status)
        for name, value in headers:
            bare.headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=bare.headers, url=bare.url, body=record.body)
        return kind(url=bare.url, status=bare.status, headers=bare.headers, body=record.body)


def stored_answer(response: Response) -> Answered | None:
    """What a response repeats, None where it is fresh."""
    stored = response.meta.get(STORED)
    return stored if isinstance(stored, Answered) else None
