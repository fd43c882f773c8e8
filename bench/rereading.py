"""What it costs to read stored captures again, and how much of that is reading alone."""

import sys
import time
from subprocess import run

from bench.cost import cost_of
from bench.crawling import served
from bench.pages import Made, page
from claims.law.markets import load_regulation
from claims.model import Document, SiteKind
from claims.reads import reads_of
from claims.rules.packs import load_library
from crawler.extract.dispatch import documents
from crawler.extract.page import Page

PAGES = 1_000
PROCESSES = 2


def report() -> None:
    """Pages a second of processor time, on two cores: from stored captures, and from documents at hand."""
    with served(Made(PAGES)) as bench:
        run(bench.ours, check=False, capture_output=True)
        again = [
            sys.executable,
            "-m",
            "monitor.cli",
            "--home",
            str(bench.home),
            "reread",
            "--processes",
            str(PROCESSES),
        ]
        cost = cost_of(again)
    rate = PROCESSES * PAGES / cost.cpu
    print(cost.line(f"re-reading {PAGES} stored captures", f"{rate:.0f} pages a second on two cores, start included"))
    alone = run([sys.executable, "-m", "bench.rereading"], check=True, capture_output=True, text=True)
    print(f"{'re-reading documents at hand':<44}{float(alone.stdout):8.0f} pages a second on two cores, warm")


def main() -> None:
    """Pages a second that two cores read, where extraction costs nothing; the first tenth only warms up."""
    library, regulation = load_library(), load_regulation()
    markets = regulation.markets_for("GB")
    made = [_document(number) for number in range(PAGES)]
    for document in made[: PAGES // 10]:
        list(reads_of((document,), library, markets, regulation))
    began = time.process_time()
    for document in made[PAGES // 10 :]:
        list(reads_of((document,), library, markets, regulation))
    print(PROCESSES * (PAGES - PAGES // 10) / (time.process_time() - began))


def _document(number: int) -> Document:
    address = f"http://127.0.0.1/exosomes/{number}"
    body = page(number, Made(PAGES)).encode()
    return documents(Page(address, address, "text/html; charset=utf-8", body, "html", SiteKind.CLINIC, "GB", address))[
        0
    ]


if __name__ == "__main__":
    main()
