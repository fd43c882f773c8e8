"""Third step where nothing is read, as for `exowatch read URL`: ok answers become documents."""

import logging
from dataclasses import replace

from scrapy.crawler import Crawler

from crawler.job import Errand, errand_of
from crawler.pageread import extracted
from crawler.pipelines.taken import Taken, page_of
from crawler.pipelines.trouble import failed, without_text

logger = logging.getLogger(__name__)


class ExtractPipeline:
    """Turns bytes into documents; a page that cannot be read is a failed page, and nothing else is lost."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ExtractPipeline":
        """The step for the crawler's site."""
        return cls(errand_of(crawler))

    def process_item(self, item: object) -> object:
        """The same with its documents."""
        if not isinstance(item, Taken) or not item.ok or item.fetched is None:
            return item
        try:
            made = extracted(page_of(item, item.fetched, self.errand.site))
        except Exception as error:
            logger.exception("%s cannot be extracted", item.capture.address)
            return failed(item, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}", self.errand)
        return without_text(item) if made.blank else replace(item, documents=made.documents)
