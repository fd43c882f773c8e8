"""The figures of the reading on the gold never fall below what they have reached (tests/gold/floors.json)."""

import hashlib
import json
from pathlib import Path

import pytest

from claims.rules.packs import load_library
from claims.scoring.score import GoldUnit, Scores, load_gold, score
from claims.scoring.units import tags_of_page

GOLD = Path(__file__).parents[1] / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))


def scores_of(entries: list[GoldUnit], *, likeness: bool) -> Scores:
    pages: dict[str, list[GoldUnit]] = {}
    for entry in entries:
        pages.setdefault(entry.unit.page, []).append(entry)
    library = load_library(likeness=likeness)
    return score(entries, [tags for page in pages.values() for tags in tags_of_page([e.unit for e in page], library)])


@pytest.mark.parametrize("name", FLOORS["floors"])
def test_holds_its_floors(name: str) -> None:
    part = FLOORS["floors"][name]
    entries = [entry for file in part["files"] for entry in load_gold(GOLD / file)]
    chosen = [entry for entry in entries if not part["langs"] or entry.unit.lang in part["langs"]]
    scores = scores_of(chosen, likeness=part.get("likeness", False))
    short = {
        figure: round(scores.figure(figure), 3)
        for figure, least in part["least"].items()
        if scores.figure(figure) < least
    }
    assert not short, f"below the floors of {name}: mend the rules, or lower the floor with a written reason"


def test_the_floors_belong_to_this_gold() -> None:
    digests = {name: hashlib.sha256((GOLD / name).read_bytes()).hexdigest() for name in FLOORS["gold"]}
    assert digests == FLOORS["gold"], "the gold has changed: measure again, and write the new digests beside the floors"
