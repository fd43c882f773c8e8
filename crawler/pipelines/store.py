"""Last step: one capture and all that follows from it, in one transaction."""

from scrapy.crawler import Crawler

from crawler.items import Leads, Trouble, Unvisited
from crawler.job import Errand, errand_of
from crawler.pipelines.taken import Taken
from db.errors import StoreError
from db.model import Incident, Visit


class StorePipeline:
    """Writes visits, incidents and counts; a store that takes no more ends the run."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "StorePipeline":
        """The store of the crawler's run."""
        return cls(errand_of(crawler))

    def process_item(self, item: object) -> None:
        """Keeps what came through."""
        if self.errand.trip.failure:
            return
        try:
            self._keep(item)
        except StoreError as error:
            self.errand.trip.fail(error)

    def _keep(self, item: object) -> None:
        trip, site = self.errand.trip, self.errand.site.name
        match item:
            case Taken():
                self._record(item)
            case Leads(leads):
                trip.store.keep_leads(trip.run, site, leads)
            case Unvisited(count, left_out):
                self.errand.tally.unvisited, self.errand.tally.left_out = count, left_out
                trip.store.unvisited(trip.run, site, count, left_out)
            case Trouble():
                trip.report(Incident(site, item.cause, item.remedy, item.address))

    def _record(self, taken: Taken) -> None:
        fetched, capture = taken.fetched, taken.capture
        listed = fetched.listed if taken.ok and fetched and fetched.complete_listing else None
        leads = fetched.leads if fetched else ()
        visit = Visit(capture, taken.reads, listed, leads, taken.made_of, taken.read_by)
        recorded = self.errand.trip.store.record(self.errand.trip.run, visit)
        if recorded.doubted and capture.address not in self.errand.tally.doubted:
            self.errand.tally.doubted.append(capture.address)
        if taken.counts:
            self.errand.tally.add(capture.quality, capture.address, capture.cause)
