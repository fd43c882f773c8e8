"""Third step: ok answers are extracted, read and flagged, in the order in which they came."""

import asyncio
from dataclasses import replace

from scrapy.crawler import Crawler

from claims.errors import DataFileError
from crawler.job import Errand, errand_of
from crawler.pipelines.taken import Taken, page_of
from crawler.pipelines.trouble import failed, in_other_language, without_text
from crawler.subject import on_subject
from crawler.task import Outcome, Task


class ReadPipeline:
    """Has pages read, while others are fetched; a page that cannot be read is a failed page, and no other is lost."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand
        self._last: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ReadPipeline":
        """The step for the crawler's site."""
        return cls(errand_of(crawler))

    async def process_item(self, item: object) -> object:
        """The same with what was read; handed on after all that came before it."""
        before = self._last
        mine = self._last = asyncio.get_running_loop().create_future()
        try:
            done = await self._read(item)
            if before is not None:
                await before
            return done
        finally:
            mine.set_result(None)

    async def _read(self, item: object) -> object:
        if not isinstance(item, Taken) or not item.ok or item.fetched is None:
            return item
        site = self.errand.site
        task = Task(page_of(item, item.fetched, site), site.markets, self.errand.trip.job.likeness)
        return self._with(await self.errand.trip.readers.read(task), item)

    def _with(self, outcome: Outcome, item: Taken) -> Taken:
        if outcome.unusable:
            self.errand.trip.fail(DataFileError(outcome.unusable))
        if outcome.error:
            return failed(item, outcome.error, self.errand)
        address = item.capture.address
        if outcome.pictured and any(on_subject(address, read.document.title) for read in outcome.reads):
            self.errand.tally.pictured.append(address)
        if outcome.cut:
            self.errand.tally.crowded[address] = outcome.cut
        if outcome.blank:
            return without_text(item)
        read = replace(item, reads=outcome.reads, made_of=outcome.made_of, read_by=outcome.read_by)
        return in_other_language(read, self.errand) or read
