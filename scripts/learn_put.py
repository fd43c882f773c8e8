"""Learns how claims are put, from the labelled pages: what their words look like, beside what the cues of rules say.

python -m scripts.learn_put              makes claims/packs/en/put.bin (the same gold and rules make the same bytes)
python -m scripts.learn_put --measure    on pages held out: the share of claims whose status agrees, as cues say and as
                                         they look

Learns from the same pages as scripts/learn_claims.py; from claims that a rule finds, and from those that none finds as
the learned helper would show them. Needs scikit-learn (the extra `dev`).
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import numpy as np

from claims.context.gates import page_of
from claims.context.status import Context, Cued
from claims.likeness.beside import FILE as LINEAR
from claims.likeness.beside import PUT
from claims.likeness.beside import rule_of as likened
from claims.likeness.helper import Likeness
from claims.likeness.put import load_put, marks_of
from claims.likeness.weights import load_weights
from claims.model import SiteKind, Status
from claims.reading import found_in
from claims.rules.engine import engine_of
from claims.rules.found import Found
from claims.rules.packs import FOLDER, Pack
from claims.scoring.score import GoldUnit
from claims.scoring.units import ClaimTag, document_of
from claims.text.sentences import Sentence, sentences_of
from scripts.learn_claims import TIMES, TWINS, english, english_pack, learnt_from
from scripts.learn_sources import digest_of, fitted, save

LANG, VERSION = "en", 1
STRENGTH = 10.0  # how little the weights are held back
PARTS = 4  # of the pages, one of which is held out
NEW = "learn-"  # pages that no rule was written on
COLUMNS = tuple(status.value for status in Status)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A find in a line of a labelled page, what cues say of it, and the statuses that people give it."""

    page: str
    number: int
    found: Found
    cued: Cued
    sentences: Sequence[Sentence]
    kind: SiteKind
    statuses: tuple[Status, ...]

    def marks(self) -> tuple[str, ...]:
        """What is learnt of it."""
        return tuple(marks_of(self.number, self.found, self.cued, self.sentences, self.kind))


def labelled(gold: Sequence[GoldUnit], pack: Pack) -> Iterator[Labelled]:
    """Every claim of labelled pages that rules find in its own line, and every one that they miss."""
    engine, linear = engine_of(pack), Likeness(load_weights(pack.folder / LINEAR))
    for name, entries in groupby(gold, key=lambda entry: entry.unit.page):
        page = list(entries)
        document = document_of([entry.unit for entry in page])
        sentences = sentences_of(document, LANG)
        gates = page_of(sentences, document, engine)
        context = Context(sentences, document.kind, engine)
        for number, sentence in enumerate(sentences):
            found = found_in(number, sentences, gates, engine)
            tags = [tag for tag in page[sentence.block].tags.claims if _stands_in(tag, sentence, page[sentence.block])]
            missed = {tag.type for tag in tags} - {one.rule.type for one in found}
            for type_ in sorted(missed):
                where = linear.telling(sentence.folded.text, linear.types[type_])
                found.append(Found(likened(LANG, linear.head.version, type_), *where))
            for one in found:
                statuses = tuple(dict.fromkeys(tag.status for tag in tags if tag.type == one.rule.type))
                if statuses:
                    cued = context.cued(number, one.start, one.end, one.rule)
                    yield Labelled(name, number, one, cued, sentences, document.kind, statuses)


def _stands_in(tag: ClaimTag, sentence: Sentence, entry: GoldUnit) -> bool:
    """Whether the words of a claim begin in a sentence of its unit."""
    return 0 <= entry.unit.text.find(tag.span) - sentence.start < len(sentence.text)


def made(claims: Sequence[Labelled], path: Path, digest: str) -> None:
    """Learns from claims, those of twins of true pages as often as the other models do, and keeps what is learnt."""
    claims = [claim for claim in claims for _ in range(TIMES if claim.page.startswith(TWINS) else 1)]
    labels = np.array([[claim.statuses[0] == column for column in COLUMNS] for claim in claims])
    save(path, fitted([claim.marks() for claim in claims], labels, STRENGTH), digest, COLUMNS, VERSION)


def measured(claims: Sequence[Labelled]) -> None:
    """Prints how often statuses agree on the new pages of one fourth, as cues say, and as they look."""
    held = [claim for claim in claims if _is_held(claim.page)]
    with TemporaryDirectory() as folder:
        made([claim for claim in claims if not _is_held(claim.page)], Path(folder, PUT), "")
        put = load_put(Path(folder, PUT))
    for name, wanted in (("found by rules", False), ("missed by them", True)):
        some = [claim for claim in held if (claim.found.rule.id.split(".")[1] == "likeness") is wanted]
        looks = [put.look(one.number, one.found, one.cued, one.sentences, one.kind) for one in some]
        cued = sum(claim.cued.verdict.status in claim.statuses for claim in some)
        seen = sum(
            (look or claim.cued.verdict).status in claim.statuses for look, claim in zip(looks, some, strict=True)
        )
        print(f"{name}: {len(some)}, as cues say {cued / len(some):.3f}, as they look {seen / len(some):.3f}")


def _is_held(page: str) -> bool:
    return page.startswith(NEW) and crc32(page.encode()) % PARTS == 0


def main() -> None:
    """Writes the file, or measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="measure on pages held out, and write nothing")
    parser.add_argument("--to", type=Path, default=FOLDER / LANG / PUT, help="where the table goes")
    options = parser.parse_args()
    paths = learnt_from()
    claims = list(labelled(english(paths), english_pack()))
    if options.measure:
        measured(claims)
        return
    made(claims, options.to, digest_of(paths))
    print(f"{options.to}: {options.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
