"""The folder for a web server: every link leads to a file in it, and nothing closed is written twice."""

import os
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import feedparser
import html5lib
import pytest
from lxml import html
from playwright.sync_api import Browser

from db.outbox import Closing
from db.queries import Reader
from reports.digest import render
from reports.dossier import dossier, file_name
from reports.files import put_whole
from reports.forms.form import Form
from reports.public.folder import fill
from reports.publish import publish
from tests.db.world import SHOP, START, WEEK, Leaf, Says, World

NOW = START + timedelta(days=1)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A folder of three editions and a dossier, made from a store; one edition is from before words were kept."""
    world = World(tmp_path / "exowatch.db")
    world.visit(START, serum=Leaf((Says("Regrows hair in weeks."),)))
    world.store.close_edition(Closing("regulator", START, START, (), START, "digests/0001-regulator-2026-03-02.html"))
    world.store.close()
    put_whole(tmp_path / "digests" / "0001-regulator-2026-03-02.html", "<!doctype html><title>old</title>")
    publish(world.path, tmp_path / "digests", "regulator", now=NOW, contact="watch@example.org")
    publish(world.path, tmp_path / "digests", "brand", now=NOW + WEEK, contact="watch@example.org")
    with Reader.open(world.path) as reader:
        page = render(dossier(reader, SHOP.name, NOW, "", "en"))
        put_whole(tmp_path / "digests" / "dossiers" / file_name(SHOP.name, "en"), page)
        fill(reader, tmp_path / "digests", tmp_path / "public", (Form.TEXT,), "en")
    return tmp_path / "public"


def test_every_link_is_relative_and_leads_to_a_file(filled: Path) -> None:
    page = (filled / "index.html").read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    hrefs = [str(each.get("href")) for each in html.document_fromstring(page).iter() if "href" in each.attrib]
    files = [href for href in hrefs if not href.startswith("#")]
    assert len(files) > 12
    for href in files:
        assert not re.match(r"[a-z]+:|/", href)
        assert (filled / unquote(href)).is_file(), href
    linked = {f"copies/{each.name}" for each in (filled / "copies").iterdir()}
    there = {path.relative_to(filled).as_posix() for path in filled.rglob("*.*")}
    assert there == {*map(unquote, files), *linked, "index.html"}
    pages = "".join(path.read_text(encoding="utf-8") for path in filled.glob("000*.html"))
    assert linked
    assert all(f'href="{each}"' in pages for each in linked)


def test_the_feeds_lead_to_the_pages(filled: Path) -> None:
    for audience in ("regulator", "brand"):
        read = feedparser.parse((filled / f"feed-{audience}.xml").read_bytes())
        assert not read.bozo
        (entry,) = read.entries
        assert (filled / entry.links[0].href).is_file()


def test_what_is_closed_is_written_once(filled: Path, tmp_path: Path) -> None:
    old = NOW.timestamp() - 100_000
    for path in filled.rglob("*.*"):
        os.utime(path, (old, old))
    before = {path: path.read_bytes() for path in filled.rglob("*.*")}
    with Reader.open(tmp_path / "exowatch.db") as reader:
        fill(reader, tmp_path / "digests", filled, (), "en")
    assert {path: path.read_bytes() for path in filled.rglob("*.*")} == before
    written = {path.name for path in filled.rglob("*.*") if path.stat().st_mtime > old + 1}
    assert not [name for name in written if name.startswith(("0002", "0003"))]


def test_the_pages_are_those_of_the_digests(filled: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "digests").glob("000*.html"):
        assert (filled / path.name).read_bytes() == path.read_bytes()


def test_a_german_index_says_so(filled: Path, tmp_path: Path) -> None:
    with Reader.open(tmp_path / "exowatch.db") as reader:
        page = fill(reader, tmp_path / "digests", filled, (), "de").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert "Ausgaben und Dossiers" in page


def test_saved_copies_lie_beside_the_editions_that_press_and_are_written_once(filled: Path, tmp_path: Path) -> None:
    asked: list[tuple[int, ...]] = []

    def copies(claims: tuple[int, ...]) -> str:
        asked.append(claims)
        return "claim 1: <script>what the page said</script>"

    with Reader.open(tmp_path / "exowatch.db") as reader:
        pressing = tuple(claim.id for claim in reader.claims())
        for _ in range(2):
            fill(reader, tmp_path / "digests", filled, (), "en", copies)
    assert asked == [pressing, pressing]
    page = html.document_fromstring((filled / "index.html").read_text(encoding="utf-8"))
    links = [str(link.get("href")) for link in page.iter("a") if link.text == "Saved copies"]
    assert links == ["0002-regulator-2026-03-03-copies.txt", "0003-brand-2026-03-10-copies.txt"]
    assert all("<script>" in (filled / link).read_text(encoding="utf-8") for link in links)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_index_needs_no_sideways_scroll(filled: Path, browser: Browser) -> None:
    for width in (360, 1280):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto((filled / "index.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
