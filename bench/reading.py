"""What reading costs: sentences a second on one core, in all and by stage, of text that was never read before."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from pathlib import Path
from types import MappingProxyType

from bench.pages import sentences
from claims.context.gates import page_of
from claims.context.status import Context
from claims.model import Block, Document, SiteKind
from claims.reading import claims_of, read
from claims.rules.engine import engine_of
from claims.rules.packs import Library, load_library
from claims.scoring.units import document_of, parsed
from claims.sources.findings import findings_of
from claims.text.language import language_of
from claims.text.sentences import sentences_of
from crawler.readingprocess import settle

SENTENCES = 20_000
A_PAGE = 60
TIMES = 3
HOW = MappingProxyType({"by rules": False, "with the learned helper": True})
GOLD = Path(__file__).parent.parent / "tests" / "gold"


def made_up(seed: int = 11) -> list[Document]:
    """Pages of sentences that hardly repeat; every fifth is on the subject."""
    fresh = sentences(SENTENCES, seed)
    return [
        Document(str(at), "", SiteKind.CLINIC, "Exosomes", "en", tuple(Block(s) for s in fresh[at : at + A_PAGE]))
        for at in range(0, SENTENCES, A_PAGE)
    ]


def labelled() -> list[Document]:
    """The labelled pages in English: nearly every sentence is on the subject, and most were written to be hard."""
    pages: list[Document] = []
    for path in (GOLD / "dev.jsonl", GOLD / "dev-2.jsonl"):
        with path.open(encoding="utf-8") as lines:
            grouped = groupby(parsed(lines, path), key=lambda unit: unit.page)
            pages += [document_of(tuple(units)) for _, units in grouped]
    return [page for page in pages if page.lang == "en"]


def rate(pages: Sequence[Document], library: Library) -> float:
    """Sentences a second for all pages but the first, which makes the engine ready."""
    read(pages[0], library)
    settle()
    began = time.process_time()
    for page in pages[1:]:
        read(page, library)
    return sum(len(page.blocks) for page in pages[1:]) / (time.process_time() - began)


def stages(pages: Sequence[Document], library: Library) -> Counter[str]:
    """Seconds of each stage, over pages that were not read before."""
    taken: Counter[str] = Counter()
    pack = library.pack("en")
    if pack is None:
        return taken
    engine = engine_of(pack)
    for page in pages:
        marks = [time.process_time()]
        lang = language_of(page)
        marks.append(time.process_time())
        found = sentences_of(page, lang)
        marks.append(time.process_time())
        gates = page_of(found, page, engine)
        marks.append(time.process_time())
        list(claims_of(found, gates, Context(found, page.kind, engine), engine))
        marks.append(time.process_time())
        findings_of(found, page, pack)
        marks.append(time.process_time())
        names = ("language", "sentences, folded", "gates", "rules and status", "sources, routes, offers")
        taken.update(dict(zip(names, (b - a for a, b in pairwise(marks)), strict=True)))
    return taken


def report() -> None:
    """Best of several processes, for each starts with nothing remembered."""
    for name in ("made-up", "labelled"):
        for how in HOW:
            best = max(float(_alone(name, how)) for _ in range(TIMES))
            print(f"{f'reading, English, {name} pages, {how}':<58}{best:8.0f} sentences a second, one core")
    print(_alone("stages"), end="")


def _alone(*what: str) -> str:
    command = [sys.executable, "-m", "bench.reading", *what]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main(what: str, how: str = "by rules") -> None:
    """One measurement, in this process."""
    library = load_library(likeness=HOW[how])
    if what != "stages":
        print(rate(made_up() if what == "made-up" else labelled(), library))
        return
    pages = made_up()
    read(pages[0], library)
    for stage, seconds in stages(pages[1:], library).items():
        print(f"{f'  {stage}':<38}{1e6 * seconds / (SENTENCES - A_PAGE):8.1f} µs a sentence")


if __name__ == "__main__":
    main(*sys.argv[1:])
