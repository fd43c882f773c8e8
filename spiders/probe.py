"""A first look at a site, for `exowatch add`: front page, sitemaps and the platform's list, and no page besides."""

import re

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import canonical
from crawler.answers import answer_of
from crawler.failures import failure_of
from crawler.job import Errand
from crawler.platforms import UNKNOWN, platform_of
from crawler.probe import Finding
from crawler.quality import judge
from crawler.run import SHOPS
from crawler.subject import on_subject
from spiders.base import Found, SiteSpider
from spiders.listed import ListedShopSpider, NotAList
from spiders.shopify import ShopifySpider
from spiders.woocommerce import WooCommerceSpider

MOST_SITEMAPS = 8
LANG = re.compile(r"""<html\b[^<>]{0,500}?\blang\s*=\s*["']?([a-z]{2,3}(?:-[a-z0-9]{2,8})?)""", re.IGNORECASE)


class ProbeSpider(SiteSpider):
    """Gathers a finding; yields nothing to keep."""

    name = "probe"

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand)
        self.finding = Finding()

    def page(self, response: Response, depth: int) -> Found:
        """Learns what the front page gives away."""
        answer = answer_of(response, self.site.url, is_page=True)
        quality, cause = judge(answer)
        self.finding.front = self.finding.front or quality == "ok"
        self.finding.silence = self.finding.silence or cause
        self.platform = self.finding.platform = platform_of(answer.headers, answer.text)
        lang = LANG.search(answer.text[:5000])
        self.finding.lang = lang.group(1).lower() if lang else ""
        self.learn(response, depth)
        yield from self.proceed()

    def missed(self, failure: Failure) -> Found:
        """Keeps why the front page could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self.finding.silence = failure_of(failure, request.url, self.errand.trip)[1]
        yield from self.proceed()

    def begin(self) -> Found:
        """Sitemaps and the list of products, once there is a front page."""
        if not self.finding.front:
            return
        yield from super().begin()
        if self.finding.platform.name == "Shopify" or self.may_be_shopify:
            self.ask_list(ShopifySpider(self.errand))
        elif self.finding.platform.name == "WooCommerce":
            self.ask_list(WooCommerceSpider(self.errand))

    def ask_list(self, spider: ListedShopSpider) -> None:
        """Puts the first part of a platform's list in line."""
        request = Request(
            canonical(spider.part_address(1), self.site.url),
            callback=self.product_list,
            errback=self.no_sitemap,
            cb_kwargs={"spider": spider},
            dont_filter=True,
        )
        self.errands.append(request)

    @property
    def may_be_shopify(self) -> bool:
        """Whether a list is worth one question though no mark is seen: themes of a shop's own leave few."""
        return self.finding.platform == UNKNOWN and self.site.kind in SHOPS

    def product_list(self, response: Response, spider: ListedShopSpider) -> Found:
        """Counts the products of the platform's list."""
        try:
            entries = spider.entries_of(response)
        except NotAList:
            self.logger.info("%s shows no product list", self.site.url)
        else:
            self.finding.products, self.finding.lists = len(entries), spider.name
            for entry in entries:
                self.found(entry.address, entry.about, 1)
        yield from self.proceed()

    def sitemap(self, response: Response) -> Found:
        """Reads a sitemap, and notes that it is there."""
        if response.status == 200:
            self.finding.sitemaps.append(response.url)
        yield from super().sitemap(response)

    def ask_sitemap(self, address: str) -> None:
        """Puts a sitemap in line; a few are enough for a first look."""
        if self.files < MOST_SITEMAPS:
            super().ask_sitemap(address)

    def found(self, address: str, text: str, depth: int) -> bool:
        """Counts an address."""
        new = super().found(address, text, depth)
        if new:
            self.finding.pages += 1
            self.finding.on_subject += on_subject(address, text)
        return new
