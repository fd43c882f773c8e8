"""Captures of a real crawl read again: nothing moves by itself, and what a rule moves is technical."""

import os
import shutil
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from claims.model import SiteKind
from claims.rules.packs import FOLDER
from crawler import readagain, rereaders
from crawler import reread as rereading
from crawler.again import Batch, Outcome
from crawler.extract import basis
from crawler.readagain import read_batch
from crawler.reread import Reread, Rereading, basis_of, reread
from db.kept import StoredPage
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


def made_anew(folder: Path, site: Site) -> int:
    """How many of the documents that are kept a re-reading would not take."""
    with Store.open(folder / "exowatch.db", now=LATER) as store:
        pages = store.to_reread(-1, [site.name])
        kept = store.kept_documents(pages)
    batch = Batch(site, folder, FOLDER, pages, kept)
    return sum(outcome.documents is not None for outcome in read_batch(batch))


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
    result = again(tmp_path, site, packs=changed_packs, from_captures=True)
    assert (result.pages, result.moved) == (0, 0)
    assert len(result.incidents) == 3
    assert "restore the file" in result.incidents[0].cause


def test_documents_that_are_kept_need_no_archive(tmp_path: Path, site: Site, changed_packs: Path) -> None:
    (warc,) = (tmp_path / "captures").rglob("*.warc.gz")
    warc.unlink()
    result = again(tmp_path, site, packs=changed_packs)
    assert (result.pages, result.incidents) == (3, [])
    assert result.moved == 1, "the page on hair; another state of the packs alone moves none"


def test_what_another_extractor_made_is_made_again(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    (warc,) = (tmp_path / "captures").rglob("*.warc.gz")
    whole = warc.read_bytes()
    monkeypatch.setattr(basis, "extractor", lambda: "a newer one")
    warc.write_bytes(whole[:300])
    assert len(again(tmp_path, site).incidents) == 3
    warc.write_bytes(whole)
    assert (again(tmp_path, site).pages, made_anew(tmp_path, site)) == (3, 0)
    monkeypatch.undo()
    assert made_anew(tmp_path, site) == 3


@pytest.mark.parametrize("change", [{"country": "GB"}, {"kind": SiteKind.PRESS}, {"url": "http://127.0.0.2/"}])
def test_what_the_watchlist_says_of_a_site_makes_other_documents(
    tmp_path: Path, site: Site, change: dict[str, object]
) -> None:
    assert made_anew(tmp_path, site) == 0
    assert made_anew(tmp_path, replace(site, **change)) == 3  # type: ignore[arg-type]


def test_a_damaged_row_is_made_again_from_its_capture(
    tmp_path: Path, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with Store.open(tmp_path / "exowatch.db", now=LATER) as store, store._db.conn:
        store._db.execute("UPDATE documents SET body = x'00', digest = ''")
    result = again(tmp_path, site)
    assert (result.pages, result.moved, result.incidents) == (3, 0, [])
    assert "damaged" in caplog.text
    assert made_anew(tmp_path, site) == 0


@pytest.mark.parametrize("forks", [True, False])
def test_processes_do_what_one_does(
    tmp_path: Path, site: Site, changed_packs: Path, monkeypatch: pytest.MonkeyPatch, *, forks: bool
) -> None:
    monkeypatch.setattr(rereading, "A_BATCH", 1)
    if not forks:
        monkeypatch.setattr(rereaders, "may_fork", lambda: False)
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path, copy, ignore=shutil.ignore_patterns("copy"))
    one, two = again(tmp_path, site, packs=changed_packs), again(copy, site, packs=changed_packs, processes=2)
    assert (one.pages, one.moved) == (two.pages, two.moved)
    with Reader.open(tmp_path / "exowatch.db") as mine, Reader.open(copy / "exowatch.db") as other:
        assert mine.changes() == other.changes()


def test_a_page_that_breaks_its_reader_is_an_incident_and_holds_up_no_other(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = readagain._outcome

    def broken(batch: Batch, page: StoredPage) -> Outcome:
        if page.address.endswith("/a"):
            os._exit(1)
        return read(batch, page)

    monkeypatch.setattr(readagain, "_outcome", broken)
    monkeypatch.setattr(rereaders, "may_fork", lambda: True)
    result = again(tmp_path, site, processes=2, every_page=True)
    assert (result.read, [incident.address for incident in result.incidents]) == (2, [f"{site.url}a"])
    assert "broke" in result.incidents[0].cause


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_: Batch, page: StoredPage) -> Outcome:
        time.sleep(30 if page.address.endswith("/a") else 0)
        return Outcome(page)

    monkeypatch.setattr(readagain, "_outcome", slow)
    monkeypatch.setattr(rereaders, "may_fork", lambda: True)
    with Store.open(tmp_path / "exowatch.db", now=LATER) as store:
        batch = Batch(site, tmp_path, FOLDER, store.to_reread(-1, [site.name]), {})
        (found,) = rereaders.outcomes(iter([batch]), 1, longest=0.3)
    assert [bool(outcome.cause) for outcome in found] == [outcome.page.address.endswith("/a") for outcome in found]
    assert any(outcome.cause for outcome in found)


def test_the_basis_moves_with_the_rules(changed_packs: Path) -> None:
    assert basis_of() == basis_of()
    assert basis_of() != basis_of(changed_packs)
