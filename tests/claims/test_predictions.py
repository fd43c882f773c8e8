"""Predicted tags: what the guide does not know is refused, with its line."""

from pathlib import Path

import pytest

from claims.errors import DataFileError
from claims.scoring.predictions import gold_of, predictions_of
from claims.scoring.score import score
from tests.tiny_pack import write_gold

GOOD = '{"id": "a-1", "claims": [{"type": "safety", "status": "asserted"}]}'


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write_gold(tmp_path / "gold.jsonl")


def test_scores_what_is_predicted_and_takes_the_rest_for_empty(gold: Path, tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    path.write_text(f"\n{GOOD}\n", encoding="utf-8")
    units = gold_of(gold)
    scores = score(units, predictions_of(path, units))
    assert scores.figure("claims") == pytest.approx(2 * 1 / (1 + 3))
    assert scores.figure("status") == 1.0
    assert scores.figure("spans") == 0.0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", r"said\.jsonl:2:2: .*one JSON object a line"),
        ('{"claims": []}', r"said\.jsonl:2:1: id: .*correct the predicted tags"),
        ('{"id": "z-1"}', "z-1: the gold file has no such id"),
        (GOOD, "a-1: the id stands twice"),
        ('{"id": "a-2", "claims": [{"type": "magic", "status": "asserted"}]}', "unknown claim type magic"),
        ('{"id": "a-2", "claims": [{"type": "safety", "status": "sure"}]}', r"claims\.0\.status"),
        ('{"id": "a-2", "sources": [{"class": "moon", "role": "stated"}]}', "unknown source class moon"),
        (
            '{"id": "a-2", "sources": [{"class": "plant", "role": "stated"}, {"class": "plant", "role": "denied"}]}',
            "two sources of the class and detail plant",
        ),
    ],
)
def test_refuses_what_the_guide_does_not_know(gold: Path, tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "said.jsonl"
    path.write_text(f"{GOOD}\n{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=says):
        predictions_of(path, gold_of(gold))


def test_refuses_gold_with_an_id_that_stands_twice(gold: Path) -> None:
    gold.write_text(gold.read_text(encoding="utf-8") * 2, encoding="utf-8")
    with pytest.raises(DataFileError, match="the id a-1 stands twice"):
        gold_of(gold)


def test_refuses_what_is_no_text(gold: Path, tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    for reader in (gold_of, lambda name: predictions_of(name, gold_of(gold))):
        with pytest.raises(DataFileError, match="is not UTF-8"):
            reader(path)
