"""The quality that an edition states is the one that was measured."""

import json
from pathlib import Path

from reports.quality import measured, sentence
from reports.words import words
from scripts.quality import renewed, rounded

ROOT = Path(__file__).resolve().parents[2]
HELPED = "English, twins of true pages by other hands, with the learned helper: only scored"
LANGUAGES = ("German", "Spanish", "French", "Italian", "Japanese", "Korean", "Portuguese", "Turkish")


def f1(right: float, found: float) -> float:
    """Both shares in one figure."""
    return 2 * right * found / (right + found)


def test_the_figures_stated_are_those_that_the_reading_is_held_to() -> None:
    floors = json.loads((ROOT / "tests/gold/floors.json").read_text(encoding="utf-8"))["floors"]
    claims, sources = floors[HELPED]["least"]["claims"], floors[HELPED]["least"]["sources"]
    own = measured().english
    again = "measure again: python -m scripts.quality writes the figures into reports/quality.yml"
    assert abs(f1(own.claims.right, own.claims.found) - claims) <= 0.03, again
    assert abs(f1(own.sources.right, own.sources.found) - sources) <= 0.03, again


def test_the_range_of_other_languages_is_that_of_the_documentation() -> None:
    lines = (ROOT / "docs/languages.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[1:3] for line in lines if line.startswith(tuple(f"| {name} |" for name in LANGUAGES))]
    fresh = [float(figures.split("→")[1]) for _, figures in rows]
    assert len(fresh) == len(LANGUAGES)
    assert (min(fresh), max(fresh)) == (measured().experimental.claims.least, measured().experimental.claims.most)


def test_the_figures_are_told_in_words() -> None:
    claims = measured().english.claims
    right, found = round(100 * claims.right), round(100 * claims.found)
    said = f"of 100 claims that are named {right} are right, and of 100 that are there {found} are found"
    assert said in sentence(words())


def test_each_figure_is_a_share_of_100_and_says_of_what() -> None:
    others = measured().experimental.claims
    told = sentence(words())
    assert f"(F1) are {round(100 * others.least)} to {round(100 * others.most)} of 100 for claims" in told
    assert "0." not in told


def test_figures_are_renewed_and_all_else_stays() -> None:
    before = (ROOT / "reports/quality.yml").read_text(encoding="utf-8")
    after = renewed(before, 321, {"claims": ("0.11", "0.22"), "sources": ("0.33", "0.44")}, "2031-01-02")
    assert "measured: 2031-01-02\n" in after
    assert "  sentences: 321\n" in after
    assert "  claims: {right: 0.11, found: 0.22}\n  sources: {right: 0.33, found: 0.44}\n" in after
    assert [len(text.splitlines()) for text in (before, after)] == [10, 10]
    assert after.splitlines()[-2:] == before.splitlines()[-2:]


def test_shares_are_rounded_as_they_are_printed() -> None:
    assert rounded("P 0.798  R 0.665  n 415") == ("0.80", "0.66")
