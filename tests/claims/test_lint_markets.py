"""The market files are sound, and what is wrong with them is told with its place and a remedy."""

import shutil
from pathlib import Path

import pytest

from claims.law.lint_markets import lint_markets
from claims.law.markets import FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the market files that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "markets"))


def spoil(path: Path, old: str, new: str) -> None:
    """Change the first place where some words stand."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_files_that_come_with_the_program_are_sound() -> None:
    assert lint_markets(FOLDER) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("uk.yml", "id: fun-uk-hair", "id: fun-uk-collagen", "rule fun-uk-collagen stands in uk.yml already"),
        ("uk.yml", "- id: uk-cpr-2", "- id: eu-cpr-2-2", "provision eu-cpr-2-2 stands in eu.yml already"),
        ("uk.yml", "claim_types: [hair_growth]", "claim_types: [hare_growth]", "no claim type is named hare_growth"),
        ("uk.yml", "source_classes: [human]", "source_classes: [humane]", "no source class is named humane"),
        ("uk.yml", "routes: [injection,", "routes: [injektion,", "no route is named injektion"),
        ("uk.yml", "provisions: [uk-cpr-human,", "provisions: [uk-cpr-humane,", "no provision is named uk-cpr-humane"),
        ("uk.yml", "markets: [UK]", "markets: [US]", "is no rule of UK: move it"),
        ("uk.yml", "phrases: [autologous]", "phrases: [autologic]", "no phrase is named autologic"),
        ("uk.yml", "hedged_level: medium", "hedged_level: critical", "weighs more than an asserted one: lower it"),
        ("uk.yml", "Hair regrowth", "Illegal hair regrowth", "'Illegal' passes judgement"),
        ("uk.yml", "market: UK", "market: GB", "name the file gb.yml"),
        ("uk.yml", "address: https://", "address: www.", "is no web address"),
        ("shared/phrases.yml", r"'\bautologous\b'", r"'(?<!x)autologous'", "no lookaround"),
        ("shared/phrases.yml", "name: gene-words", "name: jean-words", "no rule asks for jean-words"),
        ("shared/countries.yml", "codes: [KR]", "codes: [KR, DE]", "country DE stands in countries.yml already"),
        ("shared/countries.yml", "markets: [KR]", "markets: [KP]", "no market is named KP"),
        ("shared/terms.yml", "nature: context", "nature: prohibited", "context is not told"),
    ],
)
def test_each_slip_is_told_with_its_place(folder: Path, file: str, old: str, new: str, complaint: str) -> None:
    spoil(folder / file, old, new)
    complaints = lint_markets(folder)
    found = [line for line in complaints if complaint in line]
    assert found, complaints
    place = found[0].removeprefix(str(folder)).split(":")
    assert place[1].isdigit()
    assert place[2].isdigit()
    assert "/" + file == place[0] or "phrase" in complaint


def test_every_file_that_cannot_be_read_is_told(folder: Path) -> None:
    spoil(folder / "uk.yml", "level: critical", "level: dire")
    spoil(folder / "us.yml", "nature: needs_authorisation", "nature: [")
    complaints = "\n".join(lint_markets(folder))
    assert "uk.yml:" in complaints
    assert "us.yml:" in complaints
    assert "use one of the words listed" in complaints
