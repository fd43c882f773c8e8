"""Scrapy as it comes, with robots.txt obeyed: what the tests of manners compare with."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.loop import resolver, run_to_the_end

PLAIN: dict[str, Any] = {
    "ROBOTSTXT_OBEY": True,
    "LOG_LEVEL": "ERROR",
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
}


@dataclass
class Fetches:
    """What the spider got."""

    addresses: list[str] = field(default_factory=list)


class StockSpider(Spider):
    """Asks for the given pages."""

    name = "stock"

    def __init__(self, addresses: list[str], fetches: Fetches) -> None:
        super().__init__()
        self.addresses, self.fetches = addresses, fetches

    async def start(self) -> AsyncIterator[Any]:
        for address in self.addresses:
            yield Request(address, callback=self.took, errback=self.missed)

    def took(self, response: Response) -> None:
        self.fetches.addresses.append(response.url)

    def missed(self, failure: object) -> None:
        """Nothing to keep."""


def fetched_by_stock(addresses: list[str], **settings: object) -> list[str]:
    """The addresses of these that Scrapy's own settings let through."""
    resolver().private_ok = frozenset({"127.0.0.1"})
    fetches = Fetches()
    crawler = Crawler(StockSpider, Settings({**PLAIN, **settings}))

    async def crawl() -> None:
        await crawler.crawl_async(addresses, fetches)

    run_to_the_end(crawl())
    return fetches.addresses
