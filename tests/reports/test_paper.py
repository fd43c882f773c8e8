"""What is left out on paper: nothing where it fits on six sheets, ever more where it does not, and it is said."""

import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from reports.blocks import Card, Cards, Chart, EditionView, Part, Style
from reports.digest import render
from reports.forms import mail, pdf, text
from reports.material import Material
from reports.paper import STEPS, clipped
from reports.view import view
from tests.reports.build import NOW
from tests.reports.hard import CARDS, NAME, hard_week

MOST = 6


def cards(told: EditionView) -> tuple[Card, ...]:
    """The cards of an edition."""
    return tuple(
        card for part in told.sections for block in part.blocks if isinstance(block, Cards) for card in block.cards
    )


def eased(cards: int, claims: int) -> Material:
    """The hard week with fewer cards and fewer claims on each."""
    week = hard_week()
    sites = {NAME.format(n=card) for card in range(cards)}
    left = tuple(each for each in week.claims if each.site in sites and each.id % 100 < claims)
    known = {each.id for each in left}
    changes = tuple(each for each in week.changes if each.site in sites and (each.claim is None or each.claim in known))
    return replace(week, claims=left, changes=changes)


def words_on(paper: PdfReader) -> str:
    """All that is printed, with single spaces and letters by themselves."""
    text = " ".join(page.extract_text() for page in paper.pages)
    return " ".join(unicodedata.normalize("NFKC", text).split())


def printed(browser: Browser, told: EditionView, path: Path) -> PdfReader:
    """An edition as Chromium prints it."""
    path.write_text(render(told), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    paper = page.pdf(prefer_css_page_size=True)
    page.close()
    return PdfReader(BytesIO(paper))


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_first_look_of_ten_long_cards_prints_on_six_sheets(browser: Browser, tmp_path: Path, lang: str) -> None:
    told = view(hard_week(), NOW, 46, lang=lang)
    assert len(cards(told)) == CARDS == 10
    paper = printed(browser, told, tmp_path / "hard.html")
    assert len(paper.pages) in {MOST - 1, MOST}
    if lang == "en":
        words = words_on(paper)
        assert "Shortened for paper" in words
        assert words.count("Why flagged") == words.count("SHA-256 of the page") == words.count("Saved copy") == CARDS
        assert words.count("Seen") >= CARDS
        assert "Ranked by" not in words


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_week_of_ten_long_cards_prints_on_six_sheets_with_all_its_parts(browser: Browser, tmp_path: Path) -> None:
    told = view(hard_week(first_look=False), NOW, 46)
    parts = {part.anchor for part in told.sections}
    assert parts >= {"look-first", "follow-up", "against", "changed", "operators", "not-seen", "rules", "shortened"}
    assert len(cards(told)) == CARDS
    paper = printed(browser, told, tmp_path / "week.html")
    assert len(paper.pages) <= MOST
    text = words_on(paper)
    charts = [block for part in told.sections for block in part.blocks if isinstance(block, Chart)]
    assert charts
    for chart in charts:
        assert chart.screen
        assert chart.says in text
    assert "average 3.0 " not in text, "a label of a chart"


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(("number", "claims"), [(5, 3), (5, 30), (8, 3), (8, 30), (10, 1), (10, 22)])
def test_what_is_less_hard_prints_on_six_sheets_too(browser: Browser, tmp_path: Path, number: int, claims: int) -> None:
    told = view(eased(number, claims), NOW, 46)
    assert cards(told)
    assert len(printed(browser, told, tmp_path / "page.html").pages) <= MOST


def test_the_pdf_takes_as_many_sheets() -> None:
    assert len(PdfReader(BytesIO(pdf.rendered(view(hard_week(), NOW, 46)))).pages) in {MOST - 1, MOST}


def test_where_all_fits_nothing_is_left_out(rich: Material) -> None:
    told = view(rich, NOW, 46)
    assert "shortened" not in [part.anchor for part in told.sections]
    assert not [fact for card in cards(told) for fact in (*card.facts, *card.evidence) if fact.screen]
    assert not [card for card in cards(told) if card.paper_quote]
    assert 'class="screen"><th' not in render(told)


def test_on_screens_and_in_mail_nothing_is_left_out() -> None:
    told = view(hard_week(), NOW, 46)
    page = render(told)
    html5lib.HTMLParser(strict=True).parse(page)
    assert told.sections[-1].paper
    for made in (mail.rendered(told, limit=10_000_000).html, text.rendered(told)):
        assert "Shortened for paper" not in made
        assert " more on the page of this edition" not in made
        assert made.count("Ranked by") == CARDS
        assert made.count("Why flagged") == CARDS, "once, not as for paper as well"
    lines = [line for card in cards(told) for fact in card.facts if not fact.paper for line in fact.lines]
    assert sum("any-sg-" in repr(line) for line in lines) == CARDS, "every market has its reason"


def test_each_step_leaves_out_more() -> None:
    steps = [step.lasts for step in STEPS]
    assert steps == sorted(steps)
    assert steps[0] == 0


@pytest.mark.parametrize("letters", [12, 40, 60, 200])
def test_a_line_is_clipped_around_its_marked_words(letters: int) -> None:
    line = (
        Part("In our centre the youngest of all "),
        Part("reverse", Style.MARK),
        Part(" arthritis, as is well known."),
    )
    cut = clipped(line, letters)
    told = "".join(part.text for part in cut)
    assert len(told) <= letters
    assert "reverse" in told
    assert [part.text for part in cut if part.style is Style.MARK] == ["reverse"]
    assert (cut == line) is (letters == 200)
