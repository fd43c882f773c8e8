"""The miss finder: learns from labels, and lists what no rule tags, the likeliest first."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from claims.model import SiteKind, Status
from claims.scoring.score import GoldUnit
from claims.scoring.units import ClaimTag, Unit, UnitTags

ROOT = Path(__file__).resolve().parents[2]
MAKERS = ("Auria", "Belora", "Cendra", "Dovela", "Elmira", "Fenora", "Galia", "Hestia")


@pytest.fixture(scope="module")
def missed() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("missed", ROOT / "scripts" / "missed.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["missed"] = module
    spec.loader.exec_module(module)
    return module


def unit(id_: str, text: str) -> Unit:
    return Unit(id=id_, page=id_.split("-")[0], kind=SiteKind.BRAND, text=text, lang="en")


def labelled() -> list[GoldUnit]:
    claim = (ClaimTag("hair_growth", Status.ASSERTED, "grows"),)
    return [
        GoldUnit(one, UnitTags(one.id, claim if number == 0 else ()))
        for maker in MAKERS
        for number, text in enumerate((f"{maker} exosomes wake sleepy hair.", f"Find {maker} in shops."))
        for one in [unit(f"{maker}-{number}", text)]
    ]


def test_lists_what_the_rules_leave_and_the_labels_suggest(missed: ModuleType) -> None:
    units = [unit("new-1", "Find us in shops."), unit("new-2", "Our exosomes wake sleepy hair.")]
    said = {one.id: UnitTags(one.id) for one in units}
    found = missed.suspects(missed.Model(labelled()), units, said, {("new-2", "hair_growth")})
    ranked = sorted(found, key=lambda suspect: -suspect.probability)
    assert [(suspect.unit.id, suspect.labelled) for suspect in ranked] == [("new-2", True), ("new-1", False)]
    assert ranked[0].probability > 0.8 > 0.2 > ranked[1].probability


def test_leaves_out_what_a_rule_tags(missed: ModuleType) -> None:
    units = [unit("new-2", "Our exosomes wake sleepy hair.")]
    said = {"new-2": UnitTags("new-2", (ClaimTag("hair_growth", Status.ASSERTED, "wake"),))}
    assert missed.suspects(missed.Model(labelled()), units, said, set()) == []


def test_the_units_before_stay_within_their_page(missed: ModuleType) -> None:
    units = [unit("a-1", "One."), unit("b-1", "Two."), unit("b-2", "Three."), unit("b-3", "Four.")]
    assert missed.before(units) == ["", "", "Two.", "Two. Three."]


def test_nothing_that_reads_pages_needs_it() -> None:
    code = "import sys, monitor.cli, claims.reading, claims.scoring.ledger; print('sklearn' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "False"
