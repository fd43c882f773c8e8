"""The gate: floors that rise with the reading, and fall only with a reason that is kept."""

import json
from datetime import date
from pathlib import Path

import pytest

from claims.errors import DataFileError
from claims.scoring.floors import FloorLowered, Floors, Standing, drifted, load_floors, measured, renewed, to_json
from tests.tiny_pack import write_gold, write_pack

DAY = date(2026, 3, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of floors beside its gold, measured on another gold."""
    write_gold(tmp_path / "gold.jsonl")
    part = {"files": ["gold.jsonl"], "langs": ["xx"], "least": {"claims": 0.7, "quiet": 0.3}}
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"gold": {"gold.jsonl": "0" * 64}, "floors": {"all": part}}), encoding="utf-8")
    return floors


@pytest.fixture
def standings(path: Path, tmp_path: Path) -> tuple[Standing, ...]:
    """What is measured: claims 3 of 5 found for 3, quiet 1 of 3."""
    return measured(load_floors(path), tmp_path, write_pack(tmp_path / "packs"))


def test_measures_each_figure_that_has_a_floor(standings: tuple[Standing, ...]) -> None:
    assert [(one.figure, round(one.value, 3), round(one.without_rare, 3), one.short) for one in standings] == [
        ("claims", 0.75, 0.857, False),
        ("quiet", 0.333, 0.667, False),
    ]


def test_sees_that_the_gold_has_changed(path: Path, standings: tuple[Standing, ...]) -> None:
    floors = load_floors(path)
    assert drifted(floors, path.parent) == ("gold.jsonl",)
    assert drifted(renewed(floors, standings, path.parent, DAY, ""), path.parent) == ()


def test_raises_floors_to_what_is_measured(path: Path, standings: tuple[Standing, ...]) -> None:
    fresh = renewed(load_floors(path), standings, path.parent, DAY, "")
    assert fresh.floors["all"].least == {"claims": 0.75, "quiet": 0.33}
    assert fresh.history == ()


def test_raises_no_floor_above_what_holds_without_rare_rules(path: Path) -> None:
    rare = (Standing("all", "claims", 0.8, 0.715, 0.7), Standing("all", "quiet", 0.309, 0.309, 0.305))
    assert [one.rests_on_rare for one in rare] == [True, False]
    fresh = renewed(load_floors(path), rare, path.parent, DAY, "")
    assert fresh.floors["all"].least == {"claims": 0.74, "quiet": 0.305}
    assert fresh.history == ()


def test_a_floor_that_only_rare_rules_hold_is_short(path: Path) -> None:
    rare = Standing("all", "claims", 0.8, 0.665, 0.7)
    assert rare.short
    with pytest.raises(FloorLowered, match=r"claims of all 0\.7 to 0\.69"):
        renewed(load_floors(path), (rare,), path.parent, DAY, "")


def test_lowers_none_without_a_reason_and_keeps_the_reason(path: Path) -> None:
    floors = load_floors(path)
    fallen = (Standing("all", "claims", 0.659, 0.65, 0.7), Standing("all", "quiet", 0.309, 0.309, 0.305))
    with pytest.raises(FloorLowered, match=r"claims of all 0\.7 to 0\.65: mend the rules, or give a --reason"):
        renewed(floors, fallen, path.parent, DAY, "  ")
    fresh = renewed(floors, fallen, path.parent, DAY, "The labels were mended.")
    assert fresh.floors["all"].least == {"claims": 0.65, "quiet": 0.305}
    assert [(fall.figure, fall.before, fall.after, fall.reason) for fall in fresh.history] == [
        ("claims", 0.7, 0.65, "The labels were mended.")
    ]


def test_is_read_back_as_it_was_written(path: Path, standings: tuple[Standing, ...]) -> None:
    fallen = (Standing("all", "claims", 0.6, 0.6, 0.7), standings[1])
    fresh: Floors = renewed(load_floors(path), fallen, path.parent, DAY, "Fewer rules.")
    path.write_text(to_json(fresh), encoding="utf-8")
    assert load_floors(path) == fresh


def test_a_broken_file_is_told_with_its_place(path: Path) -> None:
    path.write_text('{"gold": {},\n "floors": {"all": {"files": [], "langs": []}}}', encoding="utf-8")
    with pytest.raises(DataFileError, match=r"floors\.json:2:\d+: floors\.all\.least: .*add it"):
        load_floors(path)
