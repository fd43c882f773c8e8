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
from claims.law.markets import load_regulation
from claims.model import Document, SiteKind
from claims.reads import reads_of
from claims.rules.packs import FOLDER, load_library
from crawler.extract.dispatch import documents
from crawler.extract.page import Page
from crawler.reread import Rereading, reread
from db.queries import Reader
from db.store import Store

PAGES = 3_000  # the start of three processes is 3 to 4 s of the processor, whatever the number
AT_HAND = 100  # no more than a process keeps the sentences of
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
    """Pages a second that two cores read where the documents are at hand: each for the first time, and once more.

    The first hundred only warm up. Once more, every sentence has been read before: what is left is reading the page.
    """
    library, regulation = load_library(), load_regulation()
    markets = regulation.markets_for("GB")
    made = [_document(number) for number in range(2 * AT_HAND)]
    warm_up, measured = made[:AT_HAND], made[AT_HAND:]
    for document in warm_up:
        list(reads_of((document,), library, markets, regulation))
    for how in ("documents at hand", "the same, their sentences known"):
        began = time.process_time()
        for document in measured:
            list(reads_of((document,), library, markets, regulation))
        rate = PROCESSES * len(measured) / (time.process_time() - began)
        print(f"{f'reading {how}':<44}{rate:8.0f} pages a second on two cores, warm")


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
