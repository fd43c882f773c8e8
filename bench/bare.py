"""What everything is compared with: a bare Scrapy spider that follows the same links and keeps an ETag in SQLite."""

import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response, TextResponse


class BareSpider(scrapy.Spider):
    """Fetches every page once, sends back ETags, and keeps nothing else."""

    name = "bare"
    handle_httpstatus_list = (304,)

    def __init__(self, url: str, store: str) -> None:
        super().__init__()
        self.url = url
        self.db = sqlite3.connect(store, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("CREATE TABLE IF NOT EXISTS page (url TEXT PRIMARY KEY, etag TEXT)")
        self.known = dict(self.db.execute("SELECT url, etag FROM page"))
        self.seen: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        """The front page, and every page known from before."""
        for url in (self.url, *self.known):
            if (request := self.ask(url)) is not None:
                yield request

    def ask(self, url: str) -> scrapy.Request | None:
        """A request for a page that was not asked for yet."""
        if url in self.seen:
            return None
        self.seen.add(url)
        return scrapy.Request(url, headers={"If-None-Match": self.known[url]} if url in self.known else None)

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """Keeps the ETag and follows the links."""
        if response.status == 304 or not isinstance(response, TextResponse):
            return
        tag = (response.headers.get("ETag") or b"").decode()
        self.db.execute("INSERT OR REPLACE INTO page VALUES (?, ?)", (response.url, tag))
        for href in response.xpath("//a/@href").getall():
            if (request := self.ask(response.urljoin(href))) is not None:
                yield request


if __name__ == "__main__":
    process = AsyncCrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "ROBOTSTXT_OBEY": True,
            "COOKIES_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0,
        }
    )
    process.crawl(BareSpider, url=sys.argv[1], store=sys.argv[2])
    process.start()
