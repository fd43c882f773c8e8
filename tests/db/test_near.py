"""What an edition asks costs what it tells: found from the changes, counted as claims come and go."""

import sqlite3
from collections import Counter
from datetime import timedelta

import pytest

from claims.model import Disclosure, Level, Status
from db.queries import Reader
from db.reading import near, totals
from db.reading.changes import untold
from tests.db.world import START, WEEK, Leaf, Says, World, product, states

HAIR, SCAR = Says("Exosomes regrow hair in four weeks."), Says("Our exosomes heal scars.", "wound_scar")


def counted(world: World) -> tuple[Counter[tuple[object, ...]], Counter[tuple[object, ...]]]:
    """The claims that stand by kind: as they are kept, and as they are when one counts them."""
    connection = sqlite3.connect(world.path)
    kept = connection.execute("SELECT site_id, type, status, level, live FROM standing WHERE live <> 0").fetchall()
    rows = connection.execute("SELECT site_id, type, status, coalesce(level, '') FROM claims WHERE gone_at IS NULL")
    found = Counter(tuple(row) for row in rows.fetchall())
    connection.close()
    return Counter({tuple(row[:4]): row[4] for row in kept}), found


def test_the_count_of_what_stands_follows_every_move(world: World) -> None:
    visits: tuple[list[Says], ...] = (
        [HAIR, SCAR],
        [Says(HAIR.text, level=Level.CRITICAL), SCAR],
        [Says(HAIR.text, status=Status.HEDGED, level=None), SCAR],
        [SCAR],
        [],
        [HAIR, SCAR],
    )
    for week, said in enumerate(visits):
        world.visit(START + week * WEEK, a=Leaf(said), b=Leaf([SCAR] if week < 3 else []))
        kept, found = counted(world)
        assert kept == found
    assert sum(kept.values()) == 2


def test_a_claim_that_is_deleted_is_counted_no_more(world: World) -> None:
    world.visit(START, a=Leaf([HAIR, SCAR]))
    connection = sqlite3.connect(world.path)
    connection.execute("DELETE FROM claims WHERE type = 'wound_scar'")
    connection.commit()
    connection.close()
    kept, found = counted(world)
    assert kept == found
    assert sum(kept.values()) == 1


def test_products_and_sources_near_a_change_are_those_of_its_page(world: World) -> None:
    human, plant = ("human", "umbilical_cord"), ("plant", "unspecified")
    leaves = {
        name: Leaf(
            [Says(f"{name} regrows hair.", product=f"/{name}")],
            (product(f"/{name}", name=name),),
            (states(Disclosure.STATED, human if name == "cream" else plant, of=f"/{name}"),),
        )
        for name in ("cream", "serum", "mist")
    }
    world.visit(START, **leaves)
    moved = Leaf(
        [Says("cream heals scars.", "wound_scar", product="/cream")], leaves["cream"].products, leaves["cream"].stated
    )
    world.visit(START + WEEK, **{**leaves, "cream": moved})
    with Reader.open(world.path) as reader:
        news = [change.id for change in reader.changes(since=START + WEEK) if change.claim]
        assert news
        assert [each.name for each in reader.products(live=None, about=news)] == ["cream"]
        assert [each.product for each in reader.sources(about=news)] == ["/cream"]
        every = [change.id for change in reader.changes()]
        assert reader.products(live=None, about=every) == reader.products(live=None)
        assert reader.sources(about=every) == reader.sources()
        assert reader.products(about=[]) == ()


@pytest.fixture
def asked(world: World) -> list[str]:
    """The plan of every question that an edition asks of changes and of what they are about."""
    world.visit(START, a=Leaf([HAIR, SCAR]))
    with Reader.open(world.path) as reader:
        connection = reader._db.conn
        statements: list[str] = []
        connection.set_trace_callback(statements.append)
        until = START + timedelta(days=1)
        untold(reader._db, "regulator", None)
        near.near(reader._db, [1, 2])
        reader.products(live=None, about=[1])
        reader.sources(about=[1])
        totals.week_totals(reader._db, until, 12)
        totals.type_totals(reader._db, START, until, 12)
        totals.site_totals(reader._db)
        totals.site_weeks(reader._db, until, 12)
        totals.matrix(reader._db, START, until)
        connection.set_trace_callback(None)
        plans = []
        for statement in dict.fromkeys(statements):
            rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            plans.append(f"{statement}\n" + "\n".join(str(row[3]) for row in rows))
    return plans


def test_no_question_of_an_edition_goes_through_a_whole_table(asked: list[str]) -> None:
    grows = ("changes", "claims", "places", "wordings", "captures", "addresses", "pages", "products", "sources")
    scans = [plan for plan in asked for table in grows if f"SCAN {table}" in plan.replace(" USING", " ")]
    assert len(asked) >= 12
    assert not scans, "\n\n".join(scans)
