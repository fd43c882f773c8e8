"""A run keeps what it saw, whatever ends it; and one bad page spoils no other."""

import gzip
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

import crawler.pageread
from claims.model import Document
from crawler.archive import body_at, record_at
from crawler.extract.dispatch import documents
from crawler.extract.page import Page
from crawler.job import Errand, Trip
from db.errors import StoreError, StoreUnusable
from db.leads import KnownLead
from db.model import Capture, Quality, Site, Visit
from db.queries import Reader
from db.store import Store
from tests.crawler.crawling import NOW, counts, visit
from tests.loopback import Asked, Loopback, Reply, page

PACKINGS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("gzip", gzip.compress),
    ("br", brotli.compress),
    ("deflate", zlib.compress),
)
CLAIM = "Our exosome serum regrows hair in four weeks."
CHILD = """
import sys
from pathlib import Path
from tests.crawler.crawling import job
from crawler.run import crawl
from db.model import Site
from claims.model import SiteKind
site = Site("shop", sys.argv[1], SiteKind.CLINIC, delay=0.0, allow_private=True)
result = crawl([site], job(Path(sys.argv[2])))
print(result.stopped, result.tallies["shop"].seen)
"""


def child(server: Loopback, folder: Path) -> subprocess.Popen[str]:
    """A crawl in a process of its own, as cron starts it."""
    command = [sys.executable, "-c", CHILD, server.url, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def wait_until(server: Loopback, requests: int, process: subprocess.Popen[str]) -> None:
    """Until the server has been asked that often."""
    for _ in range(6000):
        if len(server.log) >= requests:
            return
        assert process.poll() is None, "the crawl ended before it was under way"
        time.sleep(0.01)
    raise AssertionError("nothing was asked for")


def ok_pages(folder: Path) -> int:
    with Store.open(folder / "exowatch.db", now=NOW + timedelta(hours=1)) as store:
        return len(store.known_addresses("shop"))


def committed(folder: Path) -> list[str]:
    """The paths of the pages that a run has stored."""
    with Store.open(folder / "exowatch.db", now=NOW + timedelta(hours=1)) as store:
        return [urlsplit(address).path for address in store.answered(1, "shop")]


@pytest.fixture
def slow(server: Loopback) -> Loopback:
    """A site whose pages take their time."""
    paths = [f"/page/{number}" for number in range(40)]
    server.routes["/"] = page(*paths)
    server.routes.update({path: Reply(page(copy=f"{CLAIM} {path}"), pause=0.03) for path in paths})
    return server


def test_a_page_that_cannot_be_extracted_is_an_incident_of_its_own(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    server.routes.update({"/": page("/odd", "/good"), "/odd": page(copy=CLAIM), "/good": page(copy=CLAIM)})
    visit(tmp_path, server.site())
    extract = documents

    def failing(given: Page) -> tuple[Document, ...]:
        if given.address.endswith("/odd"):
            raise RuntimeError("no idea what this is")
        return extract(given)

    monkeypatch.setattr(crawler.pageread, "documents", failing)
    with caplog.at_level(logging.ERROR):
        result = visit(tmp_path, server.site(), now=NOW + timedelta(days=7))
    assert counts(result) == {"ok": 2, "error": 1}
    assert [incident.cause for incident in result.incidents] == ["cannot be read: RuntimeError: no idea what this is"]
    assert "Traceback" in caplog.text
    with Reader.open(tmp_path / "exowatch.db") as reader:
        claims = reader.claims()
        assert claims
        assert all(claim.gone_at is None for claim in claims)


def test_every_answer_is_kept_where_the_store_says(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Capture] = []
    record = Store.record

    def noting(self: Store, run: int, given: Visit) -> object:
        seen.append(given.capture)
        return record(self, run, given)

    monkeypatch.setattr(Store, "record", noting)
    wall = page(title="Security check", copy="<div class='g-recaptcha'></div>")
    server.routes.update({"/": page("/serum", "/wall", "/gone"), "/serum": page(copy=CLAIM), "/wall": wall})
    visit(tmp_path, server.site())
    kept = {capture.address.rsplit("/", 1)[1]: capture for capture in seen}
    assert sorted(name for name, capture in kept.items() if capture.warc) == ["", "gone", "serum", "wall"]
    assert kept["gone"].quality is Quality.GONE
    assert kept["wall"].quality is Quality.BLOCKED
    serum = kept["serum"]
    assert body_at(tmp_path / serum.warc, serum.offset).decode() == server.routes["/serum"]


@pytest.mark.parametrize("packing", PACKINGS, ids=lambda packing: packing[0])
def test_what_a_server_packs_is_kept_with_the_word_for_it(
    server: Loopback, tmp_path: Path, packing: tuple[str, Callable[[bytes], bytes]]
) -> None:
    named, pack = packing
    whole = page(copy=CLAIM).encode()
    server.routes["/"] = Reply(pack(whole), headers={"Content-Encoding": named})
    assert counts(visit(tmp_path, server.site())) == {"ok": 1}
    with Store.open(tmp_path / "exowatch.db", now=NOW) as store:
        (kept,) = store.to_reread(-1, ["shop"])
    record = record_at(tmp_path / kept.warc, kept.offset)
    assert record.body == whole
    assert ("Content-Encoding", named) in record.headers
    again = visit(tmp_path, server.site(), now=NOW + timedelta(hours=1))
    assert counts(again) == {"ok": 1}


@pytest.mark.parametrize("number", [signal.SIGTERM])
def test_told_to_stop_it_ends_after_the_pages_in_flight(slow: Loopback, tmp_path: Path, number: signal.Signals) -> None:
    process = child(slow, tmp_path)
    wait_until(slow, 10, process)
    process.send_signal(number)
    told, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    stopped, seen = told.split()
    assert stopped == "True"
    assert 1 <= int(seen) < 41
    assert ok_pages(tmp_path) == int(seen)


def test_killed_it_loses_at_most_the_page_in_flight(slow: Loopback, tmp_path: Path) -> None:
    process = child(slow, tmp_path)
    wait_until(slow, 15, process)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    answered = sum(asked.path.startswith("/page/") for asked in slow.log)
    assert ok_pages(tmp_path) >= answered - 2
    kept = committed(tmp_path)
    result = visit(tmp_path, slow.site(), now=NOW + timedelta(hours=1))
    assert counts(result) == {"ok": 41}
    assert {path: slow.paths.count(path) for path in kept} == dict.fromkeys(kept, 1)
    with Reader.open(tmp_path / "exowatch.db") as reader:
        quotes = [claim.quote for claim in reader.claims()]
        assert len(quotes) == len(set(quotes)) == 1
        assert [run.ended_at is not None for run in reader.runs()] == [True]
    with next((tmp_path / "captures").rglob("*.warc.gz")).open("rb") as file:
        assert sum(record.rec_type == "response" for record in ArchiveIterator(file, check_digests="raise")) >= 41


def test_a_store_that_takes_no_more_ends_the_run(
    slow: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> object:
        raise StoreUnusable("the disk is full: make room")

    monkeypatch.setattr(Store, "record", full)
    with pytest.raises(StoreError, match="make room"):
        visit(tmp_path, slow.site())
    assert len(slow.paths) <= 4


def test_an_archive_that_takes_no_more_ends_the_run(slow: Loopback, tmp_path: Path) -> None:
    (tmp_path / "captures").write_text("a file where a folder should be")
    with pytest.raises(StoreUnusable, match="captures"):
        visit(tmp_path, slow.site())
    assert len(slow.paths) <= 4


def test_one_site_that_breaks_off_leaves_the_others_alone(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads = Store.leads

    def failing(self: Store, site: str) -> tuple[KnownLead, ...]:
        if site == "odd":
            raise RuntimeError("odd site")
        return leads(self, site)

    monkeypatch.setattr(Store, "leads", failing)
    server.routes["/"] = page()
    result = visit(tmp_path, server.site("odd"), server.site("plain"))
    assert counts(result, "plain") == {"ok": 1}
    assert [incident.cause for incident in result.incidents] == ["the visit broke off: RuntimeError: odd site"]


def test_sites_are_visited_side_by_side(tmp_path: Path) -> None:
    together = threading.Barrier(3, timeout=10)

    def met(_: Asked) -> Reply:
        together.wait()
        return Reply(page())

    with Loopback({"/": met}) as one, Loopback({"/": met}) as two, Loopback({"/": met}) as three:
        sites = [loopback.site(str(number)) for number, loopback in enumerate((one, two, three))]
        result = visit(tmp_path, *sites)
    assert [tally.seen for tally in result.tallies.values()] == [1, 1, 1]


def test_the_result_can_be_told(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page("/a")
    server.routes["/a"] = Reply("boom", status=500)
    lines = list(visit(tmp_path, server.site()).lines())
    assert lines[0] == "shop: 1 error, 1 ok"
    assert lines[1].startswith("shop: the server answered with status 500")


def test_an_empty_watchlist_is_an_empty_run(tmp_path: Path) -> None:
    result = visit(tmp_path)
    assert (result.tallies, result.incidents, result.stopped) == ({}, (), False)


def test_told_to_stop_while_a_spider_starts_it_ends(
    slow: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scrapy does not hear a stop before its engine runs; the run went on waiting for ever."""

    def errand(site: Site, trip: Trip, **known: Any) -> Errand:
        trip.stop.set()
        return Errand(site, trip, **known)

    monkeypatch.setattr("crawler.run.Errand", errand)
    result = visit(tmp_path, slow.site())
    assert result.stopped
    assert len(slow.paths) <= 1


def test_a_page_that_is_lost_on_its_way_is_an_incident(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> object:
        raise ModuleNotFoundError("No module named 'somewhere'")

    monkeypatch.setattr("crawler.pipelines.read.page_of", broken)
    server.routes["/"] = page()
    with caplog.at_level(logging.CRITICAL):
        result = visit(tmp_path, server.site())
    assert [incident.cause for incident in result.incidents] == [
        "a page was lost on its way: ModuleNotFoundError: No module named 'somewhere'"
    ]
