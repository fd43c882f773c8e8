"""Figures as on new pages: what only a page's own fifth confirms does not count there."""

from pathlib import Path

import pytest

from claims.rules.packs import load_library
from claims.scoring.folds import FOLDS, as_if_new, fold_of
from claims.scoring.predictions import gold_of
from tests.tiny_pack import write_gold, write_pack


def test_a_page_is_in_one_fifth_for_good() -> None:
    assert fold_of("a") != fold_of("b")
    assert {fold_of(f"page-{number}") for number in range(50)} == set(range(FOLDS))


def test_a_wording_counts_where_another_fifth_confirms_it(tmp_path: Path) -> None:
    gold = gold_of(write_gold(tmp_path / "gold.jsonl"))
    scores = as_if_new(gold, load_library(write_pack(tmp_path / "packs")))
    # On page a, "safe" is confirmed by that page alone, "gentle" by page b; on page b, "gentle" by that page alone.
    assert scores.figure("claims") == pytest.approx(0.0)
    assert [type_.wanted for type_ in scores.types] == [3]
    assert ("a-4", "safety") in scores.invented
    assert ("b-1", "safety") in scores.missed
