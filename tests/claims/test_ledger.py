"""The ledger: counted by hand on a tiny pack; on the gold, what rests on rules confirmed once."""

from pathlib import Path

import pytest

from claims.rules.packs import load_library
from claims.rules.wordings import apart
from claims.scoring.floors import load_floors, units_of
from claims.scoring.ledger import account_of, ledger_of, without
from claims.scoring.predictions import gold_of
from claims.scoring.score import score
from tests.tiny_pack import write_gold, write_pack

GOLD = Path(__file__).parents[1] / "gold"
MARGIN = 0.03  # what the floors may lose when the rules that the gold confirms once or never are switched off


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
    floors = load_floors(GOLD / "floors.json")
    for name, part in floors.floors.items():
        gold, library = units_of(part, GOLD), load_library(likeness=part.likeness)
        finds = account_of(gold, library)
        agreed = {(entry.unit.id, claim.type) for entry in gold for claim in entry.tags.claims}
        true = [rule for unit, type_, rule in finds.finds if (unit, type_) in agreed]
        rare = {rule.id for pack in library.packs for rule in pack.rules if true.count(rule.id) <= 1}
        scores = score(gold, account_of(gold, without(library, rare)).tags)
        short = {figure: least for figure, least in part.least.items() if scores.figure(figure) < least - MARGIN}
        assert not short, f"{name}: figures rest on rules that the gold confirms once: write them as constructions"
