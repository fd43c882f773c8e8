"""Learns which materials that a line names are sources, from labelled pages, in two stages.

scripts/learn_sources.py              makes claims/packs/en/sources.table and sources.trees
scripts/learn_sources.py --measure    figures of the rules, and of both, on a fourth of the new pages that neither stage
                                      has seen

The table weighs the words of a line; the trees weigh what all lines of a page look like together, learnt from new pages
that the table had not seen when it was asked about them. The same pages give the same bytes. Needs scikit-learn and
LightGBM (the extra `dev`); nothing of them is used when pages are read.
"""

import argparse
import hashlib
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import lightgbm
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from claims.likeness import table, trees
from claims.likeness.table import ZERO, load_table, save_table
from claims.likeness.trees import Trees, save_trees
from claims.model import Role
from claims.rules.packs import FOLDER, Library, load_library
from claims.scoring.ledger import account_of
from claims.scoring.predictions import gold_of
from claims.scoring.score import GoldUnit, score
from claims.scoring.units import document_of
from claims.sources.candidates import Candidate, Searched, candidates_of, searched
from claims.sources.likeness import FILE, NONE, TREES
from claims.sources.sources import about_exosomes, find_sources
from claims.sources.surroundings import MARKS, Around, around, marks_of
from claims.sources.ties import SourceReader, source_reader
from claims.text.columns import own_columns
from claims.text.sentences import sentences_of

LANG = "en"
VERSION = 2
BITS = 17
STRENGTH = 5.0  # how little the weights are held back
FOLDS = 4  # parts of the pages, each judged by a table that has not seen it
NEW = "learn-"  # pages that no rule was written on
FOR_CLAIMS = "learn-long-*.jsonl"  # with them a source's role falls (docs/decisions/0003)
TWINS, WEIGHT = "learn-twin-", 6.0  # pages most like those to be read, and what each counts
OFTEN = 25  # finds of a rule in new pages from which on it is judged
ROUNDS = 100
GROWTH = {
    "objective": "multiclass",
    "num_leaves": 8,
    "learning_rate": 0.1,
    "min_data_in_leaf": 20,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "deterministic": True,
    "force_col_wise": True,
    "verbose": -1,
    "seed": 0,
}
DIGITS = 5
GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"
COLUMNS = (*(role.value for role in Role), NONE)


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """The candidates of a labelled page, what it is, and what people say each of them is."""

    name: str
    candidates: tuple[Candidate, ...]
    around: Around
    labels: tuple[str, ...]
    cues: tuple[str | None, ...]


def pages_of(gold: Sequence[GoldUnit], reader: SourceReader) -> Iterator[LabelledPage]:
    """Every labelled page on which a material is named."""
    for name, entries in groupby(gold, key=lambda entry: entry.unit.page):
        page = list(entries)
        document = document_of([entry.unit for entry in page])
        sentences = own_columns(sentences_of(document, LANG), reader.names_exosomes)
        found = tuple(about_exosomes(sentences, document, reader))
        lines = searched(found, find_sources(sentences, document, reader, found))
        candidates = tuple(candidates_of(lines, document.kind))
        labels = tuple(_label(one, page[lines[one.line].sentence.block]) for one in candidates)
        if candidates:
            cues = tuple(_cue(one, lines[one.line]) for one in candidates)
            yield LabelledPage(name, candidates, around(lines, document.kind), labels, cues)


def _cue(candidate: Candidate, line: Searched) -> str | None:
    """The rule that gives a candidate its role: empty where it has one for want of any, None where it has none."""
    return next((one.why.cue for one in line.sources if one.class_ == candidate.mention.class_), None)


def _label(candidate: Candidate, entry: GoldUnit) -> str:
    roles = (tag.role.value for tag in entry.tags.sources if tag.class_ == candidate.mention.class_)
    return next(roles, NONE)


def hashed(features: Sequence[tuple[str, ...]]) -> Any:
    """A row for each set of features, a one in each of its buckets."""
    mask = (1 << BITS) - 1
    buckets = [sorted({zlib.crc32(feature.encode()) & mask for feature in one}) for one in features]
    ends = np.cumsum([0, *(len(one) for one in buckets)])
    columns = np.array([bucket for one in buckets for bucket in one])
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(features), 1 << BITS))


def fitted(
    features: Sequence[tuple[str, ...]],
    labels: Any,
    strength: float = STRENGTH,
    counts: Any = None,
) -> tuple[Any, Any, Any]:
    """The weights of each column, its bias, and how rare each bucket is; `counts` says what each row counts."""
    rows = hashed(features)
    seen = np.asarray(rows.sum(0)).ravel()
    rarity = np.log((1 + rows.shape[0]) / (1 + seen)) + 1
    weighed = rows.multiply(rarity).tocsr()
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(1)))
    weighed = weighed.multiply(1 / length).tocsr()
    models = [
        LogisticRegression(C=strength, solver="liblinear", dual=True, tol=1e-2, max_iter=300, random_state=0).fit(
            weighed, labels[:, column], counts
        )
        for column in range(labels.shape[1])
    ]
    weights = np.stack([model.coef_[0] for model in models], axis=1) * rarity[:, None]
    return weights, np.array([model.intercept_[0] for model in models]), rarity**2


def save(
    path: Path,
    learnt: tuple[Any, Any, Any],
    digest: str,
    columns: tuple[str, ...] = COLUMNS,
    version: int = VERSION,
) -> None:
    """Keeps weights as a table, each in 255 steps between the heaviest of its column."""
    weights, biases, rarity = learnt
    scales = np.abs(weights).max(0) / (ZERO - 1)
    unit = rarity.max() / 255
    lanes = np.concatenate([np.rint(weights / scales) + ZERO, np.rint(rarity / unit)[:, None]], axis=1)
    head = table.Head(
        version=version,
        learnt_from=digest,
        bits=BITS,
        columns=columns,
        scales=tuple(float(f"{scale:.9g}") for scale in scales),
        biases=tuple(float(f"{bias:.9g}") for bias in biases),
        rarity=float(f"{unit:.9g}"),
    )
    save_table(path, head, lanes.astype(np.uint8).tobytes())


def table_of(pages: Sequence[LabelledPage], path: Path, digest: str) -> None:
    """Learns the first stage from pages and keeps it."""
    features = [candidate.features for page in pages for candidate in page.candidates]
    labels = np.array([[label == column for column in COLUMNS] for page in pages for label in page.labels])
    counts = np.array([_count(page) for page in pages for _ in page.candidates])
    save(path, fitted(features, labels, counts=counts), digest)


def trees_of(pages: Sequence[LabelledPage], folder: Path, digest: str) -> Trees:
    """The second stage, learnt from the new pages, each as a table sees it that has not seen it."""
    parts = [zlib.crc32(page.name.encode()) % FOLDS for page in pages]
    rows: list[tuple[float, ...]] = []
    labels: list[int] = []
    counts: list[float] = []
    for fold in range(FOLDS):
        path = folder / f"{FILE}.{fold}"
        table_of([page for page, part in zip(pages, parts, strict=True) if part != fold or not _is_new(page)], path, "")
        first = load_table(path)
        for page, part in zip(pages, parts, strict=True):
            if part == fold and _is_new(page):
                shares = [first.probabilities(candidate.features) for candidate in page.candidates]
                rows += marks_of(page.candidates, shares, page.around)
                labels += [COLUMNS.index(label) for label in page.labels]
                counts += [_count(page)] * len(page.labels)
    return grown(np.array(rows, dtype=float), np.array(labels), np.array(counts), judged(pages), digest)


def judged(pages: Sequence[LabelledPage]) -> tuple[str, ...]:
    """The rules whose finds new pages hold often enough."""
    times = Counter(cue for page in pages if _is_new(page) for cue in page.cues if cue is not None)
    return tuple(sorted(cue for cue, many in times.items() if many >= OFTEN))


def _count(page: LabelledPage) -> float:
    return WEIGHT if page.name.startswith(TWINS) else 1.0


def _is_new(page: LabelledPage) -> bool:
    return page.name.startswith(NEW)


def grown(rows: Any, labels: Any, counts: Any, rules: tuple[str, ...], digest: str) -> Trees:
    """Trees that tell the labels by the rows; `counts` says what each row counts."""
    growth = {**GROWTH, "num_class": len(COLUMNS)}
    booster = lightgbm.train(growth, lightgbm.Dataset(rows, labels, weight=counts), ROUNDS)
    grown_: list[list[trees.Tree]] = [[] for _ in COLUMNS]
    for number, tree in enumerate(booster.dump_model()["tree_info"]):
        nodes: list[trees.Node] = []
        _flat(tree["tree_structure"], nodes)
        grown_[number % len(COLUMNS)].append(tuple(nodes))
    head = trees.Head(VERSION, digest, MARKS, COLUMNS, rules)
    return Trees(head, tuple(tuple(column) for column in grown_))


def _flat(node: Any, nodes: list[trees.Node]) -> int:
    """Puts a node and all below it at the end of the nodes; its place there."""
    place = len(nodes)
    if "leaf_value" in node:
        nodes.append((round(float(node["leaf_value"]), DIGITS),))
        return place
    nodes.append((0.0,))
    left, right = _flat(node["left_child"], nodes), _flat(node["right_child"], nodes)
    nodes[place] = (int(node["split_feature"]), float(f"{node['threshold']:.6g}"), left, right)
    return place


def learnt_from() -> list[Path]:
    """The files of labelled pages to learn from: none that is only scored, none whose labels are for claims alone."""
    return sorted({*GOLD.glob("dev*.jsonl"), *GOLD.glob("learn-*.jsonl")} - {*GOLD.glob(FOR_CLAIMS)})


def digest_of(paths: Sequence[Path]) -> str:
    """SHA-256 of labelled pages."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def make(pages: Sequence[LabelledPage], folder: Path, digest: str) -> None:
    """Learns both stages from pages and keeps them in a folder."""
    table_of(pages, folder / FILE, digest)
    with TemporaryDirectory() as scratch:
        save_trees(folder / TREES, trees_of(pages, Path(scratch), digest))


def measured(gold: Sequence[GoldUnit], pages: Sequence[LabelledPage]) -> None:
    """Prints how rules, and rules and both stages, read the new pages of one fourth that neither has seen."""
    pack = load_library().pack(LANG)
    assert pack is not None  # noqa: S101 - the pack is the project's own
    with TemporaryDirectory() as folder:
        copytree(pack.folder, folder, dirs_exist_ok=True)
        make([page for page in pages if zlib.crc32(page.name.encode()) % FOLDS], Path(folder), "")
        held = [
            entry
            for entry in gold
            if entry.unit.page.startswith(NEW) and not zlib.crc32(entry.unit.page.encode()) % FOLDS
        ]
        beside = replace(pack, folder=Path(folder))
        for name, likeness in (("rules", False), ("both", True)):
            scores = score(held, account_of(held, Library((beside,), likeness=likeness)).tags)
            print(name, *(f"{figure.name} {figure.value:.3f} {figure.detail}" for figure in scores.figures), sep="\n  ")


def main() -> None:
    """Writes both files, or measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="measure on pages held out, and write nothing")
    options = parser.parse_args()
    pack = load_library().pack(LANG)
    reader = source_reader(pack) if pack else None
    if reader is None:
        raise SystemExit(f"the pack {LANG} has no sources.yml")
    paths = learnt_from()
    gold = [entry for path in paths for entry in gold_of(path) if entry.unit.lang == LANG]
    pages = list(pages_of(gold, reader))
    if options.measure:
        measured(gold, pages)
        return
    make(pages, FOLDER / LANG, digest_of(paths))
    for name in (FILE, TREES):
        print(f"{FOLDER / LANG / name}: {(FOLDER / LANG / name).stat().st_size} bytes")


if __name__ == "__main__":
    main()
