"""What is stored, as frozen dataclasses: sites, captures, visits, and what a reader of the store gets back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims.model import Disclosure, Level, Money, Provision, Read, SiteKind, Status, is_likeness
from db.leads import Lead, LeftOut
from db.mentions import Named

DEFAULT_DELAY = 2.0
DEFAULT_MAX_PAGES = 300


@dataclass(frozen=True, slots=True)
class Site:
    """One entry of the watchlist.

    `markets` are the jurisdictions it sells into (keys of claims/markets/), `start` more addresses to begin at,
    `delay` seconds between two requests, `allow_private` lets its hosts lie on loopback or private addresses,
    `night` the hours (UTC, such as 22:00-06:00) in which alone it is visited, `ocr` has the text in its pictures read.
    """

    name: str
    url: str
    kind: SiteKind
    country: str = ""
    markets: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    spider: str = ""
    start: tuple[str, ...] = ()
    delay: float = DEFAULT_DELAY
    max_pages: int = DEFAULT_MAX_PAGES
    render: bool = False
    allow_private: bool = False
    night: str = ""
    ocr: bool = False


class Quality(StrEnum):
    """The judgement on a capture before it is believed; only OK moves anything."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    BLOCKED = "blocked"
    CONSENT = "consent"
    LOGIN = "login"
    ERROR = "error"
    UNREACHABLE = "unreachable"
    ROBOTS = "robots"
    GONE = "gone"  # 404 or 410
    SOFT_404 = "soft_404"
    REDIRECTED_HOME = "redirected_home"
    REDIRECTED_AWAY = "redirected_away"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    NOT_A_PAGE = "not_a_page"
    OTHER_LANGUAGE = "other_language"  # than the page had before


@dataclass(frozen=True, slots=True)
class Capture:
    """What one fetch of one address gave; immutable.

    `address` is what was asked for, `final_address` what answered after `redirects`; `fetched_at` is UTC; `status` is 0
    where nothing answered; `cause` says in words why the quality is not ok; `digest` is the SHA-256 of the body in hex;
    `warc` and `offset` tell where the archive keeps it; `full` is False where validators were sent;
    `format` is what the body is (html, text, …; see crawler.items.Fetched), empty where that was not kept.
    """

    site: str
    address: str
    final_address: str
    fetched_at: datetime
    status: int
    quality: Quality
    cause: str = ""
    redirects: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    size: int = 0
    digest: str = ""
    etag: str = ""
    last_modified: str = ""
    warc: str = ""
    offset: int = 0
    full: bool = True
    format: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One capture and all that was read from it; written in one transaction.

    `reads` is empty unless the capture is ok. One capture may give several documents (a platform's product list).
    `listed` is set where the capture is a complete listing of products: the keys it lists. `leads` are the addresses
    that it names; they are kept where the capture is ok. `made_of` names the capture and all that made documents of
    it; where it is set these are kept, to be read again. `read_by` names all that read them but the packs.
    """

    capture: Capture
    reads: tuple[Read, ...] = ()
    listed: frozenset[str] | None = None
    leads: tuple[Lead, ...] = ()
    made_of: str = ""
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class Validators:
    """The server's own words for the last ok capture of an address; empty where it gave none."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a visit: its capture's number, how many changes it brought, whether nothing had to be compared."""

    capture: int
    changes: int
    unchanged: bool


class ChangeKind(StrEnum):
    """What happened between two ok captures."""

    NEW = "new"
    REWORDED = "reworded"
    GONE = "gone"
    RETURNED = "returned"
    STATUS = "status"
    LEVEL = "level"
    SOURCE = "source"
    CONFLICT_OPENED = "conflict_opened"
    CONFLICT_CLOSED = "conflict_closed"
    PRICE = "price"
    PRODUCT_NEW = "product_new"
    PRODUCT_GONE = "product_gone"
    PRODUCT_RETURNED = "product_returned"
    PRODUCT_MOVED = "product_moved"
    PAGE_GONE = "page_gone"
    DISCLAIMER_DROPPED = "disclaimer_dropped"


@dataclass(frozen=True, slots=True)
class KnownFlag:
    """A flag as stored with its claim."""

    market: str
    level: Level
    nature: str
    rule: str
    reason: str
    clears_if: str
    provisions: tuple[Provision, ...]
    comparison: tuple[Provision, ...]
    confirmed: bool
    general: bool


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """One place where a claim stands or stood: page, and where on it; with the capture that shows it last.

    `captured` is when that capture was made (the page may have been seen unchanged since), `status` and `answered`
    what the server said and from which address.
    """

    page: str
    address: str
    title: str
    place: str
    product: str
    live: bool
    first_seen: datetime
    last_seen: datetime
    capture: int
    digest: str
    warc: str
    offset: int
    trail: tuple[str, ...]
    form: str
    captured: datetime | None = None
    status: int = 0
    answered: str = ""


@dataclass(frozen=True, slots=True)
class KnownClaim:
    """One claim from first to last sight.

    `level` is the highest level of its flags, None where none was raised. `gone_at` is set where its absence is proven.
    `baseline` is True where the first look at its site found it; `rotating` where it has come back twice: a banner.
    `technical` is True where it was first found because a rule of ours changed, not the page.
    """

    id: int
    site: str
    kind: SiteKind
    country: str
    type: str
    status: Status
    quote: str
    span: str
    span_start: int
    product: str
    product_name: str
    rule: str
    rule_version: int
    words: str
    cue: str
    cue_words: str
    limits: str
    level: Level | None
    flags: tuple[KnownFlag, ...]
    places: tuple[KnownPlace, ...]
    first_seen: datetime
    last_seen: datetime
    wording_since: datetime
    gone_at: datetime | None
    experimental: bool
    technical: bool
    lang: str = ""
    baseline: bool = False
    rotating: bool = False

    @property
    def likeness(self) -> bool:
        """Whether no rule finds it: its words look like those of such claims."""
        return is_likeness(self.rule)


@dataclass(frozen=True, slots=True)
class KnownProduct:
    """One product from first to last sight, with its stated source as (class, detail) pairs."""

    id: int
    site: str
    key: str
    name: str
    brand: str
    address: str
    price: Money | None
    price_high: Money | None
    list_price: Money | None
    available: bool | None
    ingredients: str
    disclosure: Disclosure
    sources: tuple[tuple[str, str], ...]
    source_reason: str
    first_seen: datetime
    last_seen: datetime
    gone_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownSource:
    """The stated source of a product or (where `product` is empty) of a page of a site, with its flags.

    `named` are the words of its quote that name a source, with the rule that found each.
    """

    id: int
    site: str
    page: str
    address: str
    title: str
    product: str
    name: str
    disclosure: Disclosure
    sources: tuple[tuple[str, str], ...]
    reason: str
    quote: str
    level: Level | None
    flags: tuple[KnownFlag, ...]
    first_seen: datetime
    last_seen: datetime
    kind: SiteKind = SiteKind.RETAILER
    country: str = ""
    lang: str = ""
    digest: str = ""
    warc: str = ""
    offset: int = 0
    captured: datetime | None = None
    status: int = 0
    answered: str = ""
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened, told once in each audience's editions.

    `before` and `after` are for people (a price, a source, a wording); `claim` and `product` are ids where it is about
    one; `missed_at` and `seen_at` are the dates that prove an absence: last seen, first missed, confirmed (= at).
    `baseline` marks what the first look at a site found: it may be old, so it is no news. `type` is the type of the
    claim; `reason` says in words what proves the change. `caused_by` is the change of a source from which this one
    follows: told with it, and never by itself.
    """

    id: int
    kind: ChangeKind
    at: datetime
    site: str
    address: str
    subject: str
    before: str = ""
    after: str = ""
    level: Level | None = None
    claim: int | None = None
    product: int | None = None
    technical: bool = False
    seen_at: datetime | None = None
    missed_at: datetime | None = None
    baseline: bool = False
    type: str = ""
    reason: str = ""
    caused_by: int | None = None


@dataclass(frozen=True, slots=True)
class PageState:
    """The last word on one page that was expected: what the newest capture said."""

    address: str
    quality: Quality
    cause: str
    fetched_at: datetime
    last_ok: datetime | None


@dataclass(frozen=True, slots=True)
class SiteCoverage:
    """How much of one site a run saw.

    `expected` pages were known or found; `unvisited` lay past the budget of pages; `unread` were seen, in a language
    without a pack; `troubles` were not seen; `endless` addresses and `refused` ones were not followed, nor expected.
    """

    site: str
    kind: SiteKind
    country: str
    url: str
    run: int | None
    started_at: datetime | None
    expected: int
    seen: int
    unchanged: int
    blocked: int
    failed: int
    gone: int
    unvisited: int
    unread: int
    troubles: tuple[PageState, ...] = ()
    incidents: tuple["Incident", ...] = ()
    endless: tuple[LeftOut, ...] = ()
    refused: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that a run could not do, with its cause and what would mend it."""

    site: str
    cause: str
    remedy: str
    address: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the crawler; `ended_at` is None where it was cut off.

    `country_of_exit` is from where its requests left, as the operator stated it; empty where nothing was stated.
    """

    id: int
    started_at: datetime
    ended_at: datetime | None
    incidents: int
    country_of_exit: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One numbered digest for one audience and period; its file is named from the number.

    `permanent_id` is its name in feeds (a tag: URI), empty for one closed before there were feeds.
    """

    number: int
    audience: str
    since: datetime
    until: datetime
    rendered_at: datetime
    changes: int
    path: str
    permanent_id: str = ""
