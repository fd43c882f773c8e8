"""What cards link to beside the editions: which card to which page, where links work, and what each page shows."""

import re
from base64 import b64decode
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import html5lib
import pytest
from lxml import html

from db.kept import Copied
from db.model import ChangeKind
from reports.blocks import Card, Cards, Copy, EditionView, History, Screenshot
from reports.digest import render
from reports.forms import mail, text
from reports.linked import Archive, copies_in, history_page, linked_at, linked_in, put_linked
from reports.material import Material
from reports.screenshots import screenshot_page
from reports.view import view
from tests.reports.build import NOW, SEEN
from tests.reports.test_copies import CAPTURE, QUOTE, document
from tests.reports.test_hostile import HOSTILE, poisoned

PICTURE = b"\xff\xd8\xff picture"
NOTHING = Archive(lambda _: Copied(CAPTURE, None), lambda _: None)
EVERYTHING = Archive(lambda _: Copied(CAPTURE, document(QUOTE)), lambda _: PICTURE)


def cards(told: EditionView) -> tuple[Card, ...]:
    """The cards of an edition."""
    return tuple(
        card
        for section in told.sections
        for block in section.blocks
        if isinstance(block, Cards)
        for card in block.cards
    )


def card_of(told: EditionView, site: str) -> Card:
    """The card of a site."""
    return next(card for card in cards(told) if card.title[0].text == site)


def history(told: EditionView, site: str) -> html.HtmlElement:
    """The page of the history of a site's card, parsed."""
    found = card_of(told, site).history
    assert found is not None
    page = history_page(found, told)
    html5lib.HTMLParser(strict=True).parse(page)
    return html.document_fromstring(page)


def rows(tree: html.HtmlElement, caption: str) -> list[str]:
    """The rows of a table in words."""
    (table,) = [each for each in tree.iter("table") if (each.findtext("caption") or "") == caption]
    return [" ".join(row.text_content().split()) for row in table.iterfind("tbody/tr")]


def test_each_card_links_to_its_copy_its_history_and_its_picture_where_one_was_taken(rich: Material) -> None:
    told = view(rich, NOW, 46)
    assert [type(each.picture) for each in cards(told)].count(Screenshot) == 1
    assert card_of(told, "Lumen Vale Clinic").picture
    ways = [
        [str(link.get("href")) for link in each.iterfind(".//p[@class='links']/a")]
        for each in html.document_fromstring(render(told)).iter("article")
    ]
    for card, links in zip(cards(told), ways, strict=True):
        pages = [each for each in (card.picture, card.history) if each]
        assert isinstance(card.copy, Copy)
        assert isinstance(card.history, History)
        assert links[1:] == [f"copies/{card.copy.name}#words", *(f"copies/{each.name}" for each in pages)]


def test_mail_and_text_link_only_where_it_can_be_reached(rich: Material) -> None:
    told = view(rich, NOW, 46)
    names = {each.name for each in linked_in(told)}
    assert len(names) == 7
    for made in (mail.rendered(told).html, text.rendered(told), render(linked_at(told, ""))):
        assert "copies/" not in made
        assert not [name for name in names if name in made]
    public = linked_at(told, "https://watch.example/digests/copies/")
    for made in (mail.rendered(public).html, text.rendered(public)):
        found = re.findall(r"https://watch.example/digests/copies/([0-9a-f]{24}\.html)(#words)?", made)
        assert {name for name, _ in found} == names
        assert {name for name, mark in found if mark} == {copy.name for copy in copies_in(told)}


def test_a_picture_from_before_the_words_is_not_shown(rich: Material) -> None:
    old = tuple(replace(each, taken_at=SEEN - timedelta(days=1)) for each in rich.pictures)
    other = tuple(replace(each, address=f"{each.address}/other") for each in rich.pictures)
    for pictures in (old, other, ()):
        assert not [card for card in cards(view(replace(rich, pictures=pictures), NOW, 46)) if card.picture]


def test_a_history_tells_all_that_happened_to_the_words(rich: Material) -> None:
    told = view(rich, NOW, 46)
    depot = rows(history(told, "glowdepot"), "What happened, the oldest first")
    assert [row.split(" UTC")[1][:12] for row in depot] == ["First seen", "Gone: “FDA-a", "Back after r", "Last seen"]
    assert "last seen 16 Sept, missed 23 Sept, confirmed 30 Sept" in depot[1]
    places = rows(history(told, "glowdepot"), "Pages that have or had the words")
    assert len(places) == 5
    assert all("(record at byte 48213), SHA-256 " in row for row in places)


def test_a_history_claims_no_more_than_when_the_words_were_seen(rich: Material) -> None:
    lead = " ".join("".join(history(view(rich, NOW, 46), "glowdepot").itertext()).split())
    assert "It stood when last seen, " in lead


def test_the_history_of_a_source_tells_its_moves(rich: Material) -> None:
    tree = history(view(rich, NOW, 46), "Zellwerk Derm")
    assert "History of a stated source on Zellwerk Derm" in tree.findtext("head/title")
    told = rows(tree, "What happened, the oldest first")
    assert any("plant became human (umbilical cord), plant" in row for row in told)
    (state,) = rows(tree, "Pages that state it")
    assert "Aqua, Human Umbilical Cord" in state
    assert "exowatch dossier 'Zellwerk Derm'" in tree.text_content()


def test_a_history_has_the_verdicts_and_says_what_only_the_rules_moved(rich: Material) -> None:
    quiet_source = tuple(change for change in rich.changes if change.kind is not ChangeKind.CONFLICT_OPENED)
    tree = history(view(replace(rich, changes=quiet_source), NOW, 46), "Zellwerk Derm")
    told = " | ".join(rows(tree, "What happened, the oldest first"))
    assert "the rules of the reading changed, not the page" in told
    assert "by A. Reader: letter in preparation" in told
    assert "Exosomen aus pflanzlichen Zellen. became" in told


def test_names_follow_from_what_the_pages_say(rich: Material) -> None:
    first, again = (view(rich, NOW, number) for number in (46, 47))
    assert [each.name for each in linked_in(first)] == [each.name for each in linked_in(again)]
    german = view(rich, NOW, 46, lang="de")
    assert not {each.name for each in linked_in(first)} & {each.name for each in linked_in(german)}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stays_text_on_the_pages_linked_to(rich: Material, hostile: str, tmp_path: Path) -> None:
    told = view(poisoned(rich, hostile), NOW, 46)
    put_linked(told, tmp_path, EVERYTHING)
    written = sorted((tmp_path / "copies").iterdir())
    assert {path.name for path in written} == {each.name for each in linked_in(told)}
    assert all(path.name.removesuffix(".html").isalnum() for path in written)
    for path in written:
        page = path.read_text(encoding="utf-8")
        html5lib.HTMLParser(strict=True).parse(page)
        tree = html.document_fromstring(page)
        assert not tree.xpath("//script|//@onerror")
        assert not [each for each in tree.iter("img") if not str(each.get("src")).startswith("data:image/jpeg;base64,")]
        assert all(str(each.get("href", "#")).startswith(("#", "http://", "https://")) for each in tree.iter())
        assert not set("\u202a\u202e\u2066\x00\x1b") & set(page)


def test_the_page_of_a_picture_holds_it_and_says_what_it_is(rich: Material) -> None:
    shot = card_of(view(rich, NOW, 46), "Lumen Vale Clinic").picture
    assert shot is not None
    page = screenshot_page(shot, PICTURE)
    html5lib.HTMLParser(strict=True).parse(page)
    tree = html.document_fromstring(page)
    (image,) = tree.iter("img")
    assert b64decode(str(image.get("src")).partition(",")[2]) == PICTURE
    assert image.get("alt") == "The page as a browser showed it, 14 November 2026, 05:44 UTC"
    told = " ".join("".join(map(str, tree.itertext())).split())
    for known in ("14 November 2026, 05:44 UTC", shot.digest, shot.path, "a request of its own"):
        assert known in told
    lost = html.document_fromstring(screenshot_page(shot, None))
    assert not list(lost.iter("img"))
    assert "is not in the archive as it was kept" in "".join(map(str, lost.itertext()))


def test_what_was_written_once_is_never_lost(rich: Material, tmp_path: Path) -> None:
    told = view(rich, NOW, 46)
    put_linked(told, tmp_path, None)
    names = {each.name for each in linked_in(told) if isinstance(each, History)}
    assert {path.name for path in (tmp_path / "copies").iterdir()} == names
    put_linked(told, tmp_path, NOTHING)
    shot = card_of(told, "Lumen Vale Clinic").picture
    assert shot is not None
    kept = [tmp_path / "copies" / each.name for each in (copies_in(told)[0], shot)]
    assert "cannot be read" in kept[0].read_text(encoding="utf-8")
    put_linked(told, tmp_path, EVERYTHING)
    before = {path: path.read_bytes() for path in (tmp_path / "copies").iterdir()}
    assert b"data:image" in before[kept[1]]
    put_linked(told, tmp_path, NOTHING)
    put_linked(told, tmp_path, EVERYTHING)
    assert {path: path.read_bytes() for path in before} == before
