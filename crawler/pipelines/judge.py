"""First step: what was fetched becomes a capture with a quality."""

import hashlib
import logging

from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse

from crawler.items import Fetched, Unreached
from crawler.job import Errand, errand_of
from crawler.middlewares.redirects import LOCATION
from crawler.middlewares.revisit import is_conditional
from crawler.middlewares.wire import taken_off_the_wire
from crawler.pipelines.taken import CONFIRMS, Taken
from crawler.quality import Answer, judge
from db.model import Capture, Quality

logger = logging.getLogger(__name__)
Headers = tuple[tuple[str, str], ...]
MOST_HEADERS = 100
LONGEST_HEADER = 4000


class JudgePipeline:
    """Makes a capture of every answer, and of every address that gave none."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "JudgePipeline":
        """The step for the crawler's site."""
        return cls(errand_of(crawler))

    def process_item(self, item: object) -> object:
        """A Taken for what was fetched or not reached; all else as it came."""
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
        asked = response.meta.get("asked", response.url)
        headers = headers_of(response)
        quality, cause = judge(
            Answer(
                status=response.status,
                address=asked,
                final_address=response.url,
                site_url=site.url,
                headers=headers,
                text=text_of(response),
                size=len(response.body),
                location=response.meta.get(LOCATION, ""),
                cut=_is_cut(response),
                page=fetched.format == "html",
            )
        )
        believed = quality is Quality.OK
        capture = Capture(
            site=site.name,
            address=asked,
            final_address=response.url,
            fetched_at=self.errand.job.clock(),
            status=response.status,
            quality=quality,
            cause=cause,
            redirects=tuple(response.meta.get("redirect_urls", ())),
            headers=headers,
            size=len(response.body),
            digest=hashlib.sha256(response.body).hexdigest(),
            etag=_header(response, "ETag") if believed else "",
            last_modified=_header(response, "Last-Modified") if believed else "",
            full=response.request is None or not is_conditional(response.request),
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


def headers_of(response: Response) -> Headers:
    """The headers of an answer as text, within bounds."""
    pairs = [
        (name.decode("latin-1"), value.decode("latin-1")[:LONGEST_HEADER])
        for name, values in response.headers.items()
        for value in values
    ]
    return tuple(pairs[:MOST_HEADERS])


def text_of(response: Response) -> str:
    """The body as text, empty where it is none."""
    return response.text if isinstance(response, TextResponse) else ""


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")


def _is_cut(response: Response) -> bool:
    """Whether the body ended early: less came than was announced, or a page that never ends came without a length."""
    if "dataloss" in response.flags:
        return True
    tail = response.body[-2000:].lower()
    return "partial" in response.flags and b"<html" in response.body[:2000].lower() and b"</html" not in tail
