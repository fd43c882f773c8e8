"""What all spiders share: where they begin, how they go on, and what they bring."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.robotstxt import RobotParser
from twisted.python.failure import Failure

from crawler.addresses import canonical, is_brochure, is_next_part, is_picture, is_same_page, same_site, worth_a_visit
from crawler.answers import headers_of, text_of
from crawler.early_end import PICTURE
from crawler.extract.ocr import missing as lacks_ocr
from crawler.extract.page import is_pdf
from crawler.extract.pictures import pictures_of
from crawler.failures import failure_of
from crawler.items import Fetched, KnownLead, Lead, Leads, Refused, Trouble, Unreached, Unvisited
from crawler.job import Errand
from crawler.platforms import UNKNOWN, platform_of
from crawler.rendering import missing, rendered
from crawler.subject import lists_offers, subject_score, tells_of_subject
from spiders.feeds import read_feed
from spiders.links import base_of, feeds_of, links_of, named_address
from spiders.refusals import Refusals
from spiders.sitemaps import read_sitemap
from spiders.sources import MOST_SOURCES, Source
from spiders.traps import Traps
from spiders.turns import turn_of
from spiders.way import Found, WaySpider
from spiders.wordpress import read_entries

FIRST = 1_000_000
ANSWERED = FIRST - 1
TOP = 100  # pages on the subject by name, and pages on which claims stand: among them whose turn it is comes first
NEAR = 4  # what a page on the subject leads to
MOST_FEEDS = 3


class SiteSpider(WaySpider):
    """Visits one site: the watchlist's addresses, sitemaps, feeds, known pages, links; what is on the subject first."""

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand)
        self.known: dict[str, KnownLead] = {known.lead.address: known for known in errand.leads}
        self.dates: dict[str, str] = {}  # what this visit's sources say of pages; the first that gives a date counts
        self.traps = Traps()
        self.refusals = Refusals(self.site.url)
        self.sitemaps: list[str] = []
        self.feeds: list[str] = []
        self.platform = UNKNOWN
        self.hrefs: set[str] = set()
        self.asked: set[str] = set()  # sources

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The spider, told of robots.txt when it comes."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_came, signal=signals.robots_parsed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """The watchlist's own addresses; all else follows from them."""
        for address in (self.site.url, *self.site.start):
            if canonical(address):
                self.frontier.add(canonical(address), FIRST)
            else:
                yield Trouble("is no address of a page", "correct it in the watchlist", address)
        self.recall()
        for found in self.next_requests():
            yield found

    def robots_came(self, robotparser: RobotParser, request: Request) -> None:
        """Takes the sitemaps that robots.txt names."""
        named = getattr(getattr(robotparser, "rp", None), "sitemaps", ())
        self.sitemaps += filter(None, (canonical(address, request.url) for address in named))

    def recall(self) -> None:
        """Puts in line what earlier visits found; first what this run has fetched already, if it was cut off."""
        for address in filter(self.is_worth_it, self.errand.answered):
            self.frontier.add(address, ANSWERED)
        for known in self.errand.leads:
            lead = known.lead
            if known.expected and self.is_ours(lead.address):
                self.traps.count(lead.address)
                score = TOP if known.holds else min(TOP, self.score(lead.address, lead.words))
                self.frontier.add(lead.address, score, lead.depth, turn_of(known, ""))
            elif not known.dead:
                self.found(lead)

    def begin(self) -> Found:
        """What is asked for besides pages, once the site has answered for the first time."""
        named = [address for address in self.sitemaps if same_site(address, self.site.url)]
        if len(named) < len(self.sitemaps):
            yield Trouble(
                "robots.txt names a sitemap on another host: not read", "add its pages under start", self.site.url
            )
        for address in named or [canonical(guess, self.site.url) for guess in self.platform.sitemaps]:
            self.ask(Source(address, read_sitemap, bool(named)))
        for guess in self.platform.entries:
            self.ask(Source(canonical(guess, self.site.url), read_entries))
        for address in self.feeds[:MOST_FEEDS]:
            self.ask(Source(address, read_feed))

    def score(self, address: str, text: str) -> int:
        """How soon an address is visited; the shared part is the subject."""
        return 10 * subject_score(address, text)

    # Pages.

    def ask_page(self, address: str, depth: int) -> Request:
        """The request for a page."""
        asked = Request(
            address,
            callback=self.page,
            errback=self.missed,
            cb_kwargs={"depth": depth},
            meta={"asked": address},
            dont_filter=True,
        )
        return self.as_shown(asked)

    def again(self, address: str) -> Request:
        """The request for a second look at a page, in full."""
        meta = {"asked": address, "full": True, "confirms": True}
        asked = Request(address, callback=self.confirmed, errback=self.missed_again, meta=meta, dont_filter=True)
        return self.as_shown(asked)

    def as_shown(self, request: Request) -> Request:
        """A request for a page, by way of a browser where the watchlist asks for one; a picture's says what it is."""
        if is_picture(request.url):
            return request.replace(meta={**request.meta, PICTURE: True})
        return rendered(request) if self.site.render and not missing() and not is_brochure(request.url) else request

    def page(self, response: Response, depth: int) -> Found:
        """What a page gives, and what comes next."""
        self.frontier.saw(response.url)
        named = canonical(named_address(text_of(response)), response.url)
        if response.status == 200 and is_same_page(named, response.url):
            self.frontier.saw(named)
        if not self.began:
            self.look_at(response)
        leads: tuple[Lead, ...] = ()
        try:
            leads = self.learn(response, depth)
        finally:
            yield Fetched(response, self.format_at(response), leads=leads)
        yield from self.proceed()

    def look_at(self, response: Response) -> None:
        """Learns what the site runs on and which feeds it has, from its first page as sent or as stored."""
        headers, html = headers_of(response), text_of(response)
        if response.status == 304 and (before := self.errand.page_before(response.meta["asked"])):
            headers, html = before.headers, before.body.decode("utf-8", "replace")
        self.platform = platform_of(headers, html)
        self.feeds = [canonical(feed, response.url) for feed in feeds_of(html)]

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

    def learn(self, response: Response, depth: int) -> tuple[Lead, ...]:
        """Puts the links of a page in line; gives those that no visit has kept so far.

        The next part of a list is no deeper than this one as long as parts bring something new; endless lists end.
        """
        if not isinstance(response, TextResponse) or response.status != 200:
            return ()
        html = text_of(response)
        base = canonical(base_of(html, response.url), response.url) or response.url
        if depth >= self.errand.job.manners.depth:
            self.leave_deeper(html, base)
            return ()
        links = [(canonical(link.href, base), link.text) for link in links_of(html, self.hrefs)]
        near = NEAR if (links or self.reads_pictures) and tells_of_subject(html) else 0
        pages = [Lead(*link, depth=depth + 1) for link in links if not is_next_part(link[0], response.url)]
        if not near:
            pages = self.without_asides(pages)
        elif self.reads_pictures:
            pages += self.pictures(html, base, depth)
        news = [page for page in pages if self.found(page, near)]
        parts = [
            Lead(*link, depth=depth if news else depth + 1) for link in links if is_next_part(link[0], response.url)
        ]
        for part in parts:
            self.found(part, near)
        return tuple(filter(self.is_news, (*pages, *parts)))

    @property
    def reads_pictures(self) -> bool:
        """Whether the text in pictures is read: the watchlist asks for it, and this machine can."""
        return self.site.ocr and not lacks_ocr()

    def leave_deeper(self, html: str, base: str) -> None:
        """Counts what a page names whose links are not followed."""
        for link in links_of(html, set()):
            found = canonical(link.href, base)
            if self.is_ours(found) and not self.frontier.knows(found):
                self.traps.too_deep(found)

    def pictures(self, html: str, base: str, depth: int) -> list[Lead]:
        """The pictures in the copy of a page on the subject, where the watchlist has their text read."""
        return [Lead(canonical(source, base), "", depth=depth + 1) for source in pictures_of(html)]

    def found(self, lead: Lead, near: int = 0) -> bool:
        """Puts an address of the site in line, if it is worth it; whether it was new. `near` adds to its score."""
        address = lead.address
        if not self.is_ours(address):
            self.refusals.note(address)
            return False
        if self.traps.caught(address):
            return False
        known = self.known.get(address)
        score = min(TOP, self.score(address, lead.words) + near)
        return self.frontier.add(address, score, lead.depth, turn_of(known, self.dates.get(address, "")))

    def without_asides(self, leads: list[Lead]) -> list[Lead]:
        """Leads without those to brochures that tell nothing of the subject, which are counted."""
        for lead in filter(is_aside, leads):
            self.refusals.note_as(Refused.BROCHURE, lead.address)
        return [lead for lead in leads if not is_aside(lead)]

    def is_ours(self, address: str) -> bool:
        """Whether an address can be a page of this site."""
        return bool(address) and same_site(address, self.site.url) and self.is_worth_it(address)

    def is_worth_it(self, address: str) -> bool:
        """Whether an address can lead to something to read; to a picture only where their text is read."""
        return worth_a_visit(address) or (self.site.ocr and is_picture(address))

    def is_news(self, lead: Lead) -> bool:
        """Whether a lead says more than what is kept of its address."""
        known = self.known.get(lead.address)
        if known is None:
            return self.is_ours(lead.address) and not self.traps.caught(lead.address)
        before = known.lead
        return bool(lead.modified and lead.modified != before.modified) or lead.depth < before.depth

    # Sources of addresses that are no pages.

    def ask(self, source: Source) -> None:
        """Puts a source in line, before all pages."""
        if not source.address or not same_site(source.address, self.site.url):
            return
        if source.address in self.asked:
            return
        self.asked.add(source.address)
        if len(self.asked) <= MOST_SOURCES:
            given = {"source": source}
            request = Request(
                source.address, callback=self.source, errback=self.no_source, cb_kwargs=given, dont_filter=True
            )
            self.errands.append(request)

    def sells(self, address: str) -> bool:
        """Whether a part of a sitemap is on the subject or lists products, so that it is read before others."""
        return "product" in address or subject_score(address) > 0

    def source(self, response: Response, source: Source) -> Found:
        """Puts in line what a source names."""
        listed = source.read(response)
        further = [canonical(address, response.url) for address in listed.further] if listed else []
        for address in sorted(further, key=self.sells, reverse=True):
            self.ask(Source(address, source.read, source.named))
        leads = [self.dated(lead, response.url) for lead in listed.leads] if listed else []
        leads = self.without_asides(leads)
        for lead in leads:
            self.found(lead)
        if news := tuple(lead for lead in leads if self.is_news(lead)):
            yield Leads(news)
        if listed is None and source.named:
            cause = f"the sitemap that robots.txt names cannot be read (status {response.status})"
            yield Trouble(cause, "add pages that no link leads to under start", response.url)
        yield from self.after_errand()

    def dated(self, lead: Lead, base: str) -> Lead:
        """A lead with its whole address; of several dates that a visit's sources give for a page the first counts."""
        address = canonical(lead.address, base)
        modified = self.dates.setdefault(address, lead.modified) if lead.modified else ""
        return replace(lead, address=address, modified=modified)

    def no_source(self, failure: Failure) -> Found:
        """Goes on without a source that gave no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if request.cb_kwargs["source"].named:
            _, cause = failure_of(failure, request.url, self.errand.trip)
            yield Trouble(f"the sitemap that robots.txt names cannot be read: {cause}", "see the cause", request.url)
        yield from self.after_errand()

    def end(self) -> Found:
        """What was found and is left out, once nothing is under way any more."""
        known = self.frontier.knows
        yield Unvisited(self.frontier.left, (*self.traps.left_out(known), *self.refusals.left_out(known)))
        if len(self.asked) > MOST_SOURCES:
            left = len(self.asked) - MOST_SOURCES
            cause = f"{left} sitemaps, feeds or lists were not read: there are {len(self.asked)}"
            yield Trouble(cause, "add pages that no link leads to under start", self.site.url)


def is_aside(lead: Lead) -> bool:
    """Whether a lead is to a brochure that by its name tells nothing of the subject, nor what is sold there."""
    return is_brochure(lead.address) and not (
        subject_score(lead.address, lead.words) or lists_offers(lead.address, lead.words)
    )


def format_of(response: Response) -> str:
    """The format of a page: PDF by its first bytes, picture where one was asked for, text where the server says so."""
    if is_pdf(response.body):
        return "pdf"
    kind = (response.headers.get(b"Content-Type") or b"").lower()
    if kind.startswith(b"image/") and response.request is not None and PICTURE in response.request.meta:
        return "picture"
    return "text" if kind.startswith((b"text/plain", b"text/markdown")) else "html"
