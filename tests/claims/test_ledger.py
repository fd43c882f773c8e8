"""The ledger: counted by hand on a tiny pack; on the gold, what rests on rules confirmed once."""

from pathlib import Path

import pytest

from claims.rules.packs import load_library
from claims.rules.wordings import apart
from claims.scoring.floors import MARGIN, load_floors, measured
from claims.scoring.ledger import ledger_of
from claims.scoring.predictions import gold_of
from tests.tiny_pack import write_gold, write_pack

GOLD = Path(__file__).parents[1] / "gold"


def test_counts_hits_and_those_that_people_agree_with(tmp_path: Path) -> None:
    ledger = ledger_of(gold_of(write_gold(tmp_path / "gold.jsonl")), load_library(write_pack(tmp_path)))
    counts = [(tally.rule, tally.hits, tally.true, tally.precision, tally.rare) for tally in ledger.tallies]
    assert counts == [("xx.safety.safe", 4, 3, 0.75, False), ("xx.safety.mild", 1, 0, 0.0, True)]
    assert ledger.scores.figure("claims") == pytest.approx(2 * 3 / (3 + 5))
    assert ledger.without_rare.figure("claims") == pytest.approx(2 * 3 / (3 + 4))


def test_shows_which_wordings_rest_on_one_sentence(tmp_path: Path) -> None:
    ledger = ledger_of(gold_of(write_gold(tmp_path / "gold.jsonl")), apart(load_library(write_pack(tmp_path))))
    by_words = {tally.words: (tally.hits, tally.true, tally.rare) for tally in ledger.tallies}
    assert by_words[("safe",)] == (2, 2, False)
    assert by_words[("gentle",)] == (2, 1, True)
    assert by_words[("sure",)] == (0, 0, True)
    assert ledger.without_rare.figure("claims") == pytest.approx(2 * 2 / (3 + 3))


def test_the_floors_less_a_margin_hold_without_rare_rules() -> None:
    short = [
        f"{one.figure} of {one.part}: {one.without_rare:.3f}"
        for one in measured(load_floors(GOLD / "floors.json"), GOLD)
        if one.without_rare < one.least - MARGIN
    ]
    assert not short, f"figures rest on rules that the gold confirms once: write them as constructions: {short}"
