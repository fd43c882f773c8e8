"""Measures what a linear model beside the rules would give on pages that neither has seen.

python -m scripts.blend --learn tests/gold/dev.jsonl … --weigh tests/gold/fresh.jsonl --judge tests/gold/fresh-2.jsonl

The model of scripts/missed.py learns each claim type from the words of --learn. A second regression weighs its word
against the rules' on --weigh, pages that no rule was written for, and decides on --judge: printed are the figures
of the rules alone, and of the rules with what it adds, vetoes, or both. Needs scikit-learn (the extra `dev`).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from claims.rules.packs import load_library
from claims.scoring.ledger import account_of
from claims.scoring.predictions import gold_of
from claims.scoring.score import GoldUnit
from scripts.missed import Model

LANG = "en"
SUREST, LEAST_SURE = 1 - 1e-4, 1e-4
ADDS = (0.5, 0.6, 0.7, 0.8)
VETO = 0.2


class Pages:
    """Units with their labels, the rules' tags and the model's word for each type, as rows of units and types."""

    def __init__(self, gold: Sequence[GoldUnit], model: Model, types: Sequence[str]) -> None:
        units = [entry.unit for entry in gold]
        said = {tags.id: {claim.type for claim in tags.claims} for tags in account_of(gold, load_library()).tags}
        word = model.probabilities(units)
        self.labels = np.array([[type_ in {c.type for c in entry.tags.claims} for type_ in types] for entry in gold])
        self.rules = np.array([[type_ in said[unit.id] for type_ in types] for unit in units])
        chance = np.clip(np.array([word[type_] for type_ in types]).T, LEAST_SURE, SUREST)
        self.rows = self._rows(np.log(chance / (1 - chance)), [unit.kind.sells for unit in units], units)

    def _rows(self, odds: Any, sells: list[bool], units: Sequence[Any]) -> Any:
        """What the second regression sees of each unit and type."""
        wide = np.ones(odds.shape)
        seller = np.array(sells)[:, None] * wide
        length = np.log([len(unit.text) for unit in units])[:, None] * wide
        number = self.rules.sum(1, keepdims=True) * wide
        best = odds.max(1, keepdims=True) * wide
        type_of = np.eye(odds.shape[1])[None] * np.ones((len(units), 1, 1))
        plain = np.stack([self.rules, odds, self.rules * odds, seller, self.rules * seller, number, best, length], -1)
        return np.concatenate([plain, type_of, type_of * odds[:, :, None], type_of * self.rules[:, :, None]], -1)


def figures(found: Any, labels: Any) -> str:
    """Precision, recall and F1 over units and types."""
    right, said, wanted = (found & labels).sum(), found.sum(), labels.sum()
    return f"P {right / said:.3f}  R {right / wanted:.3f}  F1 {2 * right / (said + wanted):.3f}"


def english(paths: Sequence[Path]) -> list[GoldUnit]:
    """The English units of gold files."""
    return [entry for path in paths for entry in gold_of(path) if entry.unit.lang == LANG]


def main() -> None:
    """Prints a line for the rules alone, and one for each way of blending."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("learn", "weigh", "judge"):
        parser.add_argument(f"--{name}", type=Path, nargs="+", required=True)
    given = parser.parse_args()
    learnt = english(given.learn)
    model = Model(learnt)
    types = sorted(model.probabilities([learnt[0].unit]))  # those with enough labels to be learnt
    weigh, judge = (Pages(english(paths), model, types) for paths in (given.weigh, given.judge))
    width = weigh.rows.shape[-1]
    judgement = LogisticRegression(C=1, max_iter=500).fit(weigh.rows.reshape(-1, width), weigh.labels.ravel())
    sure = judgement.predict_proba(judge.rows.reshape(-1, width))[:, 1].reshape(judge.labels.shape)
    print(f"rules alone          {figures(judge.rules, judge.labels)}")
    for least in ADDS:
        print(f"+ adds >= {least}        {figures(judge.rules | (sure >= least), judge.labels)}")
        both = (judge.rules & (sure >= VETO)) | (sure >= least)
        print(f"+ adds, vetoes < {VETO} {figures(both, judge.labels)}")
    print(f"the blend decides    {figures(sure >= 0.5, judge.labels)}")


if __name__ == "__main__":
    main()
