"""Lists the units in which a claim was most likely missed, by a linear model that learns from the gold.

scripts/missed.py tests/gold/dev.jsonl tests/gold/dev-2.jsonl [--lang en] [--type hair_growth] [--most 10]
scripts/missed.py tests/gold/dev*.jsonl --units pages.jsonl

Without --units the gold's own units are listed, each judged by a model that has not seen its page; `gold` marks those
that people labelled (a miss of the rules), the others may lack a label or are worth a look. With --units the units of
a file without labels are listed: what to read first when writing rules. Needs scikit-learn (the extra `dev`); nothing
of this is used when pages are read.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from claims.rules.packs import load_library
from claims.scoring.folds import FOLDS, fold_of
from claims.scoring.ledger import account_of
from claims.scoring.predictions import gold_of
from claims.scoring.score import GoldUnit
from claims.scoring.units import Unit, UnitTags, parsed, read_units

FEWEST = 5  # labelled units that a type needs to be learnt
STRENGTH = 10.0  # how little the weights are held back
BEFORE, KIND = 0.4, 0.3  # what the units before and the kind of page weigh, beside 1 for the words


@dataclass(frozen=True, slots=True)
class Suspect:
    """A unit in which no rule gives a type that the model expects; `labelled` says whether people gave it."""

    type: str
    probability: float
    unit: Unit
    labelled: bool


class Model:
    """A logistic regression for each claim type: words 1–3, characters 2–5, the two units before, the kind of page."""

    def __init__(self, gold: Sequence[GoldUnit]) -> None:
        words: dict[str, Any] = {"sublinear_tf": True, "min_df": 1, "token_pattern": r"(?u)\b\w+\b|[%?]"}
        self._here = TfidfVectorizer(ngram_range=(1, 3), **words)
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
        self._before = TfidfVectorizer(sublinear_tf=True)
        self._kind = TfidfVectorizer()
        units = [entry.unit for entry in gold]
        rows = self._rows(units, learn=True)
        labels = [{claim.type for claim in entry.tags.claims} for entry in gold]
        counts = {type_: sum(type_ in held for held in labels) for type_ in set().union(*labels)}
        self._by_type = {
            type_: _fitted(rows, [type_ in held for held in labels])
            for type_, count in sorted(counts.items())
            if count >= FEWEST
        }

    def probabilities(self, units: Sequence[Unit]) -> dict[str, list[float]]:
        """How likely each unit holds each type."""
        rows = self._rows(units, learn=False)
        return {type_: [float(row[1]) for row in one.predict_proba(rows)] for type_, one in self._by_type.items()}

    def _rows(self, units: Sequence[Unit], *, learn: bool) -> Any:
        parts = (
            (1.0, self._here, [unit.text for unit in units]),
            (1.0, self._letters, [unit.text for unit in units]),
            (BEFORE, self._before, before(units)),
            (KIND, self._kind, [unit.kind.value for unit in units]),
        )
        made = [
            weight * (part.fit_transform(texts) if learn else part.transform(texts)) for weight, part, texts in parts
        ]
        return hstack(made).tocsr()


def _fitted(rows: Any, labels: Sequence[bool]) -> Any:
    regression = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear", tol=1e-2, random_state=0)
    return regression.fit(rows, np.array(labels))


def before(units: Sequence[Unit]) -> list[str]:
    """For each unit the text of the two that stand before it on its page."""
    return [
        " ".join(other.text for other in units[max(0, number - 2) : number] if other.page == unit.page)
        for number, unit in enumerate(units)
    ]


def suspects_of_gold(gold: Sequence[GoldUnit]) -> list[Suspect]:
    """The gold's units without a rule's tag, each judged by a model that has not seen its page."""
    found: list[Suspect] = []
    said = {tags.id: tags for tags in account_of(gold, load_library()).tags}
    for fold in range(FOLDS):
        held = [entry for entry in gold if fold_of(entry.unit.page) == fold]
        seen = [entry for entry in gold if fold_of(entry.unit.page) != fold]
        labelled = {(entry.unit.id, claim.type) for entry in held for claim in entry.tags.claims}
        found += suspects(Model(seen), [entry.unit for entry in held], said, labelled)
    return found


def suspects(
    model: Model, units: Sequence[Unit], said: dict[str, UnitTags], labelled: set[tuple[str, str]]
) -> list[Suspect]:
    """Every unit and type that no rule gives, with its probability."""
    return [
        Suspect(type_, probability, unit, (unit.id, type_) in labelled)
        for type_, column in model.probabilities(units).items()
        for unit, probability in zip(units, column, strict=True)
        if type_ not in {claim.type for claim in said[unit.id].claims}
    ]


def suspects_of_file(gold: Sequence[GoldUnit], path: Path) -> list[Suspect]:
    """The units of a file without labels that no rule tags, judged by a model that has seen all gold."""
    lines = path.read_text(encoding="utf-8").splitlines()
    said = {tags.id: tags for tags in read_units(lines, path, load_library())}
    return suspects(Model(gold), list(parsed(lines, path)), said, set())


def show(found: Sequence[Suspect], most: int) -> None:
    """The likeliest of each type, the type with the likeliest first."""
    ranked = sorted(found, key=lambda suspect: (-suspect.probability, suspect.unit.id))
    for type_ in dict.fromkeys(suspect.type for suspect in ranked):
        print(f"\n{type_}")
        for suspect in [one for one in ranked if one.type == type_][:most]:
            mark = "gold" if suspect.labelled else "    "
            print(f"  {suspect.probability:.2f} {mark} {suspect.unit.id} {suspect.unit.kind}: {suspect.unit.text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--units", type=Path, help="units without labels to look through instead")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--type", default="", help="only this type")
    parser.add_argument("--most", type=int, default=10, help="units shown of each type")
    options = parser.parse_args()
    gold = [entry for path in options.gold for entry in gold_of(path) if options.lang in {"", entry.unit.lang}]
    found = suspects_of_file(gold, options.units) if options.units else suspects_of_gold(gold)
    show([suspect for suspect in found if options.type in {"", suspect.type}], options.most)


if __name__ == "__main__":
    main()
