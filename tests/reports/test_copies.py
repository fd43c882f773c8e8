"""Saved copies as pages: which card links to which, what each says, and that no text of a page gets out of hand."""

from dataclasses import replace

import html5lib
import pytest
from lxml import html

from claims.model import Block, Document, Form, SiteKind
from db.kept import Copied, KeptCapture
from reports.blocks import Copy
from reports.copies import copy_page
from reports.linked import copies_in
from reports.material import Material
from reports.view import view
from tests.reports.build import NOW
from tests.reports.test_hostile import HOSTILE, poisoned

QUOTE = "Exosomes regrow hair in four weeks."
COPY = Copy(
    "Saved copy, with these words marked",
    "ab.html",
    "Lumen Vale Clinic",
    "/hair",
    "https://lumen.example/hair",
    "captures/lumen/2026-11-09.warc.gz",
    718,
    "ab" * 32,
    QUOTE,
    "en",
)
CAPTURE = KeptCapture(
    7, 1, COPY.site, COPY.address, COPY.address, "2026-11-09T05:40:00Z", 200, "ok", COPY.digest, COPY.warc, 718
)


def document(*texts: str) -> Document:
    """A page of a heading and some paragraphs."""
    blocks = (Block("Hair", Form.HEADING), *(Block(each) for each in texts))
    return Document("/hair", COPY.address, SiteKind.CLINIC, "Hair – Lumen", "en", blocks)


def shown(copied: Copied, copy: Copy = COPY) -> html.HtmlElement:
    """The page of a copy, parsed."""
    page = copy_page(copy, copied)
    html5lib.HTMLParser(strict=True).parse(page)
    return html.document_fromstring(page)


def test_the_words_are_marked_wherever_they_stand() -> None:
    tree = shown(Copied(CAPTURE, document("Welcome.", f"We know: {QUOTE} Ask us.", QUOTE)))
    assert [mark.text for mark in tree.iter("mark")] == [QUOTE, QUOTE]
    assert [mark.get("id") for mark in tree.iter("mark")] == ["words", None]
    told = " ".join(tree.text_content().split())
    for known in ("9 November 2026, 05:40 UTC", COPY.digest, COPY.warc, "byte 718", "status 200", "lumen.example/hair"):
        assert known in told
    assert "What this does not prove" in told
    assert "The words of the card are marked." in told
    assert "Welcome." in told


def test_words_that_are_in_no_running_text_are_said_to_be_elsewhere() -> None:
    tree = shown(Copied(CAPTURE, document("Welcome.")))
    assert not list(tree.iter("mark"))
    assert "stand in no running text" in tree.text_content()


@pytest.mark.parametrize(("pruned", "says"), [(True, "its file was let go"), (False, "cannot be read")])
def test_a_capture_that_is_gone_is_said_to_be(pruned: bool, says: str) -> None:
    for capture in (CAPTURE, None):
        tree = shown(Copied(capture, None, pruned=pruned))
        assert says in tree.text_content()
        assert not list(tree.iter("article"))
        assert COPY.digest in tree.text_content()


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_of_a_page_stays_text(hostile: str) -> None:
    read = Document(
        hostile, hostile, SiteKind.CLINIC, hostile, "en", (Block(hostile, Form.HEADING), Block(f"a {hostile} b"))
    )
    copied = Copied(replace(CAPTURE, final_address=hostile, warc=hostile, site=hostile), read)
    copy = replace(COPY, site=hostile, quote=hostile, address=hostile, warc=hostile, digest=hostile)
    tree = shown(copied, copy)
    assert not tree.xpath("//script|//img|//@onerror")
    assert len(list(tree.iter("style"))) == 1
    assert all(str(each.get("href", "#")).startswith(("#", "http://", "https://")) for each in tree.iter())
    assert not set("\u202a\u202e\u2066\x00\x1b") & set(copy_page(copy, copied))


def test_the_name_follows_from_capture_words_and_language(rich: Material) -> None:
    first, again = (copies_in(view(rich, NOW, number)) for number in (46, 47))
    assert first == again
    assert len({copy.name for copy in first}) == len(first) > 1
    german = copies_in(view(rich, NOW, 46, lang="de"))
    assert not {copy.name for copy in german} & {copy.name for copy in first}
    claims = tuple(
        replace(claim, places=tuple(replace(place, offset=place.offset + 1) for place in claim.places))
        for claim in rich.claims
    )
    moved = copies_in(view(replace(rich, claims=claims), NOW, 46))
    assert {copy.name for copy in moved} != {copy.name for copy in first}


def test_hostile_words_make_no_hostile_name(rich: Material) -> None:
    for hostile in HOSTILE.values():
        for copy in copies_in(view(poisoned(rich, hostile), NOW, 46)):
            assert copy.name.removesuffix(".html").isalnum()
