"""What a visit costs beside a bare Scrapy spider that follows the same links, on a made-up site on loopback."""

import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.cost import Cost, Way, cost_of, warm_up
from bench.pages import Kind, Made
from claims.model import SiteKind
from monitor import config, watchlist
from monitor.home import Home

PAGES = 300
CHANGED = 10
MANY = 20_000
MARKS = (5_000, 10_000, 15_000, 20_000)  # pages: time has to grow with them, memory not


@dataclass(frozen=True, slots=True)
class Bench:
    """A site that is being served, a folder to visit it from, and how many pages it has."""

    url: str
    home: Path
    count: int

    @property
    def ours(self) -> list[str]:
        """The visit with everything on."""
        return [sys.executable, "-m", "monitor.cli", "--home", str(self.home), "crawl"]

    @property
    def bare(self) -> list[str]:
        """The visit of a spider that keeps nothing but ETags."""
        return [sys.executable, "-m", "bench.bare", self.url, str(self.home / "bare.db")]

    def told(self, order: str) -> str:
        """What the server answers to an order."""
        with urllib.request.urlopen(urllib.request.Request(self.url + order, method="POST")) as answer:
            return str(answer.read().decode())


@contextmanager
def served(site: Made) -> Iterator[Bench]:
    """A made-up site while it is being served, with a home whose watchlist names it."""
    with tempfile.TemporaryDirectory() as name:
        port = Path(name) / "port"
        command = [sys.executable, "-m", "bench.serve", str(site.count), str(CHANGED), site.kind, str(port)]
        with subprocess.Popen(command) as server:
            try:
                while not port.exists() or not port.read_text(encoding="utf-8"):
                    time.sleep(0.05)
                bench = Bench(f"http://127.0.0.1:{port.read_text(encoding='utf-8')}/", Path(name), site.count)
                _watch(bench)
                yield bench
            finally:
                server.kill()


def _watch(bench: Bench) -> None:
    home = Home(bench.home)
    home.config.write_text(config.TEMPLATE, encoding="utf-8")
    home.watchlist.write_text(watchlist.TEMPLATE, encoding="utf-8")
    entry = watchlist.Entry(
        "bench",
        bench.url,
        SiteKind.CLINIC,
        country="GB",
        spider="clinic",
        delay=0.0,
        max_pages=bench.count + 1,
        allow_private=True,
    )
    watchlist.append(home.watchlist, entry)


def report(kind: Kind) -> None:
    """First and second visit, the bare spider's and ours in turn."""
    pages = f"{kind} pages"
    warm_up()
    with served(Made(PAGES, kind)) as bench:
        for visit in ("first visit", f"second visit, {CHANGED} changed"):
            theirs = cost_of(bench.bare)
            print(theirs.line(f"bare Scrapy, {pages}, {visit}", bench.told("tally")))
            mine = cost_of(bench.ours)
            print(mine.line(f"Exowatch, {pages}, {visit}", bench.told("tally")))
            print(f"{'':<44}ratio {mine.wall / theirs.wall:.2f} wall, {1000 * mine.cpu / PAGES:.1f} ms CPU a page")
            bench.told("turn")


def many() -> None:
    """One visit of 20,000 pages to its end: time and memory after each quarter of them."""
    warm_up()
    with served(Made(MANY)) as bench:
        before = Cost(0.0, 0.0, 0.0)

        def tell(pages: int, cost: Cost) -> None:
            nonlocal before
            each = 1000 * (cost.cpu - before.cpu) / MARKS[0]
            print(cost.line(f"Exowatch, {pages} pages", f"{each:.1f} ms CPU a page since the last mark"), flush=True)
            before = cost

        cost = cost_of(bench.ours, Way(lambda: int(bench.told("sent")), MARKS, tell))
        print(cost.line(f"Exowatch, {MANY} pages in one run, to its end", bench.told("tally")))
        print(f"{'':<44}{1000 * cost.cpu / MANY:.1f} ms CPU a page")
