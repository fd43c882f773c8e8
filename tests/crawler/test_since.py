"""A re-reading reads what a change can have moved, and says what one says that reads every page."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.model import SiteKind
from claims.rules.packs import FOLDER
from crawler import reread as rereading
from crawler.readby import read_by, reader_of
from crawler.reread import Reread, Rereading, reread
from db.model import Site
from db.queries import Reader
from db.store import Store
from tests.crawler.crawling import NOW, visit
from tests.crawler.test_reread import LATER
from tests.loopback import Loopback, page

HAIR = "Our exosome serum is made of human umbilical cord stem cells. Exosomes regrow hair in four weeks."
SAFE = "Exosomes are completely safe and have no side effects."
COPY = {"/hair": HAIR, "/safe": SAFE, "/plain": "Exosomes are small vesicles that cells release."}
NEW_RULE = """rules:
- id: en.hair.vesicles-small
  title: Names small vesicles
  any: ['small vesicles']
  why: Only a test.
"""
COLUMNS = "SELECT address, pages.key, digest, reading_digest, packs, claimed_by, is_read FROM pages"
JOINED = f"{COLUMNS} JOIN pack_sets ON pack_sets.id = pages.pack_set_id ORDER BY 1, 2"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Site]:
    """A home with a site that has been visited once."""
    home = tmp_path_factory.mktemp("home")
    front = page(*COPY, copy="Exosomes at our clinic.")
    with Loopback({"/": front, **{path: page(copy=copy) for path, copy in COPY.items()}}) as server:
        site = server.site()
        visit(home, site)
    return home, site


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """The packs, to be changed."""
    folder = tmp_path / "packs"
    shutil.copytree(FOLDER / "en", folder / "en", ignore=shutil.ignore_patterns("__pycache__"))
    for shared in FOLDER.glob("*.yml"):
        shutil.copy(shared, folder)
    return folder


@pytest.fixture
def home(crawled: tuple[Path, Site], packs: Path, tmp_path: Path) -> Path:
    """A copy of the home, read by the packs as they are."""
    copy = tmp_path / "home"
    shutil.copytree(crawled[0], copy)
    again(copy, crawled[1], packs)
    return copy


def again(home: Path, site: Site, packs: Path, **how: bool) -> Reread:
    """Reads a home again, with the learned helper off, as its visit did."""
    with Store.open(home / "exowatch.db", now=LATER) as store:
        return reread(store, Rereading([site], home, LATER, packs=packs, **how))


def stands(home: Path) -> tuple[object, ...]:
    """All that a home says of its pages and claims."""
    connection = sqlite3.connect(home / "exowatch.db")
    rows = connection.execute(JOINED).fetchall()
    connection.close()
    with Reader.open(home / "exowatch.db") as reader:
        return rows, reader.claims(live=None), reader.changes()


def changed(path: Path, before: str, after: str) -> None:
    """Puts other words into a file; it has to hold the old ones."""
    text = path.read_text(encoding="utf-8")
    assert before in text, f"{path.name} says something else by now"
    path.write_text(text.replace(before, after), encoding="utf-8")


def as_changed(packs: Path, make: Callable[[Path], None]) -> Path:
    """The packs after a change, in a folder of their own, as a process of its own would find them."""
    after = packs.with_name("after")
    shutil.copytree(packs, after)
    make(after)
    return after


def without(folder: Path) -> None:
    (folder / "en/claims/hair_growth.yml").unlink()


def one_more(folder: Path) -> None:
    changed(folder / "en/claims/hair_growth.yml", "rules:\n", NEW_RULE)


def only_a_reason(folder: Path) -> None:
    changed(folder / "en/claims/hair_growth.yml", "  why: ", "  why: Of late, ")


def other_versions(folder: Path) -> None:
    path = folder / "en/claims/hair_growth.yml"
    before = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^  version: .*$", "  version: 99", before), encoding="utf-8")


def a_lexicon(folder: Path) -> None:
    changed(folder / "en/lexicons.yml", "lexicons:\n", "lexicons:\n  UNUSED_ANYWHERE: nowhere\n")


def a_gate(folder: Path) -> None:
    changed(folder / "en/gates.yml", "patterns:\n", "patterns:\n  unused_anywhere: nowhere\n")


def a_model(folder: Path) -> None:
    (folder / "en/another.bin").write_bytes(b"weights")


def a_language(folder: Path) -> None:
    shutil.copytree(FOLDER / "de", folder / "de", ignore=shutil.ignore_patterns("__pycache__"))


CHANGES: dict[str, tuple[Callable[[Path], None], int]] = {
    "nothing": (lambda _: None, 0),
    "a rule less": (without, 1),
    "a rule more": (one_more, 1),
    "rules of other versions": (other_versions, 1),
    "a reason": (only_a_reason, 0),
    "a lexicon": (a_lexicon, 4),
    "a gate": (a_gate, 4),
    "a model": (a_model, 4),
    "a language": (a_language, 4),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_left_as_it_is_would_have_been_read_as_it_is(
    change: str, home: Path, crawled: tuple[Path, Site], packs: Path, tmp_path: Path
) -> None:
    make, read = CHANGES[change]
    packs = as_changed(packs, make)
    whole = tmp_path / "whole"
    shutil.copytree(home, whole)
    spared, every = again(home, crawled[1], packs), again(whole, crawled[1], packs, every_page=True)
    assert stands(home) == stands(whole)
    assert (spared.read, every.read, spared.moved) == (read, 4, every.moved)
    assert again(home, crawled[1], packs).read == 0


def test_documents_made_anew_that_are_the_same_are_not_read(
    home: Path, crawled: tuple[Path, Site], packs: Path
) -> None:
    anew = again(home, crawled[1], packs, from_captures=True)
    assert (anew.pages, anew.read) == (4, 0)


def test_code_markets_and_helper_have_every_page_read(
    home: Path, crawled: tuple[Path, Site], packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = crawled[1]
    assert read_by(["EU"], "code", likeness=False) != read_by(["US"], "code", likeness=False)
    assert read_by(["EU"], "code", likeness=False) != read_by(["EU"], "code", likeness=True)
    monkeypatch.setattr(rereading, "reader_of", lambda _: "another state of the code")
    assert again(home, site, packs).read == 4


def test_packs_are_the_same_wherever_they_lie(tmp_path: Path) -> None:
    packs = shutil.copytree(FOLDER, tmp_path / "packs", ignore=shutil.ignore_patterns("__pycache__"))
    assert reader_of(packs) == reader_of()
    (packs / "en" / "net.bin").write_bytes(b"other weights")
    assert reader_of(packs) != reader_of()


def test_rules_that_were_not_kept_have_every_page_read(home: Path, crawled: tuple[Path, Site], packs: Path) -> None:
    connection = sqlite3.connect(home / "exowatch.db")
    with connection:
        connection.execute("DELETE FROM kept_rules")
    connection.close()
    assert again(home, crawled[1], as_changed(packs, only_a_reason)).read == 4


def test_a_visit_keeps_what_its_readings_rest_on(crawled: tuple[Path, Site]) -> None:
    home, site = crawled
    assert site.kind is SiteKind.CLINIC
    assert NOW < LATER
    with Store.open(home / "exowatch.db", now=LATER) as store:
        assert store.rules_to_keep() == ()
        assert all(page.read_by and page.documents for page in store.to_reread(-1, [site.name]))
