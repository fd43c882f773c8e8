"""The demo's editions as people get them: what they print on, and the saved copies that their cards link to."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser
from pypdf import PdfReader

from crawler.prune import prunable
from db.queries import Reader
from db.store import Store
from monitor.cli import main
from monitor.commands.digest import rendered_again
from monitor.demo.play import play
from monitor.home import Home
from reports.again import again, view_of
from reports.forms.form import Form
from reports.linked import copies_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
LEAST_POINTS = 8.5
# The size in points of every run of text that is printed.
SIZES = """() => [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.closest('svg') &&
  [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && !e.closest('.hidden'))
  .map(e => parseFloat(getComputedStyle(e).fontSize) * 0.75)"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The demo, with a brand edition of the same two weeks."""
    made = Home(tmp_path_factory.mktemp("demo") / "home")
    play(made, datetime.now(UTC).replace(microsecond=0))
    CliRunner().invoke(main, ["--home", str(made.path), "digest", "--audience", "brand"], catch_exceptions=False)
    yield made
    shutil.rmtree(made.path, ignore_errors=True)


def pages(home: Home) -> list[Path]:
    """The pages of the editions: first look, weekly, brand."""
    return sorted(home.digests.glob("000*.html"))


@pytest.mark.parametrize("number", [0, 1, 2], ids=["first look", "weekly", "brand"])
def test_an_edition_prints_on_at_most_six_pages_that_can_be_read(browser: Browser, home: Home, number: int) -> None:
    page = browser.new_page()
    page.goto(pages(home)[number].as_uri())
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    page.emulate_media(media="print")
    sizes = page.evaluate(SIZES)
    page.close()
    assert (4 if number < 2 else 3) <= len(paper.pages) <= 6
    assert len(sizes) > 100
    assert min(sizes) >= LEAST_POINTS - 0.01


def test_the_weasyprint_edition_takes_as_many_pages(home: Home) -> None:
    with Reader.open(home.store) as reader:
        papers = [PdfReader(BytesIO(again(reader, number, Form.PDF).body)) for number in (1, 2)]
    assert all(4 <= len(paper.pages) <= 6 for paper in papers)
    told = "".join(page.extract_text() for page in papers[0].pages)
    assert "Notes to the cards" in told
    assert "Where it can be read" in told


def test_the_click_lands_on_the_marked_words(browser: Browser, home: Home) -> None:
    page = browser.new_page(viewport={"width": 700, "height": 400})
    page.goto(pages(home)[0].as_uri())
    links = page.locator(".links a[href$='#words']")
    assert links.count() >= 8
    for at in range(links.count()):
        page.goto(pages(home)[0].as_uri())
        links.nth(at).click()
        page.wait_for_selector("h1:has-text('Saved copy')")
        box = page.locator("mark#words").bounding_box()
        assert box is not None, page.url
        assert 0 <= box["y"] <= 400
        assert page.evaluate("document.documentElement.scrollWidth") <= 700
    page.close()


def test_the_words_marked_are_those_of_the_card(home: Home) -> None:
    with Reader.open(home.store) as reader:
        copies = [copy for number in (1, 2, 3) for copy in copies_in(view_of(reader, number))]
    assert len(copies) > 8
    for copy in copies:
        made = (home.digests / "copies" / copy.name).read_text(encoding="utf-8")
        assert 'id="words"' in made, copy
        assert copy.digest in made


def test_the_edition_is_the_same_without_its_copies_and_brings_them_again(home: Home) -> None:
    before = {path: path.read_bytes() for path in (*pages(home), *(home.digests / "copies").iterdir())}
    shutil.rmtree(home.digests / "copies")
    rendered_again(home, 1, (Form.PAGE,), "")
    rendered_again(home, 2, (Form.PAGE,), "")
    rendered_again(home, 3, (Form.PAGE,), "")
    assert {path: path.read_bytes() for path in before} == before


def test_publishing_carries_what_cards_link_to(home: Home, tmp_path: Path) -> None:
    CliRunner().invoke(main, ["--home", str(home.path), "dossier", "lumora-skin"], catch_exceptions=False)
    CliRunner().invoke(main, ["--home", str(home.path), "publish", str(tmp_path)], catch_exceptions=False)
    linked = 0
    for page in (*tmp_path.glob("000*.html"), *tmp_path.glob("dossiers/*.html")):
        for way in re.findall(r'href="((?:\.\./)?copies/[^"#]+)(?:#words)?"', page.read_text(encoding="utf-8")):
            linked += 1
            assert (page.parent / way).is_file()
    assert linked > 20


def test_pruning_leaves_what_cards_show(home: Home) -> None:
    later = datetime.now(UTC) + timedelta(days=900)
    with Reader.open(home.store) as reader:
        files = {copy.warc for number in (1, 2) for copy in copies_in(view_of(reader, number))}
    assert files
    assert not files & {one.path for one in prunable(home.store, home.path, later, later)}


def test_a_copy_whose_file_was_let_go_says_so(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "home")
    shutil.copytree(home.path, other.path)
    with Reader.open(other.store) as reader:
        copies = copies_in(view_of(reader, 1))
    with Store.open(other.store, now=datetime.now(UTC)) as store:
        store.prune(sorted({copy.warc for copy in copies}), datetime.now(UTC))
    shutil.rmtree(other.captures)
    shutil.rmtree(other.digests / "copies")
    rendered_again(other, 1, (Form.PAGE,), "")
    for copy in copies:
        told = (other.digests / "copies" / copy.name).read_text(encoding="utf-8")
        assert "its file was let go from the archive" in told
