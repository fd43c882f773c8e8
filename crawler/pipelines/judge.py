"""First step: what was fetched becomes a capture with a quality."""

import hashlib
import logging

from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.answers import answer_of
from crawler.items import Fetched, Unreached
from crawler.job import Errand, errand_of
from crawler.middlewares.resume import stored_answer
from crawler.middlewares.revisit import is_conditional
from crawler.middlewares.wire import taken_off_the_wire
from crawler.pipelines.taken import CONFIRMS, Taken
from crawler.quality import judge
from db.model import Capture, Quality

logger = logging.getLogger(__name__)


class JudgePipeline:
    """Makes a capture of every answer, and of every address that gave none."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "JudgePipeline":
        """The step for the crawler's site."""
        return cls(errand_of(crawler))

    def process_item(self, item: object) -> object:
        """A Taken for what was fetched or not reached; all else as it came, as is what the run has stored already."""
        if isinstance(item, Fetched) and (stored := stored_answer(item.response)):
            self.errand.tally.add(stored.quality, stored.address, stored.cause)
            return item
        if isinstance(item, Fetched):
            taken = self._of_answer(item)
        elif isinstance(item, Unreached):
            taken = self._of_silence(item)
        else:
            return item
        capture = taken.capture
        logger.debug("%s: %s %s %s", capture.site, capture.quality, capture.address, capture.cause)
        return taken

    def _of_answer(self, fetched: Fetched) -> Taken:
        response, site = fetched.response, self.errand.site
        answer = answer_of(response, site.url, fetched.format)
        quality, cause = judge(answer)
        believed = quality is Quality.OK
        capture = Capture(
            site=site.name,
            address=answer.address,
            final_address=answer.final_address,
            fetched_at=self.errand.job.clock(),
            status=response.status,
            quality=quality,
            cause=cause,
            redirects=tuple(response.meta.get("redirect_urls", ())),
            headers=answer.headers,
            size=answer.size,
            digest=hashlib.sha256(response.body).hexdigest(),
            etag=_header(response, "ETag") if believed else "",
            last_modified=_header(response, "Last-Modified") if believed else "",
            full=response.request is None or not is_conditional(response.request),
            format=fetched.format,
        )
        return Taken(capture, fetched, taken_off_the_wire(response), counts=not response.meta.get(CONFIRMS))

    def _of_silence(self, missed: Unreached) -> Taken:
        capture = Capture(
            site=self.errand.site.name,
            address=missed.address,
            final_address=missed.address,
            fetched_at=self.errand.job.clock(),
            status=0,
            quality=Quality(missed.quality),
            cause=missed.cause,
        )
        return Taken(capture)


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")
