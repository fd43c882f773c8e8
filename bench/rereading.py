"""What it costs to read stored pages again: from captures, from documents that are kept, and where rules have moved."""

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run

from bench.cost import cost_of
from bench.crawling import Bench, served
from bench.pages import Made, page
from bench.reading import HOW
from claims.law.markets import load_regulation
from claims.model import Document, SiteKind
from claims.reads import reads_of
from claims.rules.packs import FOLDER, Library, load_library
from crawler.extract.dispatch import documents
from crawler.extract.page import Page
from crawler.readingprocess import settle
from crawler.reread import Rereading, reread
from db.queries import Reader
from db.store import Store

PAGES = 3_000  # the start of three processes is 3 to 4 s of the processor, whatever the number
AT_HAND = 100
KNOWN = 15  # no more pages than a process keeps the sentences of
TIMES = 5
PROCESSES = 2
VERSION = re.compile(r"^(\s*version: )(\d+)$", re.MULTILINE)


def report() -> None:
    """Pages a second of processor time on two cores, start and keeping included; and of reading alone."""
    with served(Made(PAGES)) as bench:
        run(bench.ours, check=False, capture_output=True)
        again = [sys.executable, "-m", "monitor.cli", "--home", str(bench.home), "reread", "--processes", "2"]
        _tell("from captures", [*again, "--from-captures"])
        _tell("from documents", again)
        _tell("from documents, every rule moved", _all_moved(bench))
    alone = run([sys.executable, "-m", "bench.rereading"], check=True, capture_output=True, text=True)
    for line in alone.stdout.splitlines():
        print(line)


def _tell(how: str, command: Sequence[str]) -> None:
    cost = cost_of(command)
    rate = PROCESSES * PAGES / cost.cpu
    print(cost.line(f"re-reading {how}", f"{rate:.0f} pages a second on two cores, start included"), flush=True)


def _all_moved(bench: Bench) -> list[str]:
    """The command that reads a home again by rules that all have another version."""
    return [sys.executable, "-m", "bench.rereading", str(bench.home)]


def again_by_moved_rules(home: Path) -> None:
    """Reads a home again by newer versions of all rules, so that every page with a claim is compared."""
    with tempfile.TemporaryDirectory() as name:
        packs = Path(shutil.copytree(FOLDER, Path(name) / "packs"))
        for path in (packs / "en" / "claims").glob("*.yml"):
            text = path.read_text(encoding="utf-8")
            path.write_text(VERSION.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", text), encoding="utf-8")
        store, now = home / "exowatch.db", datetime.now(UTC)
        with Reader.open(store) as reader:
            sites = reader.sites()
        with Store.open(store, now=now) as writer:
            reread(writer, Rereading(sites, home, now, packs=packs, processes=PROCESSES))


def alone() -> None:
    """Pages a second that two cores read where the documents are at hand, by rules and with the learned helper.

    The first hundred only warm up. A few that are read over and over hold no sentence that was not read before: what is
    left is reading the page.
    """
    for turn, (how, likeness) in enumerate(HOW.items()):
        made = [_document(2 * AT_HAND * turn + number) for number in range(2 * AT_HAND)]
        library = load_library(likeness=likeness)
        _seconds(made[:AT_HAND], library)
        settle()
        fresh = _seconds(made[AT_HAND:], library)
        known = min(_seconds(made[-KNOWN:], library) for _ in range(TIMES))
        for what, each in (("documents at hand", fresh), ("the same, their sentences known", known)):
            print(f"{f'reading {what}, {how}':<68}{PROCESSES / each:8.0f} pages a second on two cores, warm")


def _seconds(made: Sequence[Document], library: Library) -> float:
    """Seconds of the processor that it takes to read one of these."""
    regulation = load_regulation()
    began = time.process_time()
    for document in made:
        list(reads_of((document,), library, regulation.markets_for("GB"), regulation))
    return (time.process_time() - began) / len(made)


def _document(number: int) -> Document:
    address = f"http://127.0.0.1/exosomes/{number}"
    body = page(number, Made(AT_HAND)).encode()
    made = Page(address, address, "text/html; charset=utf-8", body, "html", SiteKind.CLINIC, "GB", address)
    return documents(made)[0]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        again_by_moved_rules(Path(sys.argv[1]))
    else:
        alone()
