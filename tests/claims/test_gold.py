"""The labelled pages keep to the guide: known names, spans that stand in the text, pages in one piece."""

from itertools import groupby
from pathlib import Path

import pytest

from claims.scoring.predictions import gold_of
from claims.scoring.score import GoldUnit
from claims.taxonomy import load_taxonomy

FILES = sorted((Path(__file__).parents[1] / "gold").glob("*.jsonl"))


def units(path: Path) -> tuple[GoldUnit, ...]:
    found = gold_of(path)
    assert found
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_names_are_those_of_the_taxonomy(path: Path) -> None:
    taxonomy = load_taxonomy()
    types = {type_.name for type_ in taxonomy.claim_types}
    sources = {(class_.name, detail.name) for class_ in taxonomy.sources for detail in class_.details}
    routes = {route.name for route in taxonomy.routes}
    for entry in units(path):
        assert {claim.type for claim in entry.tags.claims} <= types, entry.unit.id
        assert {(source.class_, source.detail) for source in entry.tags.sources} <= sources, entry.unit.id
        assert set(entry.tags.routes) <= routes, entry.unit.id


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_spans_stand_in_their_text(path: Path) -> None:
    spans = [
        (entry.unit, span)
        for entry in units(path)
        for span in (*(claim.span for claim in entry.tags.claims), *(source.span for source in entry.tags.sources))
    ]
    lost = [(unit.id, span) for unit, span in spans if not span or span not in unit.text]
    assert not lost, "copy the span from the text"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_units_of_a_page_follow_each_other(path: Path) -> None:
    pages = [page for page, _ in groupby(units(path), key=lambda entry: entry.unit.page)]
    assert len(pages) == len(set(pages))


def test_the_files_share_no_unit() -> None:
    ids = [entry.unit.id for path in FILES for entry in units(path)]
    assert len(ids) == len(set(ids))
