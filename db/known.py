"""What a reader of the store gets back: claims, products, sources, changes, pages, runs and editions."""

from dataclasses import dataclass
from datetime import datetime

from claims.model import Disclosure, Level, Money, Provision, SiteKind, Status, is_likeness
from db.leads import LeftOut
from db.mentions import Named
from db.model import ChangeKind, Incident, Quality


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
