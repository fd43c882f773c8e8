"""Sources and routes of single lines, as a careful reader writes them down."""

from functools import cache
from pathlib import Path

import pytest
from pydantic.dataclasses import dataclass

from claims.datafile import read as read_data
from claims.model import Block, Document, Reading, Role, SiteKind
from claims.reading import read
from claims.rules.packs import load_library

LINES = Path(__file__).with_name("lines.yml")
ABOVE = ("Exosomes explained", "Read on to learn more about it.")


@dataclass(frozen=True)
class Line:
    """A line of a page and its tags; `todo` marks one that is read wrongly today."""

    kind: SiteKind
    text: str
    tags: str
    todo: bool = False


@dataclass(frozen=True)
class Lines:
    """lines.yml."""

    sources: tuple[Line, ...]
    routes: tuple[Line, ...]
    pages: tuple[Line, ...]


@cache
def lines() -> Lines:
    """The lines, read once."""
    return read_data(LINES, Lines)


def reading_of(line: Line) -> Reading:
    """The reading of a page that ends with the line."""
    blocks = tuple(Block(text) for text in (*ABOVE, line.text))
    return read(Document("p", "", line.kind, lang="en", blocks=blocks), load_library())


@pytest.mark.parametrize("line", lines().sources, ids=lambda line: line.text[:40])
def test_sources_of_a_line(line: Line) -> None:
    found = reading_of(line).sources
    tags = {f"{source.class_}/{source.detail}:{source.role}" for source in found if source.block == len(ABOVE)}
    assert (tags == set(line.tags.split())) is not line.todo, tags


@pytest.mark.parametrize("line", lines().routes, ids=lambda line: line.text[:40])
def test_routes_of_a_line(line: Line) -> None:
    tags = {route.name for route in reading_of(line).routes if route.block == len(ABOVE)}
    assert (tags == set(line.tags.split())) is not line.todo, tags


@pytest.mark.parametrize("page", lines().pages, ids=lambda page: page.text[:40].replace("\n", " "))
def test_classes_that_a_page_states(page: Line) -> None:
    texts = page.text.splitlines()
    blocks = tuple(Block(text) for text in texts)
    reading = read(Document("p", "", page.kind, title=texts[0], lang="en", blocks=blocks), load_library())
    classes = {source.class_ for source in reading.sources if source.role is Role.STATED}
    assert (classes == set(page.tags.split())) is not page.todo, classes


def test_few_lines_are_read_wrongly() -> None:
    every = (*lines().sources, *lines().routes, *lines().pages)
    assert sum(line.todo for line in every) * 10 <= len(every)
