"""Names of pages and products that stay the same from visit to visit."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from crawler.addresses import tells_pages_apart

_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_INDEX = re.compile(r"/(index|default|home)\.(html?|php|aspx?)$", re.IGNORECASE)
_SHOPIFY_PRODUCT = re.compile(r"^(?:/[a-z]{2}(?:-[a-z]{2})?)?(?:/collections/[^/]+)?(/products/[^/]+)$", re.IGNORECASE)


def page_key(address: str) -> str:
    """The path of an address with the part of its query that chooses the content, e.g. `/list.html?page=2`."""
    parts = urlsplit(address)
    kept = sorted((k, v) for k, v in parse_qsl(parts.query) if tells_pages_apart(k))
    return _path(parts.path) + (f"?{urlencode(kept)}" if kept else "")


def product_key(address: str) -> str:
    """The path of a product's page, the same from whatever collection or campaign it was reached.

    Shops that tell products apart by query (`/product?id=7`) keep that query.
    """
    key = page_key(address)
    return _SHOPIFY_PRODUCT.sub(r"\1", key)


def part_key(page: str, name: str) -> str:
    """The key of a product that has only a part of a page: the page's key, `#` and the product's name in short."""
    slug = re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:60]
    return f"{page}#{slug}"


def _path(path: str) -> str:
    path = _INDEX.sub("/", _SESSION_IN_PATH.sub("", path))
    path = re.sub(r"/{2,}", "/", path)
    plain = quote(unquote(path, errors="replace"), safe="/%:@!$&'()*+,;=~-._")
    return plain.rstrip("/") or "/"
