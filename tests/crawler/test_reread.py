"""Captures of a real crawl read again: nothing moves by itself, and what a rule moves is technical."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from claims.rules.packs import FOLDER
from crawler.reread import Reread, Rereading, basis_of, reread
from db.model import Site
from db.queries import Reader
from db.store import Store
from tests.crawler.crawling import NOW, visit
from tests.loopback import Loopback, page

LATER = NOW + timedelta(days=1)
COPY = "Our exosome serum is made of human umbilical cord stem cells. Exosomes regrow hair in four weeks."


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A clinic that has been crawled once; its server is gone."""
    front = page("/a", "/b", copy="Exosomes at our clinic.")
    with Loopback({"/": front, "/a": page(copy=COPY), "/b": page()}) as server:
        clinic = server.site()
        visit(tmp_path, clinic)
    return clinic


@pytest.fixture(scope="module")
def changed_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English pack without its rules for hair."""
    folder = tmp_path_factory.mktemp("packs")
    shutil.copytree(FOLDER / "en", folder / "en")
    for shared in FOLDER.glob("*.yml"):
        shutil.copy(shared, folder)
    (folder / "en" / "claims" / "hair_growth.yml").unlink()
    return folder


def again(folder: Path, site: Site, **more: object) -> Reread:
    """Read what a crawl left in a folder again."""
    with Store.open(folder / "exowatch.db", now=LATER) as store:
        return reread(store, Rereading([site], folder, LATER, **more))  # type: ignore[arg-type]


def test_the_same_rules_move_nothing(tmp_path: Path, site: Site) -> None:
    result = again(tmp_path, site)
    assert (result.pages, result.moved, result.incidents) == (3, 0, [])


def test_a_changed_rule_moves_only_technically(tmp_path: Path, site: Site, changed_packs: Path) -> None:
    gone = again(tmp_path, site, packs=changed_packs)
    assert gone.moved
    with Reader.open(tmp_path / "exowatch.db") as reader:
        moved = reader.changes(run=gone.run)
        assert "hair_growth" in {change.type for change in moved if change.kind == "gone"}
        assert all(change.technical for change in moved)
        assert "hair_growth" not in {claim.type for claim in reader.claims()}
        assert reader.period_total(LATER - timedelta(hours=1), LATER + timedelta(hours=1)).news == 0
    back = again(tmp_path, site)
    with Reader.open(tmp_path / "exowatch.db") as reader:
        moved = reader.changes(run=back.run)
        assert "returned" in {change.kind for change in moved}
        assert all(change.technical for change in moved)
        assert "hair_growth" in {claim.type for claim in reader.claims()}


def test_a_damaged_archive_is_an_incident_and_moves_nothing(tmp_path: Path, site: Site, changed_packs: Path) -> None:
    (warc,) = (tmp_path / "captures").rglob("*.warc.gz")
    warc.write_bytes(warc.read_bytes()[:300])
    result = again(tmp_path, site, packs=changed_packs)
    assert (result.pages, result.moved) == (0, 0)
    assert len(result.incidents) == 3
    assert "restore the file" in result.incidents[0].cause


def test_the_basis_moves_with_the_rules(changed_packs: Path) -> None:
    assert basis_of() == basis_of()
    assert basis_of() != basis_of(changed_packs)
