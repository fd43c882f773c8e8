"""`make bench`: what a page and a sentence cost, beside what a bare crawler costs, in one run on one machine."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import reading
from claims.model import SiteKind
from monitor import config, watchlist
from monitor.home import Home

PAGES = 300
CHANGED = 10


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds on the clock and of the processor, and memory at its highest, in MB."""

    wall: float
    cpu: float
    memory: float

    def line(self, name: str, what: str) -> str:
        """The figures as a row, with what was done for them."""
        return f"{name:<38}{self.wall:8.2f} s{self.cpu:8.2f} s CPU{self.memory:6.0f} MB  {what}"


def cost_of(command: list[str]) -> Cost:
    """Runs a command to its end. Raises CalledProcessError where it could not run."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The made-up site, served; its address."""
    port = folder / "port"
    command = [sys.executable, "-m", "bench.serve", str(PAGES), str(CHANGED), str(port)]
    with subprocess.Popen(command) as server:
        try:
            while not port.exists() or not port.read_text(encoding="utf-8"):
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port.read_text(encoding='utf-8')}/"
        finally:
            server.kill()


def crawling() -> None:
    """First and second visit, ours and the bare spider's in turn."""
    with tempfile.TemporaryDirectory() as name, site(Path(name)) as url:
        folder = Path(name)
        home = Home(folder)
        home.config.write_text(config.TEMPLATE, encoding="utf-8")
        home.watchlist.write_text(watchlist.TEMPLATE, encoding="utf-8")
        entry = watchlist.Entry(
            "bench",
            url,
            SiteKind.CLINIC,
            country="GB",
            spider="clinic",
            delay=0.0,
            max_pages=PAGES + 1,
            allow_private=True,
        )
        watchlist.append(home.watchlist, entry)
        ours = [sys.executable, "-m", "monitor.cli", "--home", name, "crawl"]
        bare = [sys.executable, "-m", "bench.bare", url, str(folder / "bare.db")]
        for visit in ("first visit", "second visit, 10 changed"):
            theirs = cost_of(bare)
            print(theirs.line(f"bare Scrapy, {visit}", told(f"{url}tally")))
            mine = cost_of(ours)
            print(mine.line(f"Exowatch, {visit}", told(f"{url}tally")))
            print(f"{'':<38}ratio {mine.wall / theirs.wall:.2f} wall, {1000 * mine.cpu / PAGES:.1f} ms CPU a page")
            told(f"{url}turn")


def told(address: str) -> str:
    """What the server answers to a POST."""
    with urllib.request.urlopen(urllib.request.Request(address, method="POST")) as answer:
        return str(answer.read().decode())


def main() -> None:
    """Everything, one after the other."""
    reading.report()
    crawling()


if __name__ == "__main__":
    main()
