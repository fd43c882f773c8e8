"""The scorer: each figure on a page small enough to count by hand."""

from pathlib import Path

import pytest

from claims.errors import DataFileError
from claims.model import Role, SiteKind, Status
from claims.scoring.score import GoldUnit, load_gold, score
from claims.scoring.units import ClaimTag, SourceTag, Unit, UnitTags

GOLD = Path(__file__).parents[1] / "gold"


def gold(id_: str, text: str, kind: SiteKind, *claims: ClaimTag, sources: tuple[SourceTag, ...] = ()) -> GoldUnit:
    unit = Unit(id=id_, page=id_.split("-")[0], kind=kind, text=text, lang="en")
    return GoldUnit(unit, UnitTags(id_, claims, sources))


def claim(type_: str, span: str, status: Status = Status.ASSERTED) -> ClaimTag:
    return ClaimTag(type_, status, span)


ROSE = SourceTag("plant", "rose", Role.STATED, "rose")
UNITS = (
    gold("a-1", "It calms and firms.", SiteKind.BRAND, claim("safety", "calms"), claim("potency", "firms")),
    gold("a-2", "From rose.", SiteKind.BRAND, sources=(ROSE,)),
    gold("b-1", "They say it heals.", SiteKind.PRESS, claim("wound_scar", "heals", Status.ATTRIBUTED)),
    gold("b-2", "Nothing here.", SiteKind.PRESS),
)
SAID = (
    UnitTags("a-1", (claim("safety", "It calms"), claim("endorsement", "firms"))),
    UnitTags("a-2", sources=(SourceTag("plant", "apple", Role.GENERAL, "rose"),)),
    UnitTags("b-1", (claim("wound_scar", "They"),)),
    UnitTags("b-2", (claim("safety", "Nothing", Status.NEGATED),)),
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("claims", 2 * 2 / (3 + 4)),
        ("in_force", 2 * 2 / (3 + 3)),
        ("status", 1 / 2),
        ("spans", 1 / 2),
        ("sources", 1.0),
        ("source_details", 0.0),
        ("roles", 0.0),
        ("page_sources", 0.0),
        ("page_stated", 0.0),
        ("routes", 1.0),
        ("quiet", 1 / 2),
        ("quiet_readers", 1.0),
    ],
)
def test_counts(name: str, value: float) -> None:
    assert score(UNITS, SAID).figure(name) == pytest.approx(value)


def test_the_gold_agrees_with_itself() -> None:
    entries = load_gold(GOLD / "dev.jsonl")
    figures = score(entries, (entry.tags for entry in entries)).figures
    assert {figure.name: figure.value for figure in figures} == {figure.name: 1.0 for figure in figures}


def test_names_what_was_missed_and_invented() -> None:
    scores = score(UNITS, SAID)
    assert scores.missed == (("a-1", "potency"),)
    assert scores.invented == (("a-1", "endorsement"), ("b-2", "safety"))


def test_a_broken_gold_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('\n{"id": "a-1", "page": "a", "kind": "brand", "text": "t", "claims": [{"type": "safety"}]}\n')
    with pytest.raises(DataFileError, match=r"gold\.jsonl:2:1: .*correct the tags of the unit a-1"):
        load_gold(path)
