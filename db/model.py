"""What a visit brings to the store, as frozen dataclasses: sites, captures, what was recorded, incidents."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims.model import Read, SiteKind
from db.leads import Lead

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
    """What became of a visit: its capture's number, how many changes it brought, whether nothing had to be compared.

    `doubted` where it says the very same as other pages that held something else: what it lacks is not called gone.
    """

    capture: int
    changes: int
    unchanged: bool
    doubted: bool = False


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
class Incident:
    """Something that a run could not do, with its cause and what would mend it."""

    site: str
    cause: str
    remedy: str
    address: str = ""
    at: datetime | None = None
