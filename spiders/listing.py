"""Shops without a known platform: sitemap and listing pages lead to product pages."""

from spiders.shop import ShopSpider


class ListingSpider(ShopSpider):
    """Visits a shop page by page."""

    name = "listing"
