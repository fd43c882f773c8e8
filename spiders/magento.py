"""Shops on Magento whose GraphQL interface is open: its list of products, then the pages on the subject."""

import json
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from scrapy.http import Response

from crawler.addresses import canonical
from crawler.extract.keys import product_key
from crawler.extract.magento import is_listed_product, magento_items, magento_path
from spiders.listed import Entry, ListedShopSpider, NotAList

PRICES = "{regular_price{value currency} final_price{value currency}}"
FIELDS = (
    "name sku url_key url_suffix stock_status short_description{html} description{html} "
    f"price_range{{minimum_price{PRICES} maximum_price{PRICES}}}"
)
PART = "{products(filter:{},pageSize:%d,currentPage:%d){total_count page_info{total_pages} items{%s}}}"


class MagentoSpider(ListedShopSpider):
    """Reads the list to its end."""

    name = "magento"
    format = "magento-products"
    list_path = "/graphql?query="
    most, fewer = 100, 20

    def part_address(self, part: int) -> str:
        """One part of the list."""
        return f"{self.list_path}{quote(PART % (self.per_page, part, FIELDS), safe='')}"

    def entries_of(self, response: Response) -> list[Entry]:
        """The products of one part."""
        return magento_entries(response, self.site.url)

    def may_list(self, address: str) -> bool:
        """Product pages lie at the root, like all others; those of the list are known by it."""
        return not self.list_ended or product_key(address) in self.listed

    def is_last(self, response: Response, part: int) -> bool:
        """The answer says how many parts there are."""
        said = json.loads(response.body)["data"]["products"].get("page_info")
        total = said.get("total_pages") if isinstance(said, Mapping) else None
        return isinstance(total, int) and part >= total


def magento_entries(response: Response, site_url: str) -> list[Entry]:
    """The products of one part of the list. Raises NotAList."""
    if response.status != 200:
        raise NotAList(f"status {response.status}")
    try:
        items = magento_items(response.body)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAList("the answer is no product list") from error
    return [_entry(item, site_url) for item in items if isinstance(item, Mapping) and is_listed_product(item)]


def _entry(item: Mapping[str, object], site_url: str) -> Entry:
    address = canonical(magento_path(str(item["url_key"]), str(item.get("url_suffix") or "")), site_url)
    about = " ".join(json.dumps(item.get(part) or "", ensure_ascii=False) for part in ("name", "description"))
    return Entry(address, product_key(urlsplit(address).path), f"{about} {item.get('short_description') or ''}")
