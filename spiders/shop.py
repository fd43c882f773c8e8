"""What shops of every kind share: which of their pages come sooner."""

from crawler.addresses import is_listing, is_product
from spiders.base import SiteSpider

PRODUCT, LISTING = 8, 12


class ShopSpider(SiteSpider):
    """Visits a shop; listings come before products because they lead to more of them."""

    def score(self, address: str, text: str) -> int:
        """The subject first, then what lists or sells."""
        extra = PRODUCT if is_product(address) else LISTING if is_listing(address) else 0
        return super().score(address, text) + extra
