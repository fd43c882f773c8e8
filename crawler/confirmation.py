"""Before a site is left: pages that seem to lack something known are fetched once more, in full."""

from typing import Protocol, cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider

from crawler.job import Errand, errand_of
from db.errors import StoreError


class Returning(Protocol):
    """A spider that can be sent to a page again, once its visit has ended."""

    ended: bool

    def again(self, address: str) -> Request:
        """The request for a second look."""


class Confirmation:
    """The second look that an absence needs, in the same run."""

    def __init__(self, crawler: Crawler, errand: Errand) -> None:
        self.crawler = crawler
        self.errand = errand
        self._done = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Confirmation":
        """The extension for the crawler's site."""
        made = cls(crawler, errand_of(crawler))
        crawler.signals.connect(made.look_again, signal=signals.spider_idle)
        return made

    def look_again(self) -> None:
        """Called when nothing is left to fetch; keeps the spider open where a second look is needed."""
        trip, spider = self.errand.trip, cast("Returning", self.crawler.spider)
        if self._done or not spider.ended or not self.errand.may_go_on:
            return
        self._done = True
        try:
            suspects = trip.store.suspects(trip.run, self.errand.site.name)
        except StoreError as error:
            trip.fail(error)
            return
        for address in suspects:
            self.crawler.engine.crawl(spider.again(address))
        if suspects:
            raise DontCloseSpider
