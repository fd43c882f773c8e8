"""A first look at a site, for `exowatch add`: front page, sitemaps and the platform's list, and no page besides."""

import re
from collections.abc import Callable, Mapping

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import canonical, page_key
from crawler.answers import answer_of
from crawler.failures import failure_of
from crawler.items import Lead, Trouble
from crawler.job import Errand
from crawler.middlewares.guard import delay_of
from crawler.platforms import UNKNOWN, platform_of
from crawler.probe import Finding
from crawler.quality import judge
from crawler.run import SHOPS
from crawler.subject import on_subject
from spiders.base import SiteSpider
from spiders.links import feeds_of
from spiders.listed import ListedShopSpider, NotAList
from spiders.magento import MagentoSpider
from spiders.shopify import ShopifySpider
from spiders.sitemaps import read_sitemap
from spiders.sources import Source
from spiders.way import Found
from spiders.woocommerce import WooCommerceSpider

MOST_SOURCES = 8
MOST_LOCALES = 60
LONGEST_DELAY = 3.0  # seconds between two requests with which a first look still goes on past the front page
HEAD = 100_000
LISTERS: Mapping[str, Callable[[Errand], ListedShopSpider]] = {
    "Shopify": ShopifySpider,
    "WooCommerce": WooCommerceSpider,
    "Magento": MagentoSpider,
}
LANG = re.compile(r"""<html\b[^<>]{0,500}?\blang\s*=\s*["']?([a-z]{2,3}(?:-[a-z0-9]{2,8})?)""", re.IGNORECASE)
LOCALE = re.compile(r"""\bhreflang\s*=\s*["']?([a-z]{2,3}(?:[-_][a-z]{2,4}){0,2})\b""", re.IGNORECASE)


class ProbeSpider(SiteSpider):
    """Gathers a finding; yields nothing to keep."""

    name = "probe"

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand)
        self.finding = Finding()
        self.on_subject: set[str] = set()

    def page(self, response: Response, depth: int) -> Found:
        """Learns what the front page gives away."""
        answer = answer_of(response, self.site.url)
        quality, cause = judge(answer)
        self.finding.front = self.finding.front or quality == "ok"
        self.finding.silence = self.finding.silence or cause
        self.platform = self.finding.platform = platform_of(answer.headers, answer.text)
        self.feeds = [canonical(feed, response.url) for feed in feeds_of(answer.text)]
        lang = LANG.search(answer.text[:5000])
        self.finding.lang = lang.group(1).lower() if lang else ""
        found = (match[1].replace("_", "-") for match in LOCALE.finditer(answer.text[:HEAD]))
        self.finding.locales = tuple(dict.fromkeys(found))[:MOST_LOCALES]
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
        if delay_of(self.crawler) > LONGEST_DELAY:
            wait = f"{delay_of(self.crawler):g} s between two pages"
            self.finding.troubles.append(f"robots.txt asks for {wait}: only the front page was looked at")
            return
        for found in super().begin():
            if isinstance(found, Trouble):
                self.finding.troubles.append(found.cause)
            else:
                yield found
        of_platform = LISTERS.get(self.finding.platform.name)
        lister = of_platform or (ShopifySpider if self.may_be_shopify else None)
        if lister:
            spider = lister(self.errand)
            self.finding.lister = spider.name if of_platform else ""
            self.ask_list(spider)

    def ask_list(self, spider: ListedShopSpider) -> None:
        """Puts the first part of a platform's list in line."""
        request = Request(
            canonical(spider.part_address(1), self.site.url),
            callback=self.product_list,
            errback=self.no_list,
            cb_kwargs={"spider": spider},
            dont_filter=True,
        )
        self.errands.append(request)

    def no_list(self, failure: Failure) -> Found:
        """Goes on without a list that gave no answer."""
        self.logger.info("%s gives no product list: %s", self.site.url, failure.getErrorMessage())
        yield from self.after_errand()

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
                self.found(Lead(entry.address, entry.about))
        yield from self.after_errand()

    def source(self, response: Response, source: Source) -> Found:
        """Reads a source, and notes the sitemaps that are there."""
        if source.read is read_sitemap and source.read(response) is not None:
            self.finding.sitemaps.append(response.url)
        yield from super().source(response, source)

    def ask(self, source: Source) -> None:
        """Puts a source in line; a few are enough for a first look."""
        if len(self.asked) < MOST_SOURCES:
            super().ask(source)

    def found(self, lead: Lead, near: int = 0) -> bool:
        """Counts an address; one that is met with better words is on the subject from then on."""
        new = super().found(lead, near)
        self.finding.pages += new
        key = page_key(lead.address)
        if self.is_ours(lead.address) and key not in self.on_subject and on_subject(lead.address, lead.words):
            self.on_subject.add(key)
            self.finding.on_subject += 1
        return new
