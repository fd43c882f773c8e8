"""What spiders yield: a fetched address, and what they learnt of the site on the way."""

from dataclasses import dataclass

from scrapy.http import Response

from db.model import Site as Site  # spiders know the site by this name and see nothing below

PAGE_FORMATS = frozenset({"html", "text"})  # what people read; all else is data


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer of a site, of whatever status; everything after it is derived.

    `format` tells the extractor what the body is: html, text, pdf, shopify-products, … ; `complete_listing` is True on
    the last part of a listing that was read to its end, with the product keys that all its parts listed in `listed`.
    """

    response: Response
    format: str = "html"
    complete_listing: bool = False
    listed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unreached:
    """An address that gave no answer: refused, unknown host, timeout, robots, too large."""

    address: str
    cause: str
    quality: str = "unreachable"


@dataclass(frozen=True, slots=True)
class Unvisited:
    """How many addresses of the site were found but lay past its budget of pages."""

    count: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something the spider could not do, with what would mend it; becomes an incident."""

    cause: str
    remedy: str
    address: str = ""
