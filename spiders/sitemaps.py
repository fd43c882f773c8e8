"""Sitemaps: what they list, read with bounds."""

from collections.abc import Iterator

from lxml.etree import XMLSyntaxError
from scrapy.http import Response
from scrapy.utils.gz import gunzip, gzip_magic_number
from scrapy.utils.sitemap import Sitemap

from crawler.items import Lead
from spiders.sources import MOST_ADDRESSES, Named, declares_entities

MOST_BYTES = 50_000_000
LONGEST_DATE = 40


def read_sitemap(response: Response) -> Named | None:
    """What the file lists, with dates: pages, or further sitemaps; None where it is no sitemap."""
    if response.status != 200:
        return None
    try:
        body = gunzip(response.body, max_size=MOST_BYTES) if gzip_magic_number(response) else response.body
        if declares_entities(body):
            return None
        sitemap = Sitemap(body)
        listed = tuple(_leads(sitemap))
    except (XMLSyntaxError, StopIteration, RuntimeError, ValueError, OSError):
        return _read_lines(response)
    match sitemap.type:
        case "sitemapindex":
            return Named(further=tuple(lead.address for lead in listed))
        case "urlset":
            return Named(leads=listed)
    return None


def _leads(sitemap: Sitemap) -> Iterator[Lead]:
    for number, entry in enumerate(sitemap):
        if number >= MOST_ADDRESSES:
            return
        yield Lead(entry["loc"], modified=entry.get("lastmod", "")[:LONGEST_DATE])


def _read_lines(response: Response) -> Named | None:
    """A sitemap in plain text: an address a line, and nothing else."""
    if not (response.headers.get(b"Content-Type") or b"").lower().startswith(b"text/plain"):
        return None
    lines = response.body[:MOST_BYTES].decode("utf-8", "replace").split()[:MOST_ADDRESSES]
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        return None
    return Named(leads=tuple(Lead(line) for line in lines))
