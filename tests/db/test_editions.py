"""Editions tell each change once to each audience."""

import sqlite3
from datetime import timedelta

import pytest

from db.errors import StoreBusy, StoreError
from db.outbox import Closing
from db.queries import Reader
from tests.db.world import START, WEEK, Leaf, Says, World

PAGE = [Says("Exosomes regrow hair in four weeks."), Says("Our exosomes heal scars.", "wound_scar")]


def close(world: World, audience: str, changes: list[int], number: int | None = None) -> int:
    """Close an edition of the first week."""
    until = START + WEEK
    return world.store.close_edition(
        Closing(audience, START, until, changes, until, f"digests/{audience}.html", number)
    )


def untold(world: World, audience: str) -> list[int]:
    """The ids that an audience waits for."""
    with Reader.open(world.path) as reader:
        return [change.id for change in reader.untold(audience)]


def test_told_once_to_each_audience(world: World) -> None:
    world.visit(START, a=Leaf(PAGE))
    ids = untold(world, "regulator")
    assert len(ids) == 2
    assert close(world, "regulator", ids) == 1
    assert untold(world, "regulator") == []
    assert untold(world, "brand") == ids
    assert close(world, "brand", ids) == 2
    world.visit(START + WEEK, a=Leaf(PAGE[:1]))
    assert len(untold(world, "regulator")) == 1
    with Reader.open(world.path) as reader:
        assert [change.id for change in reader.edition_changes(1)] == ids
        assert [(e.number, e.audience, e.changes, e.path) for e in reader.editions()] == [
            (2, "brand", 2, "digests/brand.html"),
            (1, "regulator", 2, "digests/regulator.html"),
        ]
        assert [edition.until for edition in reader.editions("regulator")] == [START + WEEK]
        assert reader.next_edition() == 3


def test_what_an_edition_leaves_out_waits(world: World) -> None:
    world.visit(START, a=Leaf(PAGE))
    first, second = untold(world, "regulator")
    close(world, "regulator", [second])
    assert untold(world, "regulator") == [first]
    close(world, "regulator", [first])
    assert untold(world, "regulator") == []
    close(world, "regulator", [])


def test_untold_before_a_moment(world: World) -> None:
    world.visit(START, a=Leaf(PAGE[:1]))
    world.visit(START + WEEK, a=Leaf(PAGE))
    with Reader.open(world.path) as reader:
        assert len(reader.untold("regulator", START + WEEK)) == 1
        assert len(reader.untold("regulator", START + WEEK + timedelta(minutes=1))) == 2


def test_a_change_is_never_told_twice(world: World) -> None:
    world.visit(START, a=Leaf(PAGE))
    ids = untold(world, "regulator")
    close(world, "regulator", ids[:1])
    with pytest.raises(StoreError, match=r"was told to regulator in edition 1 already: ask for the untold"):
        close(world, "regulator", ids)
    assert untold(world, "regulator") == ids[1:]
    with pytest.raises(StoreError, match="no such change: 99"):
        close(world, "regulator", [99])


def test_a_number_taken_meanwhile_is_refused(world: World) -> None:
    world.visit(START, a=Leaf(PAGE))
    close(world, "brand", [], number=1)
    with pytest.raises(StoreBusy, match=r"edition 1 was closed by another process meanwhile: render again"):
        close(world, "regulator", untold(world, "regulator"), number=1)
    assert close(world, "regulator", untold(world, "regulator"), number=2) == 2


def test_a_still_reader_sees_one_moment(world: World) -> None:
    world.visit(START, a=Leaf(PAGE[:1]))
    with Reader.open(world.path) as reader:
        with reader.still():
            assert len(reader.changes()) == 1
            world.visit(START + WEEK, a=Leaf(PAGE))
            assert len(reader.changes()) == 1
        assert len(reader.changes()) == 2


def test_a_closed_edition_survives_in_the_file(world: World) -> None:
    world.visit(START, a=Leaf(PAGE))
    close(world, "regulator", untold(world, "regulator"))
    world.store.close()
    with sqlite3.connect(world.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM edition_changes").fetchone() == (2,)
    connection.close()
