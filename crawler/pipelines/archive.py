"""Second step: answers go into the archive, also those that are not believed."""

import logging
from dataclasses import replace

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.answers import headers_of
from crawler.archive import Archive
from crawler.job import Errand, errand_of
from crawler.pipelines.taken import Taken
from crawler.warc import Exchange, Headers
from db.errors import StoreUnusable
from db.model import Quality

logger = logging.getLogger(__name__)
LEFT_OUT = frozenset({Quality.NOT_MODIFIED, Quality.NOT_A_PAGE})  # nothing was sent, or no page


class ArchivePipeline:
    """Keeps the evidence before anything is made of it."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand
        self.archive = Archive(errand.job.captures, errand.site.name)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ArchivePipeline":
        """The archive of the crawler's site."""
        return cls(errand_of(crawler))

    def close_spider(self) -> None:
        """Puts all that was written on the disk."""
        self.archive.close()

    def process_item(self, item: object) -> object:
        """The same with the place in the archive. A disk that takes no more ends the run."""
        if not isinstance(item, Taken) or item.wire is None or item.capture.quality in LEFT_OUT:
            return item
        if self.errand.trip.stop.is_set() and self.errand.trip.failure:
            return item
        try:
            kept = self.archive.keep(exchange_of(item.wire, item))
        except OSError as error:
            logger.exception("the archive cannot be written")
            where = self.archive.home / self.archive.folder
            self.errand.trip.fail(StoreUnusable(f"{where}: {error.strerror}: make room, or give the right to write"))
            return item
        return replace(item, wire=None, capture=replace(item.capture, warc=kept.path, offset=kept.offset))


def exchange_of(wire: Response, taken: Taken) -> Exchange:
    """The request and the answer of a capture as the archive takes them."""
    request = wire.request or (taken.fetched.response.request if taken.fetched else None)
    return Exchange(
        address=wire.url,
        at=taken.capture.fetched_at,
        sent=_sent(request),
        status=wire.status,
        headers=headers_of(wire),
        body=wire.body,
        ip=str(wire.ip_address or ""),
        protocol=wire.protocol or "HTTP/1.1",
    )


def _sent(request: Request | None) -> Headers:
    headers = request.headers.items() if request else ()
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, values in headers for value in values)
