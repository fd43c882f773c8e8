"""Hostile text in every field: it stays text, and the page stays whole."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar

import html5lib
import pytest
from lxml import html

from db.totals import MatrixCell
from reports.digest import render
from reports.material import BRAND, REGULATOR, Material
from reports.view import view
from tests.reports.build import NOW

T = TypeVar("T")
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": "\"'><img src=x onerror=alert(1)>",
    "template": "{{ 7 * 7 }}{% for x in y %}",
    "entity": "&lt;b&gt; &#x3c;script&#x3e; &amp;amp;",
    "style": "</style><style>*{display:none}",
    "comment": "<!-- --><![CDATA[ ]]> -->",
    "bidi": "safe\u202etxt.exe\u2066\u2069\u202a",
    "control": "bell\x07null\x00escape\x1b[31m\ud800",
    "link": "javascript:alert(1)",
    "word": "x" * 10_000,
    "percent": "%00%0d%0aSet-Cookie: a=b",
    "emoji": "👩‍👩‍👧‍👦" * 50,
    "rtl": "إكسوسوم يعالج كل الأمراض",
    "empty": "",
}
# Keys of data files and of the model, not text of a page.
KEPT = {"audience", "market", "nature", "form", "kind", "level", "currency", "type", "country"}


def poisoned(thing: T, text: str) -> T:
    """The same thing with every text in it replaced by `text`."""
    changed: dict[str, Any] = {}
    for each in fields(thing) if is_dataclass(thing) else ():
        value = getattr(thing, each.name)
        if not each.init or each.name in KEPT or isinstance(value, Enum | datetime):
            continue
        changed[each.name] = _poisoned(value, text)
    return replace(thing, **changed) if is_dataclass(thing) and not isinstance(thing, type) else thing


def _poisoned(value: Any, text: str) -> Any:
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(_poisoned(each, text) for each in value)
    return poisoned(value, text) if is_dataclass(value) and not isinstance(value, type) else value


@pytest.mark.parametrize("audience", [REGULATOR, BRAND])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stays_text(rich: Material, text: str, audience: str) -> None:
    page = render(view(poisoned(replace(rich, audience=audience), text), NOW, 46))
    page.encode("utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script|//img|//@onerror")
    assert len(list(tree.iter("style"))) == 1
    hrefs = [str(each.get("href", "#")) for each in tree.iter()]
    copies = [href for href in hrefs if re.fullmatch(r"copies/[0-9a-f]{24}\.html(#words)?", href)]
    assert all(href.startswith(("#", "http://", "https://")) for href in hrefs if href not in copies)
    assert not re.search(r"[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069]", page)
    assert len(page) < 400_000


def test_hostile_types_and_countries_are_shown_as_they_are(rich: Material) -> None:
    text = HOSTILE["attribute"]
    claims = tuple(replace(claim, type=text, country=text) for claim in rich.claims)
    cells = (MatrixCell(text, text, 1, 0, None),)
    for audience in (REGULATOR, BRAND):
        page = render(view(replace(rich, claims=claims, matrix=cells, audience=audience), NOW, 46))
        assert "<img" not in page
        html5lib.HTMLParser(strict=True).parse(page)


def test_a_long_quote_is_cut_around_the_words_that_matter(rich: Material) -> None:
    filler = "lorem " * 5_000
    long = tuple(replace(c, quote=f"{filler}{c.span} {filler}", span_start=len(filler)) for c in rich.claims)
    page = render(view(replace(rich, claims=long), NOW, 46))
    assert "<mark>reverses early Parkinson’s</mark>" in page
    assert len(page) < 150_000
