"""Addresses that a site names, as frozen dataclasses: what it says of each, and what is known of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that a site names in a link, a sitemap, a list or a feed.

    `words` are what it says of the page (a link's text, a title); `modified` is the date it gives for it, as it writes
    it; `depth` counts the links from the front page.
    """

    address: str
    words: str = ""
    modified: str = ""
    depth: int = 1


@dataclass(frozen=True, slots=True)
class KnownLead:
    """A lead as stored, and what has become of it.

    `asked_at` is when it was last asked for, None where it never was; `expected` where a page stood there when it was
    last seen, `holds` where claims stand on it; `unchanged` where the date that its site gives is the one
    that it gave when the page was last seen; `dead` where it was last found to be no page.
    """

    lead: Lead
    asked_at: datetime | None = None
    expected: bool = False
    holds: bool = False
    unchanged: bool = False
    dead: bool = False


@dataclass(frozen=True, slots=True)
class KnownLanguage:
    """The language in which the page at an address was last read; `doubted_at` where it came in another one since."""

    lang: str
    doubted_at: datetime | None = None


class Endless(StrEnum):
    """Why an address was not followed: such addresses have no end."""

    CALENDAR = "calendar"
    FILTERS = "filters"
    ORDER = "order"
    DEPTH = "depth"


class Refused(StrEnum):
    """Why an address was not asked for: what it says of itself, or what its site says of it, before anybody looks."""

    VIEW = "view"  # only sorts, narrows, searches or repeats what other addresses show
    SERVICE = "service"  # baskets, log-ins, feeds and the like
    FILE = "file"
    BROCHURE = "brochure"  # a PDF that tells nothing of the subject by its name, on no page that does
    PRODUCT = "product"  # the shop's own list says that it is off the subject
    NEIGHBOUR = "neighbour"  # another host of the same domain


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many addresses of a site a run did not follow for one reason."""

    reason: Endless | Refused
    count: int
