"""Shops without a known platform: sitemap and listing pages lead to product pages."""

from crawler.addresses import is_listing, is_product
from spiders.base import SiteSpider

PRODUCT, LISTING = 8, 12


class ListingSpider(SiteSpider):
    """Visits a shop; listings come before products because they lead to more of them."""

    name = "listing"

    def score(self, address: str, text: str) -> int:
        """The subject first, then what lists or sells."""
        extra = PRODUCT if is_product(address) else LISTING if is_listing(address) else 0
        return super().score(address, text) + extra
