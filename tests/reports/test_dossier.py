"""The dossier of a site: every claim with its life line, what proves it, and nothing of another site."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner

from claims.model import Level, SiteKind
from db.errors import NotStored
from db.model import Site
from db.queries import Reader
from db.verdicts import Verdict
from monitor.cli import main
from reports.blocks import Chart, EditionView, Section, Table
from reports.case import Case
from reports.digest import render
from reports.dossier import dossier, file_name, view
from reports.material import Material
from tests.db.world import SHOP, START, WEEK, Leaf, Says, World, product
from tests.reports.build import NOW
from tests.reports.test_hostile import HOSTILE, poisoned
from tests.reports.week import rich_week

APPROVED = Path(__file__).parent / "approved" / "dossier.html"
SITE = Site("Lumen Vale Clinic", "https://lumenvale.example/", SiteKind.CLINIC, "GB", ("UK",), ("london",))
GROWS = Says("Regrows hair in weeks.", level=Level.CRITICAL)
HEALS = Says("Heals scars.", type="wound_scar")


def case(material: Material) -> Case:
    """A case of all that happens in a week."""
    return Case(SITE, material, material.changes, material.claims, NOW)


def section(made: EditionView, anchor: str) -> Section:
    """A part of a dossier."""
    return next(each for each in made.sections if each.anchor == anchor)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A shop over three weeks: a claim went, a letter was sent about another, a product came."""
    world = World(tmp_path / "exowatch.db")
    world.visit(START, serum=Leaf((GROWS, HEALS)))
    world.visit(START + WEEK, serum=Leaf((GROWS,), (product("/serum"),)))
    claim = next(claim.id for claim in world.claims() if claim.quote == GROWS.text)
    world.store.judge([claim], Verdict.LETTER_SENT, "Ada", START + WEEK + timedelta(hours=3), "case 4")
    world.visit(START + 2 * WEEK, serum=Leaf((GROWS,), (product("/serum", "59.00"),)))
    world.store.close()
    return world.path


def test_a_single_claim_is_counted_as_one(rich: Material) -> None:
    made = view(replace(case(rich), claims=rich.claims[:1]))
    assert (made.numbers[0].value, made.numbers[0].label) == ("1", "claim that stands")


def test_the_page_is_the_approved_one(rich: Material) -> None:
    page = render(view(case(rich)))
    if os.environ.get("APPROVE"):
        APPROVED.write_text(page, encoding="utf-8", newline="\n")
    assert page == APPROVED.read_text(encoding="utf-8"), "APPROVE=1 python -m pytest tests/reports/test_dossier.py"
    html5lib.HTMLParser(strict=True).parse(page)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    page = render(view(case(poisoned(rich_week(), text))))
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<script" not in page
    assert "<img" not in page


def test_every_claim_has_its_life_line_and_its_proof(store: Path) -> None:
    with Reader.open(store) as reader:
        made = dossier(reader, SHOP.name, START + 3 * WEEK)
    assert made.title == "Lumen Shop: 1 claim stands"
    (chart,) = [block for block in section(made, "claims").blocks if isinstance(block, Chart)]
    assert [label.text for label in chart.labels if label.role == "line"] == [GROWS.text, HEALS.text]
    stands, unseen, went = chart.boxes
    assert (stands.role, unseen.role, went.role) == ("stands", "unseen", "low")
    assert stands.width > went.width
    assert unseen.x == round(stands.x + stands.width, 1)
    (table,) = [block for block in section(made, "claims").blocks if isinstance(block, Table)]
    assert "gone" in repr(table.rows[1])
    assert "still up" in repr(section(made, "follow-up")).lower()
    assert "Night Cream" in repr(section(made, "products"))
    assert "Price changed" in repr(section(made, "changed"))
    assert "a.warc.gz" in repr(section(made, "copies"))


def test_a_site_that_is_not_stored_is_refused(store: Path) -> None:
    with Reader.open(store) as reader, pytest.raises(NotStored, match="no site named Nobody is stored"):
        dossier(reader, "Nobody", NOW)


def test_the_command_writes_a_page_and_says_where(store: Path) -> None:
    home = store.parent
    run = CliRunner()
    assert run.invoke(main, ["--home", str(home), "init"]).exit_code == 0
    done = run.invoke(main, ["--home", str(home), "dossier", SHOP.name])
    assert done.exit_code == 0, done.output
    path = Path(done.output.removeprefix("dossier: ").strip())
    assert path.parent == home / "digests" / "dossiers"
    assert GROWS.text in path.read_text(encoding="utf-8")
    again = path.read_bytes()
    at = ["--at", "2026-05-01T00:00:00Z"]
    run.invoke(main, ["--home", str(home), "dossier", SHOP.name, *at])
    first = path.read_bytes()
    run.invoke(main, ["--home", str(home), "dossier", SHOP.name, *at])
    assert path.read_bytes() == first != again


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "..", "Ünïcode Shop", "x" * 500, ""])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    made = file_name(name, "en")
    assert made.endswith(".html")
    assert Path(made).name == made
    assert not made.startswith(".")
    assert len(made) < 100
