"""Sitemaps: what they list, read with bounds."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import XMLSyntaxError
from scrapy.http import Response
from scrapy.utils.gz import gunzip, gzip_magic_number
from scrapy.utils.sitemap import Sitemap

MOST_FILES = 50
MOST_ADDRESSES = 50_000
MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Listed:
    """What one sitemap file lists: further sitemaps, or pages."""

    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def read_sitemap(response: Response) -> Listed | None:
    """What the file lists; None where it is no sitemap."""
    try:
        body = gunzip(response.body, max_size=MOST_BYTES) if gzip_magic_number(response) else response.body
        sitemap = Sitemap(body)
        listed = tuple(_addresses(sitemap))
    except (XMLSyntaxError, StopIteration, RuntimeError, ValueError, OSError):
        return None
    match sitemap.type:
        case "sitemapindex":
            return Listed(sitemaps=listed)
        case "urlset":
            return Listed(pages=listed)
    return None


def _addresses(sitemap: Sitemap) -> Iterator[str]:
    for number, entry in enumerate(sitemap):
        if number >= MOST_ADDRESSES:
            return
        yield entry["loc"]
