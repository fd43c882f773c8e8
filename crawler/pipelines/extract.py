"""Third step: ok answers become documents."""

import logging
from dataclasses import replace

from scrapy.crawler import Crawler

from crawler.extract import Page, documents
from crawler.items import PAGE_FORMATS, Fetched
from crawler.job import Errand, errand_of
from crawler.pipelines.taken import Taken
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
            made = documents(self._page(item, item.fetched))
        except Exception as error:
            logger.exception("%s cannot be extracted", item.capture.address)
            return failed(item, error, self.errand)
        if item.fetched.format in PAGE_FORMATS and not any(document.blocks or document.products for document in made):
            return without_text(item)
        return replace(item, documents=made)

    def _page(self, item: Taken, fetched: Fetched) -> Page:
        site = self.errand.site
        content_type = fetched.response.headers.get("Content-Type") or b""
        return Page(
            address=item.capture.address,
            final_address=item.capture.final_address,
            content_type=content_type.decode("latin-1"),
            body=fetched.response.body,
            format=fetched.format,
            kind=site.kind,
            country=site.country,
            site_url=site.url,
        )
