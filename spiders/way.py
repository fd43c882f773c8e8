"""How a visit goes on: as many requests as there is room for, and when nothing is left, its end."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider

from crawler.errors import CrawlUnusable
from crawler.items import Fetched, Leads, Trouble, Unreached, Unvisited
from crawler.job import Errand
from spiders.frontier import Frontier

Found = Iterator[Fetched | Leads | Unreached | Unvisited | Trouble | Request]


class WaySpider(Spider):
    """Goes through a site's pages, and through errands (sitemaps and listings, which are no pages) before them.

    A page is chosen when there is room for it and not before, so that the best that is known by then comes next.
    Without a delay between pages a second request waits in line, so that the network never rests.
    """

    def __init__(self, errand: Errand) -> None:
        super().__init__()
        self.errand = errand
        self.site = errand.site
        self.frontier = Frontier(errand.site.max_pages)
        self.errands: list[Request] = []
        self.room = 1 if errand.site.delay else 2
        self.under_way = 0
        self.errands_under_way = 0
        self.began = False
        self.ended = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The spider, woken where an answer was lost."""
        if "errand" not in kwargs:
            raise CrawlUnusable("a spider needs an errand: start it with 'exowatch crawl'")
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.wake, signal=signals.spider_idle)
        return spider

    @abstractmethod
    def begin(self) -> Found:
        """What is asked for besides pages, once the site has answered for the first time."""

    @abstractmethod
    def end(self) -> Found:
        """What is said once nothing is under way any more."""

    @abstractmethod
    def ask_page(self, address: str, depth: int) -> Request:
        """The request for a page."""

    def proceed(self) -> Found:
        """Called when a request is done: begins, goes on, or ends."""
        self.under_way -= 1
        if not self.began:
            self.began = True
            yield from self.begin()
        yield from self.next_requests()
        if not self.under_way and not self.ended:
            self.ended = True
            yield from self.end()

    def after_errand(self) -> Found:
        """The same when what is done was no page."""
        self.errands_under_way -= 1
        yield from self.proceed()

    def wake(self) -> None:
        """Goes on where an answer was lost on the way: nothing is under way, and yet the visit has not ended."""
        if self.ended or not self.errand.may_go_on:
            return
        self.began, self.under_way, self.errands_under_way = True, 0, 0
        requests = list(self.next_requests())
        for request in requests:
            self.crawler.engine.crawl(request)
        self.ended = not requests
        if requests:
            raise DontCloseSpider

    def next_requests(self) -> Iterator[Request]:
        """As many requests as there is room for: errands first, and when all have been run, the best page."""
        while self.under_way < (self.room if self.began else 1):
            if not self.errand.may_go_on:
                return
            request = self._next_errand() or self._next_page()
            if request is None:
                return
            self.under_way += 1
            yield request

    def _next_errand(self) -> Request | None:
        if not self.errands:
            return None
        self.errands_under_way += 1
        return self.errands.pop(0)

    def _next_page(self) -> Request | None:
        chosen = None if self.errands_under_way else self.frontier.pop()
        return self.ask_page(*chosen) if chosen else None
