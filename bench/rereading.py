"""What it costs to read stored pages again: all of them, from captures or documents, and after a change of rules."""

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run
from types import MappingProxyType

from bench.cost import cost_of
from bench.crawling import served
from bench.pages import Kind, Made, page
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
KNOWN = 8  # no more pages than a process keeps the sentences of
TIMES = 5
PROCESSES = 2
VERSION = re.compile(r"^(\s*version: )(\d+)$", re.MULTILINE)


def report() -> None:
    """Pages a second of processor time on two cores, start and keeping included; and of reading alone.

    Of the pages of a month as `bench.month` has it, and of pages that are all on the subject.
    """
    for kind in (Kind.MONTH, Kind.USUAL):
        print(f"re-reading {kind} pages")
        of_pages(kind)
    alone = run([sys.executable, "-m", "bench.rereading"], check=True, capture_output=True, text=True)
    for line in alone.stdout.splitlines():
        print(line)


def of_pages(kind: Kind) -> None:
    """All of them read again, from captures and documents, and after changes of rules."""
    with served(Made(PAGES, kind)) as bench:
        run(bench.ours, check=False, capture_output=True)
        again = [sys.executable, "-m", "monitor.cli", "--home", str(bench.home), "reread", "--processes", "2"]
        _tell("nothing moved", again)
        _tell("every page, documents", [*again, "--every-page"])
        _tell("documents made anew, the same", [*again, "--from-captures"])
        _tell("every page, captures", [*again, "--every-page", "--from-captures"])
        for what in MOVES:
            with _copied(bench.home) as home:
                _tell(what, [sys.executable, "-m", "bench.rereading", str(home), what])


def _tell(how: str, command: Sequence[str]) -> None:
    cost = cost_of(command)
    rate = PROCESSES * PAGES / cost.cpu
    print(cost.line(f"re-reading, {how}", f"{rate:.0f} pages a second on two cores, start included"), flush=True)


@contextmanager
def _copied(home: Path) -> Iterator[Path]:
    """A copy of a home as its visit left it."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(shutil.copytree(home, Path(name) / "home"))


def again_by_moved_rules(home: Path, what: str) -> None:
    """Reads a home again by packs in which some rules have another version, and says how many pages were read."""
    with tempfile.TemporaryDirectory() as name:
        packs = Path(shutil.copytree(FOLDER, Path(name) / "packs"))
        MOVES[what](packs / "en" / "claims")
        store, now = home / "exowatch.db", datetime.now(UTC)
        with Reader.open(store) as reader:
            sites = reader.sites()
        with Store.open(store, now=now) as writer:
            done = reread(writer, Rereading(sites, home, now, packs=packs, processes=PROCESSES, likeness=True))
    print(f"{done.read} of {done.pages} pages read, {done.moved} moved")


def _all_moved(claims: Path) -> None:
    for path in claims.glob("*.yml"):
        _newer(path, VERSION)


def _newer(path: Path, version: re.Pattern[str], most: int = 0) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(version.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", text, count=most), encoding="utf-8")


# The first rule of each file: of hair one whose words stand on most of the pages, of proof one that few of them meet.
MOVES: Mapping[str, Callable[[Path], None]] = MappingProxyType(
    {
        "a rule moved that most pages meet": lambda claims: _newer(claims / "hair_growth.yml", VERSION, 1),
        "a rule moved that few pages meet": lambda claims: _newer(claims / "clinical_evidence.yml", VERSION, 1),
        "every rule moved": _all_moved,
    }
)


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
        again_by_moved_rules(Path(sys.argv[1]), sys.argv[2])
    else:
        alone()
