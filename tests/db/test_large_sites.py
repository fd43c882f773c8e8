"""What the first look at a page costs the store does not grow with its site: steps of SQLite are counted, not time."""

from claims.model import Disclosure, Level
from db.model import Visit
from tests.db.world import Leaf, Says, World, read, states

FEW, MANY, COUNTED = 20, 1_000, 10
EVERY = 10  # steps between two counts


def steps(world: World, first: int) -> int:
    """Steps that the first looks at some pages take, each of which states what all state, and is flagged for it."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += EVERY
        return 0

    world.store._db.conn.set_progress_handler(count, EVERY)
    for number in range(first, first + COUNTED):
        look_at(world, number)
    world.store._db.conn.set_progress_handler(None, 0)
    return counted


def look_at(world: World, number: int) -> None:
    leaf = Leaf([Says(f"Exosomes number {number} regrow hair.")], stated=[states(Disclosure.UNDISCLOSED)])
    flagged = Leaf(leaf.says, stated=leaf.stated, stated_level=Level.HIGH)
    world.store.record(world.run, Visit(world.capture(f"/{number}"), (read(f"/{number}", flagged),)))


def test_a_first_look_takes_no_more_steps_on_a_large_site(world: World) -> None:
    world.begin()
    for number in range(FEW):
        look_at(world, number)
    before = steps(world, FEW)
    for number in range(FEW + COUNTED, MANY):
        look_at(world, number)
    assert steps(world, MANY) < 1.3 * before
