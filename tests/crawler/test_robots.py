"""robots.txt is obeyed where Scrapy's own middleware does not obey it; the same spider shows both."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.job import Errand, Trip
from crawler.loop import resolver, run_to_the_end
from crawler.run import settings_for
from db.store import Store
from tests.crawler.crawling import NOW, counts, job, visit
from tests.crawler.stock import fetched_by_stock
from tests.loopback import Loopback, Reply, page

PAGES = 12
STOCK = "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware"
OURS = "crawler.middlewares.robots.RobotsMiddleware"


@dataclass
class Fetches:
    """What a spider that asks for many pages at once got."""

    addresses: list[str] = field(default_factory=list)


class ManyAtOnce(Spider):
    """Asks for all pages in the same moment."""

    name = "many"

    def __init__(self, url: str, fetches: Fetches, errand: Errand) -> None:
        super().__init__()
        self.url, self.fetches, self.errand = url, fetches, errand

    async def start(self) -> AsyncIterator[Any]:
        for number in range(PAGES):
            yield Request(f"{self.url}page/{number}", callback=self.took, errback=self.missed)

    def took(self, response: Response) -> None:
        self.fetches.addresses.append(response.url)

    def missed(self, failure: object) -> None:
        """Nothing to keep."""


def fetched(server: Loopback, folder: Path, *, stock: bool) -> int:
    """How many pages are fetched with Scrapy's middleware, or with ours in its place, 16 requests at a time."""
    fetches = Fetches()
    given = job(folder)
    settings = settings_for(server.site(), given)
    settings.setdict(
        {
            "CONCURRENT_REQUESTS": 16,
            "DOWNLOAD_SLOTS": {"site": {"concurrency": 16, "delay": 0.0, "jitter": 0.0}},
            "ITEM_PIPELINES": {},
            "EXTENSIONS": {},
        },
        priority="cmdline",
    )
    middlewares = {STOCK: 100, OURS: None} if stock else {STOCK: None, OURS: 100}
    settings.set("DOWNLOADER_MIDDLEWARES", {**settings.getdict("DOWNLOADER_MIDDLEWARES"), **middlewares}, "cmdline")
    run_to_the_end(_crawl(server, settings, fetches, folder))
    return len(fetches.addresses)


async def _crawl(server: Loopback, settings: Settings, fetches: Fetches, folder: Path) -> None:
    site = server.site()
    resolver().private_ok = frozenset({"127.0.0.1"})
    with Store.open(folder / "exowatch.db", now=NOW) as store:
        trip = Trip(job(folder), store, store.begin_run([site], NOW), asyncio.Event())
        await Crawler(ManyAtOnce, settings).crawl_async(server.url, fetches, Errand(site, trip))


@pytest.fixture
def pages(server: Loopback) -> Loopback:
    """A server with many pages."""
    server.routes.update({f"/page/{number}": page() for number in range(PAGES)})
    return server


def test_requests_that_wait_for_robots_txt_obey_it(pages: Loopback, tmp_path: Path) -> None:
    pages.routes["/robots.txt"] = Reply("User-agent: *\nDisallow: /", kind="text/plain", pause=0.05)
    assert fetched(pages, tmp_path, stock=True) > 0, "Scrapy has mended this: the own middleware may go"
    assert fetched(pages, tmp_path, stock=False) == 0


def test_half_a_robots_txt_forbids_all(pages: Loopback, tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 900\r\n\r\n"
    pages.routes["/robots.txt"] = Reply(wire=head + b"User-agent: *\nDisallow: /other\nDisal")
    assert fetched(pages, tmp_path, stock=False) == 0


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_fails_forbids_all(pages: Loopback, tmp_path: Path, status: int) -> None:
    pages.routes["/robots.txt"] = Reply("busy", status=status)
    assert fetched(pages, tmp_path, stock=True) == PAGES, "Scrapy has mended this: the own middleware may go"
    assert fetched(pages, tmp_path, stock=False) == 0


def test_a_robots_txt_that_never_comes_forbids_all(pages: Loopback, tmp_path: Path) -> None:
    pages.routes["/robots.txt"] = Reply(wire=b"\x00\x01 no HTTP at all\r\n\r\n")
    assert fetched(pages, tmp_path, stock=True) == PAGES, "Scrapy has mended this: the own middleware may go"
    assert fetched(pages, tmp_path, stock=False) == 0


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_allows_all(pages: Loopback, tmp_path: Path, status: int) -> None:
    pages.routes["/robots.txt"] = Reply("Disallow: /", status=status)
    assert fetched(pages, tmp_path, stock=False) == PAGES
    assert sum("robots.txt" in asked.path for asked in pages.log) == 1


def test_the_part_for_exowatch_counts(server: Loopback, tmp_path: Path) -> None:
    server.routes["/robots.txt"] = "User-agent: *\nDisallow:\n\nUser-agent: Exowatch\nDisallow: /private"
    server.routes["/"] = page("/private/a", "/open")
    server.routes["/open"] = page("/")
    result = visit(tmp_path, server.site())
    assert counts(result) == {"ok": 2, "robots": 1}
    assert server.paths == ["/", "/open"]
    assert not result.incidents


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_hides_no_rule(server: Loopback, tmp_path: Path, encoding: str) -> None:
    server.routes["/robots.txt"] = "User-agent: *\nDisallow: /private".encode(encoding)
    server.routes["/"] = page("/private/a")
    assert counts(visit(tmp_path, server.site())) == {"ok": 1, "robots": 1}


HOSTILE = {
    "wildcards": b"User-agent: *\nDisallow: /" + b"*a" * 40 + b"*b$\n",
    "many": b"".join(b"User-agent: *\nDisallow: /private%d*z$\n" % number for number in range(10_000)),
    "no number": b"User-agent: *\nCrawl-delay: nan\n",
    "endless": b"User-agent: *\nCrawl-delay: 1e999\n",
    "negative": b"User-agent: *\nCrawl-delay: -5\n",
    "no text": bytes(range(256)) * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_robots_txt_takes_no_time(server: Loopback, tmp_path: Path, name: str) -> None:
    server.routes["/robots.txt"] = HOSTILE[name]
    server.routes["/"] = page("/" + "a" * 300)
    began = time.process_time()
    assert counts(visit(tmp_path, server.site())) == {"ok": 1, "gone": 1}
    assert time.process_time() - began < 10


def test_a_site_whose_robots_txt_cannot_be_had_is_an_incident(server: Loopback, tmp_path: Path) -> None:
    server.routes["/robots.txt"] = Reply("down", status=503)
    server.routes["/"] = page()
    result = visit(tmp_path, server.site())
    assert counts(result) == {"error": 1}
    (incident,) = result.incidents
    assert "robots.txt cannot be had (the server answered with status 503)" in incident.cause
    assert "asks again" in incident.remedy
    assert server.paths == []


def test_a_site_that_is_down_is_told_in_words_not_by_the_way_through_the_code(
    server: Loopback, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        result = visit(tmp_path, replace(server.site(), url="http://127.0.0.1:9/"))
    (incident,) = result.incidents
    assert "robots.txt cannot be had (connection refused by 127.0.0.1)" in incident.cause
    assert not [record for record in caplog.records if record.exc_info]


def test_a_robots_txt_on_another_host_is_not_followed(server: Loopback, tmp_path: Path) -> None:
    server.routes["/robots.txt"] = Reply(status=301, headers={"Location": "http://other.example/robots.txt"})
    server.routes["/"] = page()
    assert counts(visit(tmp_path, server.site())) == {"error": 1}


def test_crawl_delay_is_kept_where_it_is_longer_than_ours(server: Loopback, tmp_path: Path) -> None:
    server.routes["/robots.txt"] = f"User-agent: *\nCrawl-delay: 0.3\nSitemap: {server.url}none.xml"
    server.routes["/"] = page("/a", "/b")
    server.routes["/a"] = server.routes["/b"] = page()
    visit(tmp_path, server.site(max_pages=3))
    assert all(gap >= 0.28 for gap in gaps(server))
    server.log.clear()
    fetched_by_stock([server.url, f"{server.url}a", f"{server.url}b"])
    assert max(gaps(server)) < 0.28, "Scrapy has mended this: the own middleware may go"


def gaps(server: Loopback) -> list[float]:
    """The seconds between two pages, one after the other."""
    times = [asked.at for asked in server.log if asked.path in {"/", "/a", "/b"}]
    assert len(times) == 3
    return [later - sooner for sooner, later in pairwise(times)]


def test_an_absurd_crawl_delay_is_capped_and_told(server: Loopback, tmp_path: Path) -> None:
    server.routes["/robots.txt"] = "User-agent: *\nCrawl-delay: 86400"
    server.routes["/"] = page()
    manners = replace(job(tmp_path).manners, longest_crawl_delay=0.1)
    result = visit(tmp_path, server.site(), manners=manners)
    assert counts(result) == {"ok": 1}
    assert "asks for 86400 s between two pages; 0.1 s are kept" in result.incidents[0].cause
