"""What a site names its pages in besides links: sitemaps, feeds, lists of its software."""

from collections.abc import Callable
from dataclasses import dataclass

from scrapy.http import Response

from crawler.items import Lead

MOST_SOURCES = 50
MOST_ADDRESSES = 50_000  # of one file


@dataclass(frozen=True, slots=True)
class Named:
    """What one answer of a source names: pages, and further answers of the same source. Addresses as it writes them."""

    leads: tuple[Lead, ...] = ()
    further: tuple[str, ...] = ()


ENTITIES = tuple("<!ENTITY".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))


def declares_entities(xml: bytes) -> bool:
    """Whether XML brings entities of its own: no list needs any, and parsers expand them in attributes all the same."""
    return any(mark in xml for mark in ENTITIES)


Read = Callable[[Response], Named | None]


@dataclass(frozen=True, slots=True)
class Source:
    """One place to ask: its address, what reads the answer, whether robots.txt names it.

    Reading gives None where the answer is no such thing.
    """

    address: str
    read: Read
    named: bool = False
