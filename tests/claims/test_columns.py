"""Rows of tables that set exosomes beside something else."""

import pytest

from claims.model import Block, Document, Form, Reading, SiteKind
from claims.reading import read
from claims.rules.packs import load_library


def reading_of(rows: tuple[str, ...], head: str = "") -> Reading:
    """The reading of a clinic's page with a table."""
    trail = (head,) if head else ()
    blocks = (
        Block("Exosomes or PRP?", form=Form.HEADING),
        *(Block(row, form=Form.TABLE_ROW, trail=trail) for row in rows),
    )
    return read(Document("p", "", SiteKind.CLINIC, lang="en", blocks=blocks), load_library())


@pytest.mark.parametrize(
    "rows",
    [
        ("| | PRP | Exosomes |", "| Source | Your own blood | Umbilical cord tissue |"),
        ("Treatment | PRP | Exosomes", "Source | Your own blood | Umbilical cord tissue"),
        ("Treatment | Exosomes | PRP", "Source | Umbilical cord tissue | Your own blood"),
    ],
)
def test_only_the_column_of_exosomes_names_their_source(rows: tuple[str, ...]) -> None:
    (source,) = reading_of(rows).sources
    assert (source.class_, source.detail, source.role) == ("human", "umbilical_cord", "stated")
    assert source.quote == rows[1]
    assert source.quote[source.span.start : source.span.end] == source.span.text == "Umbilical cord tissue"


def test_the_head_may_stand_in_the_trail() -> None:
    reading = reading_of(("Origin | Your own blood | Rose callus",), head="| PRP | Exosomes")
    assert {(source.class_, source.detail) for source in reading.sources} == {("plant", "rose")}


def test_routes_of_the_other_column_are_left_out() -> None:
    reading = reading_of(("Treatment | PRP | Exosomes", "How | Injected | On the skin, after microneedling"))
    assert {route.name for route in reading.routes} <= {"topical", "microneedling"}


def test_a_table_of_exosomes_alone_is_read_whole() -> None:
    reading = reading_of(("Exosome source | Rose callus", "Exosome dose | 10 billion"))
    assert {(source.class_, source.detail) for source in reading.sources} == {("plant", "rose")}
