"""The quality that an edition states is the one that was measured."""

import json
from pathlib import Path

from reports.quality import measured, sentence
from reports.words import words

ROOT = Path(__file__).resolve().parents[2]
FRESH = "English, fresh pages: only scored"


def f1(right: float, found: float) -> float:
    """Both shares in one figure."""
    return 2 * right * found / (right + found)


def test_the_figures_stated_are_those_that_the_reading_is_held_to() -> None:
    floors = json.loads((ROOT / "tests/gold/floors.json").read_text(encoding="utf-8"))["floors"][FRESH]["least"]
    own = measured().english
    again = "measure again: exowatch rules score tests/gold/fresh.jsonl, and write the figures into reports/quality.yml"
    assert abs(f1(own.claims.right, own.claims.found) - floors["claims"]) <= 0.03, again
    assert abs(f1(own.sources.right, own.sources.found) - floors["sources"]) <= 0.03, again


def test_the_range_of_other_languages_is_that_of_the_documentation() -> None:
    lines = (ROOT / "docs/languages.md").read_text(encoding="utf-8").splitlines()
    fresh = [float(line.split("|")[2]) for line in lines if line.startswith("| fresh pages")]
    assert (min(fresh), max(fresh)) == (measured().experimental.claims.least, measured().experimental.claims.most)


def test_the_figures_are_told_in_words() -> None:
    assert "of 100 claims that are named 80 are right, and of 100 that are there 64 are found" in sentence(words())
