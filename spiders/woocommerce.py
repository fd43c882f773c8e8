"""Shops on WooCommerce: the list of its Store API, then the pages on the subject."""

import json
from collections.abc import Mapping

from scrapy.http import Response

from crawler.addresses import canonical, is_product, same_site
from crawler.extract.keys import product_key
from spiders.listed import Entry, ListedShopSpider, NotAList

PARTS = "X-WP-TotalPages"


class WooCommerceSpider(ListedShopSpider):
    """Reads the Store API's list to its end."""

    name = "woocommerce"
    format = "woocommerce-products"
    list_path = "/wp-json/wc/store/v1/products?"
    most, fewer = 100, 20

    def part_address(self, part: int) -> str:
        """One part of the list."""
        return f"{self.list_path}per_page={self.per_page}&page={part}"

    def entries_of(self, response: Response) -> list[Entry]:
        """The products of one part."""
        return woocommerce_entries(response, self.site.url)

    def may_list(self, address: str) -> bool:
        """Shops choose the path of their products; the usual ones are known."""
        return is_product(address)

    def is_last(self, response: Response, part: int) -> bool:
        """The API says how many parts there are."""
        said = (response.headers.get(PARTS) or b"").decode("latin-1")
        return said.isdigit() and part >= int(said)


def woocommerce_entries(response: Response, site_url: str) -> list[Entry]:
    """The products of one part of the list. Raises NotAList."""
    if response.status != 200:
        raise NotAList(f"status {response.status}")
    try:
        entries = [_entry(product) for product in json.loads(response.body) if product["permalink"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotAList("the answer is no product list") from error
    return [entry for entry in entries if same_site(entry.address, site_url)]


def _entry(product: Mapping[str, object]) -> Entry:
    address = canonical(str(product["permalink"]))
    about = " ".join(str(product.get(part) or "") for part in ("name", "description", "short_description", "tags"))
    return Entry(address, product_key(address), about)
