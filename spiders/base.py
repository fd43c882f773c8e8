"""What all spiders share: where they begin, how they go on, and what they bring."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response, TextResponse
from scrapy.robotstxt import RobotParser
from twisted.python.failure import Failure

from crawler.addresses import canonical, is_next_part, is_same_page, same_site, worth_a_visit
from crawler.answers import headers_of, text_of
from crawler.errors import CrawlUnusable
from crawler.failures import failure_of
from crawler.items import Fetched, Trouble, Unreached, Unvisited
from crawler.job import Errand
from crawler.platforms import UNKNOWN, platform_of
from crawler.subject import subject_score
from spiders.frontier import Frontier
from spiders.links import base_of, links_of, named_address
from spiders.sitemaps import MOST_FILES, read_sitemap

FIRST = 1_000_000
KNOWN = 20
Found = Iterator[Fetched | Unreached | Unvisited | Trouble | Request]


class SiteSpider(Spider):
    """Visits one site: the watchlist's addresses, sitemaps, known pages, links; what is on the subject first.

    A page is chosen when there is room for it and not before, so that the best that is known by then comes next.
    Without a delay between pages a second request waits in line, so that the network never rests.
    """

    def __init__(self, errand: Errand) -> None:
        super().__init__()
        self.errand = errand
        self.site = errand.site
        self.frontier = Frontier(errand.site.max_pages)
        self.errands: list[Request] = []  # sitemaps and listings that go before pages and are none
        self.sitemaps: list[str] = []
        self.platform = UNKNOWN
        self.hrefs: set[str] = set()
        self.room = 1 if errand.site.delay else 2
        self.under_way = 0
        self.files = 0
        self.began = False
        self.ended = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "SiteSpider":
        """The spider, told of robots.txt when it comes."""
        if "errand" not in kwargs:
            raise CrawlUnusable("a spider needs an errand: start it with 'exowatch crawl'")
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_came, signal=signals.robots_parsed)
        crawler.signals.connect(spider.wake, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """The watchlist's own addresses; all else follows from them."""
        for address in (self.site.url, *self.site.start):
            if canonical(address):
                self.frontier.add(canonical(address), FIRST)
            else:
                yield Trouble("is no address of a page", "correct it in the watchlist", address)
        for found in self.next_requests():
            yield found

    def robots_came(self, robotparser: RobotParser, request: Request) -> None:
        """Takes the sitemaps that robots.txt names."""
        named = getattr(getattr(robotparser, "rp", None), "sitemaps", ())
        self.sitemaps += filter(None, (canonical(address, request.url) for address in named))

    def begin(self) -> Found:
        """What is asked for besides pages, once the site has answered for the first time."""
        for address in filter(worth_a_visit, self.errand.known):
            self.frontier.add(address, KNOWN + self.score(address, ""))
        named = [address for address in self.sitemaps if same_site(address, self.site.url)]
        if len(named) < len(self.sitemaps):
            yield Trouble(
                "robots.txt names a sitemap on another host: not read", "add its pages under start", self.site.url
            )
        for address in named or [canonical(guess, self.site.url) for guess in self.platform.sitemaps]:
            self.ask_sitemap(address)

    def score(self, address: str, text: str) -> int:
        """How soon an address is visited; the shared part is the subject."""
        return 10 * subject_score(address, text)

    # Pages.

    def ask_page(self, address: str, depth: int) -> Request:
        """The request for a page."""
        return Request(
            address,
            callback=self.page,
            errback=self.missed,
            cb_kwargs={"depth": depth},
            meta={"asked": address},
            dont_filter=True,
        )

    def again(self, address: str) -> Request:
        """The request for a second look at a page, in full."""
        meta = {"asked": address, "full": True, "confirms": True}
        return Request(address, callback=self.confirmed, errback=self.missed_again, meta=meta, dont_filter=True)

    def page(self, response: Response, depth: int) -> Found:
        """What a page gives, and what comes next."""
        yield Fetched(response, self.format_at(response))
        self.frontier.saw(response.url)
        named = canonical(named_address(text_of(response)), response.url)
        if response.status == 200 and is_same_page(named, response.url):
            self.frontier.saw(named)
        if not self.began:
            self.platform = platform_of(headers_of(response), text_of(response))
        self.learn(response, depth)
        yield from self.proceed()

    def confirmed(self, response: Response) -> Found:
        """What the second look gives."""
        yield Fetched(response, self.format_at(response))

    def format_at(self, response: Response) -> str:
        """The format of what lies at an address."""
        return format_of(response)

    def missed(self, failure: Failure) -> Found:
        """What an address that gave no answer gives, and what comes next."""
        yield from self.missed_again(failure)
        yield from self.proceed()

    def missed_again(self, failure: Failure) -> Found:
        """The same for a second look."""
        request: Request = failure.request  # type: ignore[attr-defined]
        quality, cause = failure_of(failure, request.url, self.errand.trip)
        yield Unreached(request.meta["asked"], cause, quality.value)

    def learn(self, response: Response, depth: int) -> None:
        """Puts the links of a page in line.

        The next part of a list is no deeper than this one as long as parts bring something new; endless lists end.
        """
        if not isinstance(response, TextResponse) or response.status != 200 or depth >= self.errand.job.manners.depth:
            return
        html = response.text
        base = canonical(base_of(html, response.url), response.url) or response.url
        links = [(canonical(link.href, base), link.text) for link in links_of(html, self.hrefs)]
        parts = [link for link in links if is_next_part(link[0], response.url)]
        new = [self.found(address, text, depth + 1) for address, text in links if (address, text) not in parts]
        for address, text in parts:
            self.found(address, text, depth if any(new) else depth + 1)

    def found(self, address: str, text: str, depth: int) -> bool:
        """Puts an address of the site in line, if it is worth it; whether it was new."""
        worth = address and same_site(address, self.site.url) and worth_a_visit(address)
        return bool(worth) and self.frontier.add(address, self.score(address, text), depth)

    # Sitemaps.

    def ask_sitemap(self, address: str) -> None:
        """Puts a sitemap in line, before all pages."""
        if address and self.files < MOST_FILES and same_site(address, self.site.url):
            self.files += 1
            request = Request(address, callback=self.sitemap, errback=self.no_sitemap, dont_filter=True)
            self.errands.append(request)

    def sitemap(self, response: Response) -> Found:
        """Puts in line what a sitemap lists."""
        listed = read_sitemap(response) if response.status == 200 else None
        for address in listed.sitemaps if listed else ():
            self.ask_sitemap(canonical(address, response.url))
        for address in listed.pages if listed else ():
            self.found(canonical(address, response.url), "", 1)
        if listed is None and response.url in self.sitemaps:
            cause = f"the sitemap that robots.txt names cannot be read (status {response.status})"
            yield Trouble(cause, "add pages that no link leads to under start", response.url)
        yield from self.proceed()

    def no_sitemap(self, failure: Failure) -> Found:
        """Goes on without a sitemap that gave no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if request.url in self.sitemaps:
            _, cause = failure_of(failure, request.url, self.errand.trip)
            yield Trouble(f"the sitemap that robots.txt names cannot be read: {cause}", "see the cause", request.url)
        yield from self.proceed()

    # The way on.

    def proceed(self) -> Found:
        """Called when a request is done: begins, goes on, or ends."""
        self.under_way -= 1
        if not self.began:
            self.began = True
            yield from self.begin()
        yield from self.next_requests()
        if not self.under_way and not self.ended:
            self.ended = True
            yield Unvisited(self.frontier.left)

    def wake(self) -> None:
        """Goes on where an answer was lost on the way: nothing is under way, and yet the visit has not ended."""
        if self.ended or not self.errand.may_go_on:
            return
        self.began, self.under_way = True, 0
        requests = list(self.next_requests())
        for request in requests:
            self.crawler.engine.crawl(request)
        self.ended = not requests
        if requests:
            raise DontCloseSpider

    def next_requests(self) -> Iterator[Request]:
        """As many requests as there is room for: errands first, then the best page."""
        while self.under_way < (self.room if self.began else 1):
            if not self.errand.may_go_on:
                return
            request = self.errands.pop(0) if self.errands else self._next_page()
            if request is None:
                return
            self.under_way += 1
            yield request

    def _next_page(self) -> Request | None:
        chosen = self.frontier.pop()
        return self.ask_page(*chosen) if chosen else None


def format_of(response: Response) -> str:
    """The format of a page: text where the server says so, else HTML."""
    kind = (response.headers.get(b"Content-Type") or b"").lower()
    return "text" if kind.startswith((b"text/plain", b"text/markdown")) else "html"
