"""Pages are read in processes of their own, which hold up nothing and outlive nobody."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from claims.errors import DataFileError
from claims.likeness.beside import helper_in
from claims.model import SiteKind
from claims.rules.engine import engine_of
from crawler.extract.page import Page
from crawler.pageread import make_ready, read_page
from crawler.readers import Readers, usual_number
from crawler.readinglines import Reading
from crawler.task import Outcome, Task
from db.model import Site
from db.queries import Reader
from tests.crawler.crawling import counts, visit
from tests.loopback import Loopback, page

CLAIM = "Our exosome serum regrows hair in four weeks."
HTML = page(copy=CLAIM).encode()
PARENT = """
import asyncio, sys
from crawler.readinglines import Reading
from crawler.readers import Readers
from tests.crawler.test_readers import BLANK
async def main():
    readers = Readers(1)
    await readers.read(BLANK)
    print(readers._processes[0].number, flush=True)
    await asyncio.sleep(60)
if {spawned}:
    sys.modules["twisted.internet.reactor"] = None
asyncio.run(main())
"""


def task(body: bytes = HTML, format_: str = "html") -> Task:
    """A page to read."""
    return Task(Page("http://a.test/", "http://a.test/", "text/html", body, format_, SiteKind.CLINIC, "GB"))


BLANK = task(b"", "text")
# Starts a process and says whether it has loaded what finds patterns, before it is told to and after.
LAZY = """
import time
from pathlib import Path
from crawler.readinglines import Reading
from crawler.readers import Readers
readers = Readers(2)
readers.begin()
maps = Path(f"/proc/{readers._processes[0].number}/maps")
time.sleep(0.5)
print("re2" in maps.read_text(), flush=True)
readers.make_ready(likeness=True)
for _ in range(600):
    time.sleep(0.05)
    if "re2" in maps.read_text():
        break
print("re2" in maps.read_text(), flush=True)
readers.close()
"""
# Two processes, one parted from the other, read pages until there are no more, then wait.
PARTED = """
import asyncio, os, sys, time
import crawler.readers
from pathlib import Path
from tests.crawler.test_readers import children, numbered
crawler.readers.SETTLED = 2
async def main():
    readers = crawler.readers.Readers(2)
    readers.begin()
    outcomes = await asyncio.gather(*(readers.read(numbered(number)) for number in range(90)))
    quotes = [outcome.reads[0].reading.claims[0].quote for outcome in outcomes]
    assert quotes == [f"Our exosome serum number {{number}} regrows hair." for number in range(len(quotes))], quotes
    print(*(process.read_so_far for process in readers._processes), flush=True)
    first = readers._processes[0].number
    print(first, *children(first), flush=True)
    if {waits}:
        await asyncio.sleep(60)
    readers.close()
asyncio.run(main())
"""

# Pages that come four at a time, as from sites that are visited side by side with a pause after each page.
BURSTS = """
import asyncio
import crawler.readers
from tests.crawler.test_readers import numbered
crawler.readers.SETTLED = 2
async def main():
    readers = crawler.readers.Readers(2)
    readers.begin()
    for burst in range(6):
        await asyncio.gather(*(readers.read(numbered(4 * burst + number)) for number in range(4)))
    print(len(readers._processes), readers._processes[0].read_so_far)
    readers.close()
asyncio.run(main())
"""


def outcomes(readers: Readers, *tasks: Task) -> list[Outcome]:
    """What comes of these pages, read side by side."""

    async def read_all() -> list[Outcome]:
        try:
            return list(await asyncio.gather(*map(readers.read, tasks)))
        finally:
            readers.close()

    return asyncio.run(read_all())


def numbered(number: int) -> Task:
    """A page with a claim of its own."""
    return task(page(copy=f"Our exosome serum number {number} regrows hair.").encode())


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()))


def is_alive(process: int | None) -> bool:
    """Whether a process is there and has not ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_another_process_says_the_same_as_this_one() -> None:
    here, there = outcomes(Readers(0), task()), outcomes(Readers(1), task())
    assert here == there
    assert [claim.quote for claim in there[0].reads[0].reading.claims] == [CLAIM]


def test_a_page_that_cannot_be_read_says_why_and_leaves_its_trace_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    broken, good = outcomes(Readers(1), task(b"{}", "no-such-format"), BLANK)
    assert broken.error.startswith("UnknownFormat: http://a.test/: format 'no-such-format' is unknown")
    assert "Traceback" in caplog.text
    assert good.blank


def test_a_page_that_takes_too_long_costs_itself_only() -> None:
    slow = task(b"<p>" + b"exosomes heal. " * 200_000 + b"</p>")
    given_up, *good = outcomes(Readers(1, 0.3), slow, BLANK, BLANK, BLANK)
    assert "took more than 0.3 s" in given_up.error
    assert [outcome.blank for outcome in good] == [True, True, True], "also the one that waited behind it"


def test_a_process_that_was_begun_before_is_the_one_that_reads() -> None:
    readers = Readers(1)
    readers.begin()
    begun = readers._processes[0]
    (outcome,) = outcomes(readers, BLANK)
    assert outcome.blank
    assert begun.is_over
    assert not is_alive(begun.number)


def test_a_process_that_was_never_needed_ends_all_the_same() -> None:
    readers = Readers(1)
    readers.begin()
    begun = readers._processes[0]
    readers.close()
    assert not is_alive(begun.number)


def test_a_large_page_goes_there_and_comes_back_whole() -> None:
    words = "".join(f"<p>Exosome serum number {number} regrows hair.</p>" for number in range(200))
    (outcome,) = outcomes(Readers(1), task(words.encode() + b"<!--" + b"." * 2_000_000 + b"-->"))
    assert len(outcome.reads[0].document.blocks) == 200


def test_only_a_process_with_nothing_else_under_way_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise AssertionError("forked")

    monkeypatch.setattr(os, "fork", refuse)
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        assert outcomes(Readers(1), BLANK)[0].blank
    finally:
        over.set()
        other.join()


def test_a_crawl_reads_there_and_keeps_the_order(server: Loopback, tmp_path: Path) -> None:
    paths = [f"/page/{number}" for number in range(6)]
    server.routes["/"] = page(*paths)
    server.routes.update({path: page(copy=f"{CLAIM} {'So it is. ' * 500} {path}") for path in paths})
    result = visit(tmp_path, server.site(), readers=1)
    assert counts(result) == {"ok": 7}
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert [claim.quote for claim in reader.claims()] == [CLAIM]


def test_a_run_with_nothing_to_read_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise AssertionError("a process was started")

    monkeypatch.setattr("crawler.readers.start", refuse)
    nowhere = Site("shop", "http://127.0.0.1:9/", SiteKind.CLINIC, delay=0.0, allow_private=True)
    assert counts(visit(tmp_path, nowhere, readers=1)) == {"unreachable": 1}


@pytest.mark.parametrize("spawned", [False, True])
def test_a_reading_process_ends_with_the_one_that_started_it(spawned: bool) -> None:
    source = PARENT.format(spawned=spawned)
    parent = subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    os.kill(worker, signal.SIGINT)
    os.kill(worker, signal.SIGTERM)
    time.sleep(0.05)
    assert is_alive(worker), "whether a run ends is for the crawler to say"
    parent.kill()
    parent.communicate()
    for _ in range(500):
        if not is_alive(worker):
            return
        time.sleep(0.01)
    raise AssertionError("the reading process is still there")


def test_a_process_loads_nothing_before_it_is_told() -> None:
    told = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]


def test_where_one_has_more_than_it_can_read_a_copy_of_it_helps_and_ends_with_it() -> None:
    told = subprocess.run(
        [sys.executable, "-c", PARTED.format(waits=False)], capture_output=True, text=True, check=True
    )
    shares, processes = (list(map(int, line.split())) for line in told.stdout.splitlines())
    assert sum(shares) == 90
    assert len(shares) == len(processes) == 2
    assert min(shares) > 0
    assert not any(map(is_alive, processes))


def test_no_other_helps_where_pages_come_in_bursts_with_pauses() -> None:
    told = subprocess.run([sys.executable, "-c", BURSTS], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["1", "24"]


def test_a_copy_ends_where_the_crawler_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARTED.format(waits=True)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    parent.stdout.readline()
    processes = list(map(int, parent.stdout.readline().split()))
    assert all(map(is_alive, processes))
    parent.kill()
    parent.communicate()
    for _ in range(500):
        if not any(map(is_alive, processes)):
            return
        time.sleep(0.01)
    raise AssertionError("a reading process is still there")


def test_pages_are_read_elsewhere_where_the_copy_never_came_to_be() -> None:
    ours, theirs = socket.socketpair()

    async def read() -> Outcome | None:
        reading = Reading(None, ours, 1.0)
        answer = asyncio.create_task(reading.read(BLANK))
        await asyncio.sleep(0.01)
        theirs.close()
        return await answer

    assert asyncio.run(read()) is None


def test_at_least_one_process_reads_and_at_most_two() -> None:
    assert usual_number() in {1, 2}


def test_the_rules_that_most_sites_need_are_at_hand_before_the_first_page() -> None:
    engine_of.cache_clear()
    helper_in.cache_clear()
    make_ready()
    assert (engine_of.cache_info().currsize, helper_in.cache_info().currsize) == (1, 0)
    make_ready(likeness=True)
    assert (engine_of.cache_info().currsize, helper_in.cache_info().currsize) == (1, 1)


def test_rules_that_cannot_be_read_are_told_with_the_first_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(**_: bool) -> None:
        raise DataFileError("rules.yml:1:1: cannot be read")

    monkeypatch.setattr("crawler.pageread.load_library", unreadable)
    make_ready()
    assert read_page(task()).unusable == "rules.yml:1:1: cannot be read"
