"""What ever happened to some claims, products and pages, and the newest pictures of pages, each by its own index."""

from datetime import timedelta

import pytest

from claims.model import Disclosure, Level
from db.kept import Picture
from db.queries import Reader
from tests.db.world import SHOP, START, WEEK, Leaf, Says, World, product, states

GROWS = Says("Exosomes regrow hair in four weeks.")
SLOWER = Says("Exosomes regrow hair in five months.")
HUMAN = states(Disclosure.STATED, ("human", "umbilical cord"), of="/p0")
PLANT = states(Disclosure.STATED, ("plant", "rose"), of="/p0")
CLINIC = states(Disclosure.STATED, ("human", "adipose"))
OTHER = states(Disclosure.STATED, ("human", "placenta"))


@pytest.fixture
def moved(world: World) -> World:
    """A shop whose product, page and claim moved in its second week."""
    sold = (product("/p0"),)
    world.visit(
        START,
        p0=Leaf([GROWS], sold, [HUMAN], stated_level=Level.HIGH),
        about=Leaf([], (), [CLINIC], stated_level=Level.HIGH),
    )
    world.visit(START + WEEK, p0=Leaf([SLOWER], sold, [PLANT]), about=Leaf([], (), [OTHER], stated_level=Level.HIGH))
    return world


def test_a_claim_a_product_and_a_page_have_their_own_past(moved: World) -> None:
    with Reader.open(moved.path) as reader:
        (claim,) = reader.claims()
        (sold,) = reader.products()
        of_claim = reader.changes_about([claim.id])
        of_product = reader.changes_about([], [sold.id])
        of_page = reader.changes_about([], [], [(SHOP.name, "http://127.0.0.1/about")])
        assert reader.changes_about([]) == ()
        assert reader.changes_about([], [], [("Nobody", "http://127.0.0.1/about"), (SHOP.name, "")]) == ()
        together = reader.changes_about([claim.id], [sold.id], [(SHOP.name, "http://127.0.0.1/about")])
    assert [str(change.kind) for change in of_claim] == ["new", "reworded"]
    assert [change.after for change in of_product] == ["human: umbilical cord", "plant: rose"]
    assert [change.after for change in of_page] == ["human: adipose", "human: placenta"]
    assert together == tuple(sorted((*of_claim, *of_product, *of_page), key=lambda change: (change.at, change.id)))


def test_the_newest_picture_of_each_page(moved: World) -> None:
    address = "http://127.0.0.1/p0"
    for number in (1, 2):
        moved.begin(START + (1 + number) * WEEK)
        taken = Picture(SHOP.name, address, moved.now + timedelta(minutes=number), f"captures/{number}.jpg", "ab" * 32)
        moved.store.keep_picture(moved.run, taken)
        moved.end()
    with Reader.open(moved.path) as reader:
        (found,) = reader.pictures([(SHOP.name, address), (SHOP.name, "http://127.0.0.1/about"), ("Nobody", address)])
    assert found == taken


@pytest.mark.parametrize(
    ("asks", "index"), [("changes_about", "changes_of_pages"), ("pictures", "pictures_by_address")]
)
def test_what_is_asked_of_pages_goes_by_their_index(moved: World, asks: str, index: str) -> None:
    from db.reading.changes import OF_PAGES
    from db.reading.evidence import PICTURES_OF_PAGES

    sql = OF_PAGES if asks == "changes_about" else PICTURES_OF_PAGES
    plan = moved.store._db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", ("[]",)).fetchall()
    assert index in " ".join(str(row[3]) for row in plan)
