"""What spiders yield: a fetched address, and what they learnt of the site on the way."""

from dataclasses import dataclass

from scrapy.http import Response

from db.leads import Endless as Endless
from db.leads import KnownLead as KnownLead  # spiders know these by their names here and see nothing below
from db.leads import Lead as Lead
from db.leads import LeftOut as LeftOut
from db.leads import Refused as Refused
from db.model import Site as Site


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer of a site, of whatever status; everything after it is derived.

    `format` tells the extractor what the body is: html, text, pdf, shopify-products, … ; `complete_listing` is True on
    the last part of a listing that was read to its end, with the product keys that all its parts listed in `listed`.
    `leads` are the addresses of the site that it names and that were not known from it before.
    """

    response: Response
    format: str = "html"
    complete_listing: bool = False
    listed: frozenset[str] = frozenset()
    leads: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True)
class Leads:
    """Addresses of the site that something else than a page names: a sitemap, a feed."""

    leads: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class Unreached:
    """An address that gave no answer: refused, unknown host, timeout, robots, too large."""

    address: str
    cause: str
    quality: str = "unreachable"


@dataclass(frozen=True, slots=True)
class Unvisited:
    """How many addresses of the site lay past its budget of pages, and how many were left out, by reason."""

    count: int
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something the spider could not do, with what would mend it; becomes an incident."""

    cause: str
    remedy: str
    address: str = ""
