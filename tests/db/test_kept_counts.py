"""Counts that are kept: what moves them, that they are those of a recount, and what they spare an edition."""

from dataclasses import replace

from db.health import troubles
from db.kept import ReadAgain
from db.known import SiteCoverage
from db.model import Quality
from db.queries import Reader
from tests.db.world import SHOP, START, WEEK, Leaf, Says, World, read

GROWS = Says("Exosomes regrow hair in four weeks.")
OTHER = Says("Free shipping on all orders.", type="")


def seen(world: World) -> SiteCoverage:
    """What is known of the shop's newest run."""
    with Reader.open(world.path) as reader:
        (site,) = reader.coverage()
    return site


def is_kept(world: World) -> list[bool]:
    """Whether the counts of each run are kept, oldest first."""
    rows = world.store._db.execute("SELECT is_counted FROM run_sites ORDER BY run_id")
    return [bool(row["is_counted"]) for row in rows]


def test_a_run_is_counted_when_it_ends_and_says_the_same_before(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]), b=Leaf([OTHER]), c=Leaf([OTHER]))
    world.begin(START + WEEK)
    world.page("/a", Leaf([GROWS]))
    world.trouble("/b", Quality.BLOCKED)
    before = seen(world)
    assert is_kept(world) == [True, False]
    world.end()
    assert is_kept(world) == [True, True]
    assert seen(world) == before
    assert (before.seen, before.blocked, before.unvisited, before.expected) == (1, 1, 1, 3)


def test_a_capture_after_the_end_is_counted_at_the_next_end(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    world.trouble("/b", Quality.BLOCKED)
    assert is_kept(world) == [False]
    assert seen(world).blocked == 1
    world.end()
    assert is_kept(world) == [True]
    assert seen(world).blocked == 1


def test_a_page_that_is_read_after_all_is_counted_again(world: World) -> None:
    world.visit(START, a=Leaf([GROWS], read=False))
    assert seen(world).unread == 1
    run = world.store.begin_reread([SHOP], "new rules", world.now)
    for page in world.store.to_reread(run, [SHOP.name]):
        world.store.reread(run, ReadAgain(page), (read("/a", Leaf([GROWS])),), world.now)
    assert is_kept(world) == [False]
    assert seen(world).unread == 0
    world.store.end_run(run, world.now)
    assert is_kept(world) == [True]
    assert seen(world).unread == 0
    assert troubles(world.path) == ()


def test_a_page_that_a_new_reading_brings_is_counted(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    run = world.store.begin_reread([SHOP], "new rules", world.now)
    for page in world.store.to_reread(run, [SHOP.name]):
        reads = (read("/a", Leaf([GROWS])), read("/a", Leaf([OTHER], key="/a#2", read=False)))
        world.store.reread(run, ReadAgain(page), reads, world.now)
    assert seen(world).unread == 1
    world.store.end_run(run, world.now)
    assert seen(world).unread == 1
    assert troubles(world.path) == ()


def test_what_an_earlier_run_saw_stays_as_it_was_told(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    world.trouble("/b", Quality.SOFT_404)
    world.end()
    with Reader.open(world.path) as reader:
        (before,) = reader.coverage(run=1)
    world.visit(START + WEEK, a=Leaf([GROWS]), b=Leaf([OTHER]))
    with Reader.open(world.path) as reader:
        (after,) = reader.coverage(run=1)
    assert (before.seen, before.gone) == (1, 0)
    assert (after.seen, after.gone) == (1, 0), "the page came after that run"


def test_an_address_that_was_seen_at_last_is_no_trouble(world: World) -> None:
    world.begin(START)
    world.trouble("/a", Quality.ERROR, 503)
    world.page("/a", Leaf([GROWS]))
    world.page("/b", Leaf([GROWS]))
    world.trouble("/b", Quality.BLOCKED)
    world.trouble("/c", Quality.BLOCKED)
    world.trouble("/c", Quality.ERROR, 503)
    site = seen(world)
    assert (site.seen, site.blocked, site.failed) == (2, 0, 1)
    assert [(page.address[-2:], page.quality) for page in site.troubles] == [("/c", Quality.ERROR)]


def test_totals_that_a_recount_contradicts_are_named(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    assert troubles(world.path) == ()
    world.store._db.execute("UPDATE standing SET live = live + 1")
    world.store._db.execute("UPDATE run_sites SET seen = 7")
    world.store._db.conn.commit()
    of_claims, of_pages = troubles(world.path)
    assert "Lumen Shop" in of_claims
    assert "kept of hair_growth claims, asserted, high is 2, a recount gives 1" in of_claims
    assert "the pages kept of run 1 are" in of_pages
    assert "seen=7" in of_pages


def test_runs_of_other_sites_unsettle_nothing(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    other = replace(SHOP, name="Another Shop", url="http://127.0.0.2/")
    world.begin(START + WEEK, other)
    world.page_of(other, "/x", Leaf([OTHER]))
    assert is_kept(world) == [True, False]
    world.end()
    assert is_kept(world) == [True, True]
