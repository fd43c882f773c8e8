"""Learns which materials that a line names are sources, from labelled pages, and keeps it as a table of weights.

scripts/learn_sources.py

The same pages give the same bytes. Needs scikit-learn (the extra `dev`); nothing of this is used when pages are read.
"""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from claims.likeness.table import ZERO, Head, save_table
from claims.model import Role
from claims.rules.packs import FOLDER, load_library
from claims.scoring.predictions import gold_of
from claims.scoring.score import GoldUnit
from claims.scoring.units import document_of
from claims.sources.candidates import candidates_of, searched
from claims.sources.likeness import FILE, NONE
from claims.sources.sources import about_exosomes, find_sources
from claims.sources.ties import SourceReader, source_reader
from claims.text.columns import own_columns
from claims.text.sentences import sentences_of

LANG = "en"
BITS = 16
STRENGTH = 5.0  # how little the weights are held back
GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"
OUT = FOLDER / LANG / FILE
COLUMNS = (*(role.value for role in Role), NONE)


@dataclass(frozen=True, slots=True)
class Example:
    """What is seen of one candidate, and what people say it is."""

    features: tuple[str, ...]
    label: str


def examples_of(gold: Sequence[GoldUnit], reader: SourceReader) -> Iterator[Example]:
    """Every candidate of labelled pages."""
    for _, entries in groupby(gold, key=lambda entry: entry.unit.page):
        page = list(entries)
        document = document_of([entry.unit for entry in page])
        sentences = own_columns(sentences_of(document, LANG), reader.names_exosomes)
        found = tuple(about_exosomes(sentences, document, reader))
        lines = searched(found, find_sources(sentences, document, reader, found))
        for candidate in candidates_of(lines, document.kind):
            tags = page[lines[candidate.line].sentence.block].tags.sources
            labels = [tag.role.value for tag in tags if tag.class_ == candidate.mention.class_]
            yield Example(candidate.features, labels[0] if labels else NONE)


def hashed(features: Sequence[tuple[str, ...]]) -> Any:
    """A row for each set of features, a one in each of its buckets."""
    mask = (1 << BITS) - 1
    buckets = [sorted({zlib.crc32(feature.encode()) & mask for feature in one}) for one in features]
    ends = np.cumsum([0, *(len(one) for one in buckets)])
    columns = np.array([bucket for one in buckets for bucket in one])
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(features), 1 << BITS))


def fitted(features: Sequence[tuple[str, ...]], labels: Any) -> tuple[Any, Any, Any]:
    """The weights of each column, its bias, and how rare each bucket is."""
    rows = hashed(features)
    seen = np.asarray(rows.sum(0)).ravel()
    rarity = np.log((1 + rows.shape[0]) / (1 + seen)) + 1
    weighed = rows.multiply(rarity).tocsr()
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(1)))
    weighed = weighed.multiply(1 / length).tocsr()
    models = [
        LogisticRegression(C=STRENGTH, solver="liblinear", dual=True, tol=1e-2, max_iter=300, random_state=0).fit(
            weighed, labels[:, column]
        )
        for column in range(labels.shape[1])
    ]
    weights = np.stack([model.coef_[0] for model in models], axis=1) * rarity[:, None]
    return weights, np.array([model.intercept_[0] for model in models]), rarity**2


def save(path: Path, learnt: tuple[Any, Any, Any], digest: str) -> None:
    """Keeps weights as a table, each in 255 steps between the heaviest of its column."""
    weights, biases, rarity = learnt
    scales = np.abs(weights).max(0) / (ZERO - 1)
    unit = rarity.max() / 255
    lanes = np.concatenate([np.rint(weights / scales) + ZERO, np.rint(rarity / unit)[:, None]], axis=1)
    head = Head(
        version=1,
        learnt_from=digest,
        bits=BITS,
        columns=COLUMNS,
        scales=tuple(float(f"{scale:.9g}") for scale in scales),
        biases=tuple(float(f"{bias:.9g}") for bias in biases),
        rarity=float(f"{unit:.9g}"),
    )
    save_table(path, head, lanes.astype(np.uint8).tobytes())


def learnt_from() -> list[Path]:
    """The files of labelled pages to learn from; those that are only scored are none of them."""
    return sorted([*GOLD.glob("dev*.jsonl"), *GOLD.glob("learn-*.jsonl")])


def digest_of(paths: Sequence[Path]) -> str:
    """SHA-256 of labelled pages."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def main() -> None:
    """Writes the table."""
    pack = load_library().pack(LANG)
    reader = source_reader(pack) if pack else None
    if reader is None:
        raise SystemExit(f"the pack {LANG} has no sources.yml")
    paths = learnt_from()
    gold = [entry for path in paths for entry in gold_of(path) if entry.unit.lang == LANG]
    examples = list(examples_of(gold, reader))
    labels = np.array([[example.label == column for column in COLUMNS] for example in examples])
    save(OUT, fitted([example.features for example in examples], labels), digest_of(paths))
    print(f"{len(examples)} candidates of {len(gold)} units: {OUT}, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
