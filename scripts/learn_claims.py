"""Makes the linear model of the learned helper from the labelled pages.

scripts/learn_claims.py    makes claims/packs/en/likeness.bin (the same gold makes the same bytes)

Learns from tests/gold/dev*.jsonl and learn-*.jsonl; the pages that are only scored are never read. A logistic
regression for each claim type on the marks of claims/likeness/features.py. Needs scikit-learn (the extra `dev`).
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from claims.likeness import features
from claims.likeness.beside import FILE
from claims.likeness.weights import ANY, ZERO, Column, Head, Parts, digests_of, to_bytes
from claims.model import SiteKind
from claims.rules.packs import FOLDER, Pack, load_library
from claims.scoring.predictions import gold_of
from claims.scoring.score import GoldUnit
from claims.scoring.units import document_of
from claims.text.sentences import sentences_of

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"
LANG, VERSION = "en", 1
BUCKETS = 98_304
PARTS = Parts(words=1.0, letters=1.0, before=0.4)
KIND = 0.3  # what the kind of page weighs, beside 1 for the words
STRENGTH = 10.0  # how little the weights are held back
BYTE = 127
KINDS = tuple(SiteKind)
TWINS, TIMES = "learn-twin-", 3  # pages most like those to be read, and how often each is learnt from


def learnt_from() -> list[Path]:
    """The files of labelled pages to learn from."""
    return sorted([*GOLD.glob("dev*.jsonl"), *GOLD.glob("learn-*.jsonl")])


def english(paths: Sequence[Path]) -> list[GoldUnit]:
    """The English units of gold files."""
    return [entry for path in paths for entry in gold_of(path) if entry.unit.lang == LANG]


def often(gold: Sequence[GoldUnit]) -> list[GoldUnit]:
    """The same units, those of twins of true pages three times, as pages of their own."""
    twins = [entry for entry in gold if entry.unit.page.startswith(TWINS)]
    again = (
        replace(entry, unit=replace(entry.unit, page=f"{entry.unit.page} {time}"))
        for time in range(2, TIMES + 1)
        for entry in twins
    )
    return [*gold, *again]


def english_pack() -> Pack:
    """The pack whose helper is made."""
    pack = load_library().pack(LANG)
    assert pack is not None  # noqa: S101 - the pack is the project's own
    return pack


class Marks:
    """The marks of labelled units, as counts by bucket: words with pairs, letters, words above."""

    def __init__(self, gold: Sequence[GoldUnit]) -> None:
        words = [[features.plain(token) for token in features.tokens(text)] for text in folded(gold)]
        lines = [features.line_buckets(line, BUCKETS) for line in words]
        above: list[list[int]] = []
        for number, entry in enumerate(gold):
            first = max(0, number - features.BEFORE)
            near = [words[at] for at in range(first, number) if gold[at].unit.page == entry.unit.page]
            above.append([features.before_bucket(word, BUCKETS) for line in near for word in line])
        self.parts = (_counts([here for here, _ in lines]), _counts([runs for _, runs in lines]), _counts(above))
        kinds = np.array([[KIND * (entry.unit.kind is kind) for kind in KINDS] for entry in gold])
        self.kinds = csr_matrix(kinds)

    def rarity(self) -> tuple[Any, float]:
        """How rare each bucket is, in whole steps, and the step."""
        lines = self.parts[0].shape[0]
        held = sum(np.bincount(part.indices, minlength=BUCKETS) for part in self.parts)
        rare = np.log((1 + lines) / (1 + np.minimum(held, lines))) + 1
        step = float(rare.max() / 255)
        return np.maximum(np.rint(rare / step), 1.0), step

    def rows(self, rarity: Any) -> Any:
        """What the regression sees of each unit."""
        weights = (PARTS.words, PARTS.letters, PARTS.before)
        scaled = [_scaled(part, rarity, weight) for part, weight in zip(self.parts, weights, strict=True)]
        return hstack([sum(scaled[1:], scaled[0]), self.kinds]).tocsr()


def folded(gold: Sequence[GoldUnit]) -> list[str]:
    """The folded text of each unit."""
    pages: dict[str, list[GoldUnit]] = {}
    for entry in gold:
        pages.setdefault(entry.unit.page, []).append(entry)
    texts: dict[str, str] = {}
    for page in pages.values():
        said: dict[int, list[str]] = {}
        for sentence in sentences_of(document_of([entry.unit for entry in page]), LANG):
            said.setdefault(sentence.block, []).append(sentence.folded.text)
        texts |= {entry.unit.id: " ".join(said.get(number, [])) for number, entry in enumerate(page)}
    return [texts[entry.unit.id] for entry in gold]


def _counts(lines: Sequence[Sequence[int]]) -> Any:
    places = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    buckets = np.fromiter((bucket for line in lines for bucket in line), dtype=np.int64)
    counts = csr_matrix((np.ones(len(buckets)), buckets, places), shape=(len(lines), BUCKETS))
    counts.sum_duplicates()
    return counts


def _scaled(part: Any, rarity: Any, weight: float) -> Any:
    said = np.sqrt(np.maximum(part @ (rarity**2), 1.0))
    return part.multiply(rarity).tocsr().multiply((weight / said)[:, None]).tocsr()


@dataclass(frozen=True, slots=True)
class Fit:
    """What was learnt of one column: a weight for each bucket and kind of page, and its bias."""

    name: str
    weights: Any
    bias: float


def fits_of(gold: Sequence[GoldUnit], rows: Any) -> Iterator[Fit]:
    """Every column: the types, and a claim of any type."""
    held = [{claim.type for claim in entry.tags.claims} for entry in gold]
    for type_ in sorted(set().union(*held)):
        yield _fit(type_, rows, [type_ in one for one in held])
    yield _fit(ANY, rows, [bool(one) for one in held])


def _fit(name: str, rows: Any, labels: Sequence[bool]) -> Fit:
    regression = LogisticRegression(
        C=STRENGTH, class_weight="balanced", solver="liblinear", dual=True, tol=1e-2, max_iter=300, random_state=0
    ).fit(rows, np.array(labels))
    return Fit(name, regression.coef_[0], float(regression.intercept_[0]))


def made(gold: Sequence[GoldUnit], paths: Sequence[Path]) -> bytes:
    """The file of weights that these units give."""
    gold = often(gold)
    marks = Marks(gold)
    rarity, step = marks.rarity()
    fits = list(fits_of(gold, marks.rows(rarity)))
    heavy = (
        np.array([fit.weights[:BUCKETS] for fit in fits]) * rarity * step
    )  # before it is taken over all that is said
    steps = np.abs(heavy).max(axis=1) / BYTE
    told = np.clip(np.rint(heavy / steps[:, None]), -BYTE, BYTE) + ZERO
    body = np.concatenate([told, rarity[None, :]]).T.astype(np.uint8)
    columns = tuple(
        Column(fit.name, round(float(own), 9), round(fit.bias, 6), _kinds(fit))
        for fit, own in zip(fits, steps, strict=True)
    )
    head = Head(LANG, VERSION, BUCKETS, round(step, 9), PARTS, columns, digests_of(paths))
    return to_bytes(head, np.ascontiguousarray(body).tobytes())


def _kinds(fit: Fit) -> dict[str, float]:
    return {kind.value: round(float(KIND * fit.weights[BUCKETS + at]), 6) for at, kind in enumerate(KINDS)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=FOLDER / LANG / FILE, help="where the weights go")
    options = parser.parse_args()
    paths = learnt_from()
    data = made(english(paths), paths)
    options.to.write_bytes(data)
    print(f"{options.to}: {len(data)} bytes")


if __name__ == "__main__":
    main()
