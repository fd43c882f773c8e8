"""Writes all that is read of the labelled and some made-up pages, one line a page: `python -m scripts.readings FILE`.

Two such files, from before and after a change that should alter no reading, are the same byte for byte.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from bench.pages import Kind, Made, page
from bench.reading import GOLD, made_up
from claims.law.markets import load_regulation
from claims.model import Document, Flag, SiteKind
from claims.reads import reads_of
from claims.rules.packs import load_library
from claims.scoring.units import document_of, parsed
from crawler.extract.dispatch import documents
from crawler.extract.page import Page

READ = ("dev.jsonl", "dev-2.jsonl", "dev-3.jsonl", "dev-4.jsonl", "dev-lang.jsonl")  # never those that only score
MADE_UP = 60  # pages of each sort
USUAL, DENSE = Made(MADE_UP), Made(MADE_UP, Kind.DENSE)


def main() -> None:
    with Path(sys.argv[1]).open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{line}\n" for line in told(pages()))


def pages() -> Iterator[Document]:
    """Every labelled page that may be read, as what it is and as a clinic's under a title, then made-up ones."""
    for name in READ:
        with (GOLD / name).open(encoding="utf-8") as lines:
            for _, units in groupby(parsed(lines, GOLD / name), key=lambda unit: unit.page):
                document = document_of(tuple(units))
                yield document
                yield Document(document.key, "", SiteKind.CLINIC, "Exosomes", document.lang, document.blocks)
    yield from made_up()[:MADE_UP]
    for site in (USUAL, DENSE):
        for number in range(MADE_UP):
            address = f"http://127.0.0.1/exosomes/{number}"
            body = page(number, site).encode()
            yield from documents(Page(address, address, "text/html", body, "html", SiteKind.CLINIC, "GB", address))


def told(made: Iterator[Document]) -> Iterator[str]:
    """What is read of each page and flagged in every market."""
    regulation = load_regulation()
    markets: Sequence[str] = [market.market for market in regulation.markets]
    for read in reads_of(made, load_library(), markets, regulation):
        yield f"{read.document.key} {read.reading!r} {[_flag(flag) for flag in read.flags]}"


def _flag(flag: Flag) -> tuple[object, ...]:
    """What sets a flag apart; the words of provisions are those of the markets' files."""
    provisions = ([one.id for one in flag.provisions], [one.id for one in flag.comparison])
    return (flag.market, flag.rule, flag.level.value, flag.claim, flag.source, flag.confirmed, flag.general, provisions)


if __name__ == "__main__":
    main()
