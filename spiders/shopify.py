"""Shops on Shopify: products.json, then the pages on the subject."""

import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from scrapy.http import Response

from crawler.addresses import canonical
from crawler.extract.keys import product_key
from spiders.listed import Entry, ListedShopSpider, NotAList

COLLECTION = re.compile(r"^(?:/[a-z]{2}(?:-[a-z]{2})?)?(/collections/[^/]+)/?$", re.IGNORECASE)


class ShopifySpider(ListedShopSpider):
    """Reads products.json to its end; else the lists of collections: those under start, and that of all products."""

    name = "shopify"
    format = "shopify-products"
    list_path = "/products.json?"
    most, fewer = 250, 50

    def part_address(self, part: int) -> str:
        """One part of a list; the first where it is asked for without a number."""
        return f"{self.list_at}limit={self.per_page}&page={part}" if self.list_at.endswith("?") else self.list_at

    def other_lists(self, *, refused: bool) -> list[str]:
        """What is read in place of the whole list.

        Its first part where robots.txt only forbids numbers, the collections that the watchlist names, and where the
        whole is refused the collection that has all.
        """
        first = [f"{self.list_path}limit={self.per_page}"] if self.by_robots else []
        named = filter(None, (COLLECTION.match(urlsplit(address).path) for address in self.site.start))
        paths = [match[1] for match in named] + (["/collections/all"] if refused else [])
        return first + [f"{path}{self.list_path}" for path in dict.fromkeys(paths)]

    def is_last(self, response: Response, part: int) -> bool:  # noqa: ARG002
        """A part that is asked for without a number has none after it."""
        return not self.list_at.endswith("?")

    def entries_of(self, response: Response) -> list[Entry]:
        """The products of one part."""
        return shopify_entries(response, self.site.url)

    def may_list(self, address: str) -> bool:
        """Products lie under /products/, on whatever way they are reached."""
        return product_key(address).startswith("/products/")

    def page_of(self, address: str) -> str:
        """Product pages under one address each, without the collection that leads to them."""
        return canonical(product_key(address), self.site.url)


def shopify_entries(response: Response, site_url: str) -> list[Entry]:
    """The products of one part of the list. Raises NotAList."""
    if response.status != 200:
        raise NotAList(f"status {response.status}")
    try:
        products = json.loads(response.body)["products"]
        return [_entry(product, site_url) for product in products if product["handle"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotAList("the answer is no product list") from error


def _entry(product: Mapping[str, object], site_url: str) -> Entry:
    address = canonical(f"/products/{product['handle']}", site_url)
    about = " ".join(str(product.get(part) or "") for part in ("title", "body_html", "tags", "product_type"))
    return Entry(address, product_key(address), about, str(product.get("updated_at") or ""))
