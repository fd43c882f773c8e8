"""The page itself: valid markup, nothing from outside, the house's words, every figure that of the material."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

import html5lib
import pytest
from lxml import html

from claims.model import Level
from reports.blocks import Chart, Copy, EditionView, History, Part, Screenshot, Sheet, Style, Table
from reports.digest import render
from reports.linked import copies_in, linked_in
from reports.material import BRAND, Material
from reports.view import view
from tests.reports.build import NOW
from tests.reports.week import first_look, quiet_week, rich_week

WEEKS = [rich_week, quiet_week, first_look]
NOT_OURS = (
    r"illegal\w*|unlawful\w*|violat\w*|fraud\w*|guilty|scam\w*|unsafe|dangerous|banned|offen[cd]\w*|infring\w*|"
    r"crimin\w*|false claim\w*|mislead\w*"
)
NO_TALK = r"we|us|our|ours|you|your|yours"


def both(material: Material) -> Iterator[EditionView]:
    """The editions of both audiences."""
    yield view(material, NOW, 46)
    yield view(replace(material, audience=BRAND), NOW, 46)


def own_words(thing: Any) -> Iterator[str]:
    """Every word of a view that is the digest's own."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Part):
        if not thing.quoted and thing.style is not Style.CODE:
            yield thing.text
    elif isinstance(thing, Copy | Screenshot | History | Sheet):
        yield from _own_words_beside(thing)
    elif isinstance(thing, tuple):
        for each in thing:
            yield from own_words(each)
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from own_words(getattr(thing, each.name))


def _own_words_beside(thing: Copy | Screenshot | History | Sheet) -> Iterator[str]:
    if isinstance(thing, Sheet):
        yield from (thing.title, *thing.heads)
    else:
        yield thing.text
    if isinstance(thing, History):
        yield from own_words((thing.title, thing.lead, thing.sections, thing.foot))


def parsed(page: str) -> list[html.HtmlElement]:
    """The elements of a page in their order."""
    return list(html.document_fromstring(page).iter("*"))


def values(page: str, attribute: str) -> list[str]:
    """Every value of an attribute on a page."""
    return [str(each.get(attribute)) for each in parsed(page) if attribute in each.attrib]


@pytest.mark.parametrize("week", WEEKS)
def test_markup_is_valid(week: Callable[[], Material]) -> None:
    for edition in both(week()):
        html5lib.HTMLParser(strict=True).parse(render(edition))


@pytest.mark.parametrize("week", WEEKS)
def test_nothing_comes_from_outside_and_nothing_runs(week: Callable[[], Material]) -> None:
    for edition in both(week()):
        page = render(edition)
        tags = {each.tag for each in parsed(page)}
        assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "video", "audio", "base"}
        attributes = {name for each in parsed(page) for name in each.attrib}
        assert not [name for name in attributes if str(name).startswith("on")]
        assert not attributes & {"src", "srcset", "style"}
        assert not re.search(r"url\(|@import", page)
        marked = copies_in(edition)
        linked = [f"copies/{each.name}{'#words' if each in marked else ''}" for each in linked_in(edition)]
        hrefs = [href for href in values(page, "href") if not href.startswith(("#", "https://", "http://"))]
        assert hrefs == linked


@pytest.mark.parametrize("week", WEEKS)
def test_ids_are_unique_and_every_inner_link_lands(week: Callable[[], Material]) -> None:
    for edition in both(week()):
        page = render(edition)
        ids = Counter(values(page, "id"))
        assert not [name for name, number in ids.items() if number > 1]
        assert {href[1:] for href in values(page, "href") if href.startswith("#")} <= set(ids)
        assert set(" ".join(values(page, "aria-labelledby")).split()) <= set(ids)


@pytest.mark.parametrize("week", WEEKS)
def test_headings_go_down_one_by_one(week: Callable[[], Material]) -> None:
    for edition in both(week()):
        tags = [str(each.tag) for each in parsed(render(edition))]
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))


@pytest.mark.parametrize("week", WEEKS)
def test_the_digest_judges_nobody_and_talks_to_nobody(week: Callable[[], Material]) -> None:
    for edition in both(week()):
        words = " ".join(own_words(edition))
        assert not re.findall(rf"\b(?:{NOT_OURS})\b", words, re.IGNORECASE)
        assert not re.findall(rf"\b(?:{NO_TALK})\b", words, re.IGNORECASE)


@pytest.mark.parametrize("week", WEEKS)
def test_silence_is_said_not_to_clear_once(week: Callable[[], Material]) -> None:
    for edition in both(week()):
        assert render(edition).count("not thereby cleared") == 1


def test_the_four_numbers_are_those_of_the_material(rich: Material) -> None:
    edition = view(rich, NOW, 46)
    selling = {claim.id for claim in rich.claims if claim.kind.sells and claim.gone_at is None}
    told = {
        c.claim
        for c in rich.changes
        if c.claim in selling and not c.technical and c.kind in {"new", "reworded", "returned"}
    }
    sources = [c for c in rich.changes if c.kind == "conflict_opened"]
    pressing = [c for c in rich.claims if c.id in told and c.level in {Level.CRITICAL, Level.HIGH}]
    figures = [number.value for number in edition.numbers]
    assert figures[0] == str(len(told) + len(sources)) == "9"
    assert figures[1] == str(len(pressing) + len(sources)) == "5"
    assert figures[2] == str(len([c for c in rich.changes if c.kind in {"gone", "status"}])) == "2"
    assert figures[3] == str(sum(site.seen for site in rich.coverage)) == "45"
    assert "of 48 expected, on 5 sites" in edition.numbers[3].label
    assert [number.beside for number in edition.numbers[:3]] == [
        "19 the week before",
        "4 the week before",
        "3 the week before",
    ]


def test_the_tables_hold_the_figures_of_the_material(rich: Material) -> None:
    edition = view(rich, NOW, 46)
    tables = {b.caption: b for s in edition.sections for b in s.blocks if isinstance(b, Table)}
    coverage = {row[0][0].text: [cell[0].text for cell in row[1:8]] for row in tables["Pages by site"].rows}
    for site in rich.coverage:
        figures = (site.seen, site.expected, site.blocked, site.failed, site.gone, site.unvisited, site.unread)
        assert coverage[site.site] == [str(figure) for figure in figures]
    live = {row[0][0].text: [cell[0].text for cell in row[1:7]] for row in tables["Live claims by operator"].rows}
    for total in rich.site_totals[:2]:
        flagged = (total.critical, total.high, total.medium, total.low)
        assert live[total.site] == [str(n) for n in (total.live, *flagged, total.live - sum(flagged))]


def test_charts_bring_the_figures_of_the_material(rich: Material) -> None:
    charts = {b.anchor: b for s in view(rich, NOW, 46).sections for b in s.blocks if isinstance(b, Chart)}
    weeks = charts["weeks"].figures.blocks[0]
    assert isinstance(weeks, Table)
    for week, row in zip(rich.weeks, weeks.rows, strict=True):
        figures = (week.critical, week.high, week.medium, week.low)
        assert [cell[0].text for cell in row[1:]] == [str(n) for n in (*figures, sum(figures))]
    totals = [label.text for label in charts["weeks"].labels if label.role == "total"]
    assert totals == [str(w.critical + w.high + w.medium + w.low) for w in rich.weeks]
    types = charts["types"].figures.blocks[0]
    assert isinstance(types, Table)
    assert [row[1][0].text for row in types.rows] == ["2", "1"]
    assert [row[2][0].text for row in types.rows] == ["1.0", "3.0"]


def test_boxes_of_a_chart_are_as_high_as_their_numbers(rich: Material) -> None:
    charts = {b.anchor: b for s in view(rich, NOW, 46).sections for b in s.blocks if isinstance(b, Chart)}
    boxes = [box for box in charts["weeks"].boxes if box.role == "low"]
    heights = [box.height + 1.5 for box in boxes]
    ratios = {round(height / week.low, 1) for height, week in zip(heights, rich.weeks, strict=True)}
    assert max(ratios) - min(ratios) <= 0.2


def test_quotes_carry_their_language(rich: Material) -> None:
    page = render(view(rich, NOW, 46))
    assert '<bdi lang="de">Exosomen aus menschlichem' in page
    assert '<bdi dir="auto" lang="en">Our exosome infusion ' in page


def test_a_change_of_rules_is_marked_on_the_chart_and_said(rich: Material) -> None:
    charts = {b.anchor: b for s in view(rich, NOW, 46).sections for b in s.blocks if isinstance(b, Chart)}
    assert len([stroke for stroke in charts["weeks"].strokes if stroke.role == "rules"]) == 1
    assert "Rules of the reading changed in the week from 12 Oct" in charts["weeks"].says
    calm = replace(rich, weeks=tuple(replace(week, technical=0) for week in rich.weeks))
    charts = {b.anchor: b for s in view(calm, NOW, 46).sections for b in s.blocks if isinstance(b, Chart)}
    assert not [stroke for stroke in charts["weeks"].strokes if stroke.role == "rules"]
    assert "Rules" not in charts["weeks"].says


def test_a_small_drawing_says_its_figures(rich: Material) -> None:
    page = render(view(rich, NOW, 46))
    assert 'role="img" aria-label="by week: 0 0 0 1 2 2 4 1 3 3 5 4"' in page
