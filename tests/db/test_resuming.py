"""A visit that was cut off goes on; one that is old, finished, or meant otherwise does not."""

from datetime import timedelta

from db.model import Incident, Quality, Site
from db.queries import Reader
from tests.db.world import SHOP, START, WEEK, Leaf, Says, World

PAGE = Leaf([Says("Exosomes regrow hair in four weeks.")])
HOUR = timedelta(hours=1)
OTHER = Site("Other", "http://127.0.0.2/", SHOP.kind)


def test_it_knows_what_was_answered(world: World) -> None:
    world.begin(START)
    world.page("/a", PAGE)
    world.trouble("/b", Quality.GONE, 404)
    world.trouble("/c", Quality.UNREACHABLE, 0)
    run = world.run
    world.begin(START + HOUR)
    assert world.run == run
    answered = world.store.answered(run, SHOP.name)
    assert {one.address.rsplit("/", 1)[1]: (one.quality, one.status) for one in answered.values()} == {
        "a": (Quality.OK, 200),
        "b": (Quality.GONE, 404),
    }
    assert world.store.answered(run, "nowhere") == {}


def test_only_the_newest_young_and_like_run_goes_on(world: World) -> None:
    world.begin(START)
    assert world.store.begin_run([SHOP], START + HOUR) == 1
    assert world.store.begin_run([SHOP], START + HOUR, full=True) == 2
    assert world.store.begin_run([SHOP], START + HOUR) == 3
    assert world.store.begin_run([SHOP, OTHER], START + HOUR) == 4
    assert world.store.begin_run([OTHER, SHOP], START + HOUR) == 4
    assert world.store.begin_run([SHOP, OTHER], START + 13 * HOUR) == 5


def test_a_run_goes_on_only_from_the_country_that_it_was_begun_from(world: World) -> None:
    begun = world.store.begin_run([SHOP], START, country_of_exit="DE")
    assert world.store.begin_run([SHOP], START + HOUR, country_of_exit="DE") == begun
    assert world.store.begin_run([SHOP], START + HOUR) == begun + 1
    assert world.store.begin_run([SHOP], START + HOUR, country_of_exit="FR") == begun + 2
    with Reader.open(world.path) as reader:
        assert [run.country_of_exit for run in reader.runs()] == ["FR", "", "DE"]


def test_a_run_goes_on_until_all_that_follows_it_is_done(world: World) -> None:
    world.begin(START)
    world.page("/a", PAGE)
    world.end()
    assert world.store.begin_run([SHOP], START + HOUR) == world.run
    world.store.finish_run(world.run, START + HOUR)
    assert world.store.begin_run([SHOP], START + HOUR) == 2


def test_an_end_that_comes_twice_counts_once(world: World) -> None:
    world.begin(START)
    world.pages("/list", {"/all": Leaf()}, listed=frozenset({"/p"}))
    world.end()
    ended = world.now
    world.now += HOUR
    world.end()
    with Reader.open(world.path) as reader:
        assert reader.runs()[0].ended_at == ended


def test_an_incident_is_kept_once_though_the_run_meets_it_again(world: World) -> None:
    world.begin(START)
    for cause in ("too slow", "too slow", "too large"):
        world.store.incident(world.run, Incident(SHOP.name, cause, "wait", at=world.now))
    with Reader.open(world.path) as reader:
        assert reader.runs()[0].incidents == 2


def test_what_the_first_look_found_before_the_kill_is_old(world: World) -> None:
    world.begin(START)
    world.page("/a", PAGE)
    world.begin(START + HOUR)
    world.page("/b", Leaf([Says("Scars close within days.", "wound_scar")]))
    world.end()
    assert [change.baseline for change in world.changes()] == [True, True]
    assert world.visit(START + WEEK, a=Leaf([*PAGE.says, Says("Safe for all.", "safety")])) == ["new"]
    assert not world.changes()[-1].baseline
