"""Fourth step: documents are read and flagged."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from scrapy.crawler import Crawler

from claims.flags import flags_of
from claims.markets import load_regulation, markets_for
from claims.model import Document, Read
from claims.packs import load_library
from claims.reading import read
from crawler.job import Errand, errand_of
from crawler.pipelines.taken import Taken
from crawler.pipelines.trouble import failed

logger = logging.getLogger(__name__)


class ReadPipeline:
    """Finds claims and sources, and what in them is a reason to look in the site's markets."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand
        self.library = load_library()
        self.regulation = load_regulation()
        self.markets = errand.site.markets or markets_for(errand.site.country)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ReadPipeline":
        """The reading for the crawler's site."""
        return cls(errand_of(crawler))

    def process_item(self, item: object) -> object:
        """The same with a reading for each document."""
        if not isinstance(item, Taken) or not item.documents:
            return item
        try:
            return replace(item, documents=(), reads=tuple(self._reads(item.documents)))
        except Exception as error:
            logger.exception("%s cannot be read", item.capture.address)
            return failed(item, error, self.errand)

    def _reads(self, documents: tuple[Document, ...]) -> Iterator[Read]:
        for document in documents:
            reading = read(document, self.library)
            yield Read(document, reading, flags_of(document, reading, self.markets, self.regulation))
