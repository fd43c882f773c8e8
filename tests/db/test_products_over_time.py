"""Products and their stated sources from first to last sight."""

from dataclasses import replace
from decimal import Decimal

import pytest

from claims.model import Disclosure, Level, Money, StatedSource
from db.known import KnownProduct
from db.model import Quality
from db.outbox import Closing
from db.queries import Reader
from tests.db.world import DAY, START, WEEK, Leaf, Says, World, product, states

CREAM = product("/cream")
HUMAN = states(Disclosure.STATED, ("human", "umbilical cord"), of="/cream")
PLANT = states(Disclosure.STATED, ("plant", "rose"), of="/cream")
CONFLICT = states(Disclosure.CONFLICT, ("plant", "rose"), ("human", ""), of="/cream")
GROWS = Says("Exosomes regrow hair in four weeks.", product="/cream")
OTHER = Says("Free shipping on all orders.", type="")


def products(world: World, *, live: bool | None = True) -> tuple[KnownProduct, ...]:
    """The products known."""
    with Reader.open(world.path) as reader:
        return reader.products(live=live)


def test_prices(world: World) -> None:
    assert world.visit(START, cream=Leaf(products=[CREAM], stated=[HUMAN])) == ["product_new"]
    dear = product("/cream", "59.00")
    assert world.visit(START + WEEK, cream=Leaf(products=[dear], stated=[HUMAN])) == ["price"]
    change = world.changes()[-1]
    assert (change.subject, change.before, change.after) == ("Night Cream", "EUR 49.00", "EUR 59.00")
    same = product("/cream", "59", currency="")
    assert world.visit(START + 2 * WEEK, cream=Leaf(products=[same], stated=[HUMAN])) == []
    assert (
        world.visit(START + 3 * WEEK, cream=Leaf(products=[product("/cream", "59", currency="USD")], stated=[HUMAN]))
        == []
    )


def test_a_price_told_by_one_page_is_not_told_by_the_next(world: World) -> None:
    def week(number: int, first: str, second: str) -> list[str]:
        leaves = [Leaf(products=[product("/cream", amount)], stated=[HUMAN]) for amount in (first, second)]
        return world.visit(START + number * WEEK, list=leaves[0], cream=leaves[1])

    assert week(0, "49.00", "49.0") == ["product_new"]
    assert week(1, "39.00", "39.0") == ["price"]
    assert week(2, "39.00", "39.0") == []
    assert [str(one.price.amount) for one in products(world) if one.price] == ["39.00"]


def test_the_platform_speaks_before_the_page(world: World) -> None:
    def week(number: int, low: str, high: str) -> list[str]:
        listed = replace(product("/cream", low), price_high=Money(Decimal(high), "EUR"), origin="platform")
        shown = product("/cream", low)
        leaves = [Leaf(products=[one], stated=[HUMAN]) for one in (shown, listed)]
        return world.visit(START + number * WEEK, cream=leaves[0], list=leaves[1])

    assert week(0, "49.00", "90.00") == ["product_new"]
    assert week(1, "39.00", "80.00") == ["price"]
    assert world.changes()[-1].after == "EUR 39.00–80.00"
    shown = Leaf(products=[product("/cream", "35.00")], stated=[HUMAN])
    assert world.visit(START + 2 * WEEK, cream=shown, list=Leaf([OTHER])) == []
    assert world.visit(START + 3 * WEEK, cream=Leaf(products=[product("/cream", "30.00")], stated=[HUMAN])) == ["price"]


def test_levels_that_follow_a_source_are_told_with_it(world: World) -> None:
    def week(number: int, stated: StatedSource, level: Level) -> list[str]:
        says = [Says(GROWS.text, product="/cream", level=level), OTHER]
        return world.visit(START + number * WEEK, cream=Leaf(says, [CREAM], [stated]))

    week(0, PLANT, Level.MEDIUM)
    assert week(1, HUMAN, Level.CRITICAL) == ["source", "level"]
    source, level = world.changes()[-2:]
    assert (source.caused_by, level.caused_by) == (None, source.id)
    with Reader.open(world.path) as reader:
        assert reader.untold("regulator")[-1] == source
        assert reader.claims()[0].level == Level.CRITICAL
    ids = [change.id for change in world.changes()[:-1]]
    world.store.close_edition(Closing("regulator", START, world.now, ids, world.now, "digest.html"))
    with Reader.open(world.path) as reader:
        assert reader.untold("regulator") == ()


def test_products_off_the_subject_are_kept_and_not_told(world: World) -> None:
    assert world.visit(START, soap=Leaf(products=[product("/soap", name="Soap")])) == []
    assert world.visit(START + WEEK, soap=Leaf(products=[product("/soap", "9.00", "Soap")])) == []
    assert [one.name for one in products(world)] == ["Soap"]


def test_sources_moved_and_conflicts(world: World) -> None:
    def week(number: int, *stated: object) -> list[str]:
        return world.visit(START + number * WEEK, cream=Leaf(products=[CREAM], stated=stated))  # type: ignore[arg-type]

    assert week(0, HUMAN) == ["product_new"]
    assert week(1, PLANT) == ["source"]
    assert (world.changes()[-1].before, world.changes()[-1].after) == ("human: umbilical cord", "plant: rose")
    assert week(2, CONFLICT) == ["conflict_opened"]
    assert week(3, CONFLICT) == []
    assert week(4, PLANT) == ["conflict_closed"]
    assert products(world)[0].disclosure == Disclosure.STATED
    with Reader.open(world.path) as reader:
        assert [source.sources for source in reader.sources()] == [(("plant", "rose"),)]


def test_a_source_that_a_page_no_longer_states(world: World) -> None:
    world.visit(START, cream=Leaf([OTHER], [CREAM], [HUMAN]))
    assert world.visit(START + WEEK, cream=Leaf([OTHER, OTHER], [CREAM])) == ["source"]
    assert (world.changes()[-1].before, world.changes()[-1].after) == ("human: umbilical cord", "not asked")
    assert products(world)[0].disclosure == Disclosure.NOT_ASKED


def test_a_flagged_source_is_told_once_at_first_sight(world: World) -> None:
    page = Leaf(products=[CREAM], stated=[HUMAN], stated_level=Level.CRITICAL)
    assert world.visit(START, cream=page) == ["product_new", "source"]
    change = world.changes()[-1]
    assert (change.before, change.after, change.level) == ("", "human: umbilical cord", Level.CRITICAL)
    assert change.baseline
    assert world.visit(START + WEEK, cream=page, other=page) == []
    softer = Leaf(products=[CREAM], stated=[HUMAN], stated_level=Level.HIGH, says=[OTHER])
    assert world.visit(START + 2 * WEEK, cream=softer, other=softer) == ["level"]
    with Reader.open(world.path) as reader:
        assert {(source.level, source.flags[0].level) for source in reader.sources()} == {(Level.HIGH, Level.HIGH)}


def test_a_page_repeats_nothing_that_its_product_told(world: World) -> None:
    def page(class_: str) -> Leaf:
        of_product, of_page = (states(Disclosure.STATED, (class_, ""), of=key) for key in ("/cream", ""))
        return Leaf(products=[CREAM], stated=[of_product, of_page], says=[OTHER])

    world.visit(START, cream=page("human"))
    assert world.visit(START + WEEK, cream=page("plant")) == ["source"]


def test_what_every_page_states_is_told_once(world: World) -> None:
    def page(class_: str, level: Level, note: str = "") -> Leaf:
        return Leaf([OTHER, Says(note, type="")], stated=[states(Disclosure.STATED, (class_, ""))], stated_level=level)

    assert world.visit(START, a=page("human", Level.HIGH), b=page("human", Level.HIGH)) == ["source"]
    assert world.visit(START + WEEK, a=page("plant", Level.LOW), b=page("plant", Level.LOW)) == ["source"]
    assert world.visit(START + 2 * WEEK, a=page("plant", Level.LOW), c=page("plant", Level.LOW)) == []
    harder = page("plant", Level.MEDIUM, "news")
    assert world.visit(START + 3 * WEEK, a=harder, b=harder, c=harder) == ["level"]


def test_a_product_gone_by_two_full_fetches_and_back(world: World) -> None:
    both = Leaf([GROWS, OTHER], [CREAM, product("/soap", name="Soap")], [HUMAN])
    one = Leaf([OTHER], [product("/soap", name="Soap")])
    world.visit(START, all=both)
    assert world.visit(START + WEEK, all=one) == ["product_gone", "gone"]
    assert {one.name for one in products(world)} == {"Soap"}
    assert world.visit(START + 2 * WEEK, all=both) == ["product_returned", "returned"]


def test_a_product_that_moves_its_address_keeps_its_history(world: World) -> None:
    world.visit(START, all=Leaf([GROWS], [CREAM], [HUMAN]))
    moved = states(Disclosure.STATED, ("human", "umbilical cord"), of="/new/cream")
    leaf = Leaf([Says(GROWS.text, product="/new/cream")], [product("/new/cream")], [moved])
    assert world.visit(START + WEEK, all=leaf) == []
    assert [(one.key, one.first_seen < START + DAY) for one in products(world)] == [("/new/cream", True)]
    assert [claim.product for claim in world.claims()] == ["/new/cream"]


NEW = "/new/cream"
MOVED = Leaf(
    [Says(GROWS.text, product=NEW)], [product(NEW)], [states(Disclosure.STATED, ("human", "umbilical cord"), of=NEW)]
)


def kept_its_history(world: World) -> bool:
    """Whether there is one product and one claim, both known since the start and now at the new address."""
    (one,), (claim,) = products(world), world.claims()
    return one.key == claim.product == NEW and max(one.first_seen, claim.first_seen) < START + DAY


def test_an_address_that_leads_elsewhere_takes_its_product_along(world: World) -> None:
    world.visit(START, cream=Leaf([GROWS], [CREAM], [HUMAN]))
    world.begin(START + WEEK)
    for _ in range(2):
        world.pages("/cream", {NEW: MOVED})
    world.end()
    assert kept_its_history(world)
    assert [str(change.kind) for change in world.changes()[2:]] == []


def test_a_product_that_turns_up_when_its_page_is_not_found_has_moved(world: World) -> None:
    world.visit(START, cream=Leaf([GROWS], [CREAM], [HUMAN]))
    for week in (1, 2):
        world.begin(START + week * WEEK)
        world.trouble("/cream", Quality.GONE, 404)
        world.page(NEW, MOVED)
        world.end()
    assert kept_its_history(world)
    assert [str(change.kind) for change in world.changes()[2:]] == ["page_gone"]


def test_a_product_that_moves_and_costs_less_and_is_made_of_something_else(world: World) -> None:
    world.visit(START, cream=Leaf([OTHER], [CREAM], [HUMAN]))
    world.begin(START + WEEK)
    world.trouble("/cream", Quality.GONE, 404)
    world.page(NEW, Leaf([OTHER], [product(NEW, "39.00")], [states(Disclosure.STATED, ("plant", "rose"), of=NEW)]))
    world.end()
    told = [(str(change.kind), change.before, change.after) for change in world.changes()[1:]]
    assert told == [("price", "EUR 49.00", "EUR 39.00"), ("source", "human: umbilical cord", "plant: rose")]


def test_the_new_address_may_be_visited_before_the_old_one(world: World) -> None:
    world.visit(START, cream=Leaf([GROWS], [CREAM], [HUMAN]))
    for week in (1, 2):
        world.begin(START + week * WEEK)
        world.page(NEW, MOVED)
        world.trouble("/cream", Quality.GONE, 404)
        world.end()
        assert kept_its_history(world)
    assert [str(change.kind) for change in world.changes()[2:]] == ["page_gone"]


def test_what_else_is_said_there_is_news_all_the_same(world: World) -> None:
    world.visit(START, cream=Leaf([GROWS], [CREAM], [HUMAN]))
    world.begin(START + WEEK)
    says = [Says(GROWS.text, product=NEW, level=Level.CRITICAL), Says("Exosomes close scars.", product=NEW)]
    world.page(NEW, Leaf(says, [product(NEW, "39.00")], [states(Disclosure.STATED, ("plant", "rose"), of=NEW)]))
    world.page("/cream", Leaf([OTHER]))
    world.end()
    told = [(str(change.kind), change.before, change.after) for change in world.changes()[2:]]
    assert sorted(told) == [
        ("level", "high", "critical"),
        ("new", "", "Exosomes close scars."),
        ("price", "EUR 49.00", "EUR 39.00"),
        ("source", "human: umbilical cord", "plant: rose"),
    ]
    assert [one.key for one in products(world)] == [NEW]


def test_two_that_came_under_one_name_are_new(world: World) -> None:
    world.visit(START, cream=Leaf([OTHER], [CREAM], [HUMAN]))
    world.begin(START + WEEK)
    for key in (NEW, "/newer/cream"):
        world.page(key, Leaf([OTHER], [product(key)], [states(Disclosure.STATED, ("plant", "rose"), of=key)]))
    world.trouble("/cream", Quality.GONE, 404)
    world.end()
    assert [str(change.kind) for change in world.changes()].count("product_new") == 3


def test_a_product_that_was_gone_comes_back_elsewhere(world: World) -> None:
    world.visit(START, cream=Leaf([GROWS], [CREAM], [HUMAN]), other=Leaf([OTHER]))
    assert world.visit(START + WEEK, cream=Leaf([OTHER]), other=Leaf([OTHER])) == ["product_gone", "gone"]
    world.begin(START + 2 * WEEK)
    world.page(NEW, MOVED)
    world.end()
    assert kept_its_history(world)
    assert [str(change.kind) for change in world.changes()[4:]] == ["product_returned", "returned"]


def test_two_of_one_name_are_two_products(world: World) -> None:
    both = Leaf([OTHER], [CREAM, product("/cream-2")], [HUMAN])
    world.visit(START, cream=Leaf([GROWS], [CREAM], [HUMAN]))
    world.visit(START + WEEK, cream=Leaf([GROWS], [CREAM], [HUMAN]), new=MOVED, all=both)
    assert {one.key for one in products(world)} == {"/cream", NEW, "/cream-2"}


def test_a_listing_that_drops_a_product(world: World) -> None:
    keys = [f"/p{number}" for number in range(4)]

    def visit(at: int, offered: list[str], *, quality: Quality = Quality.OK) -> list[str]:
        before = len(world.changes())
        world.begin(START + at * WEEK)
        for key in keys:
            if key in offered:
                stated = states(Disclosure.STATED, ("human", ""), of=key)
                world.page(key, Leaf([Says(f"{key} regrows hair.", product=key)], [product(key, name=key)], [stated]))
            elif quality != Quality.OK:
                world.trouble(key, quality, 404)
        world.pages("/products.json", {"/all": Leaf()}, listed=frozenset(offered))
        world.end()
        return [str(change.kind) for change in world.changes()[before:]]

    assert visit(0, keys) == ["product_new", "new"] * 4
    assert visit(1, keys[:3]) == ["gone", "product_gone"]
    assert world.store.suspects(world.run, "Lumen Shop") == ()
    assert world.changes()[-1].reason == "the complete listing of its site no longer has it"
    assert visit(2, keys[:2], quality=Quality.GONE) == ["gone", "product_gone"]
    assert visit(3, []) == [], "an empty listing is believed only when it comes twice"
    assert visit(4, []) == ["gone", "product_gone"] * 2
    assert visit(5, keys[:1]) == ["product_returned", "returned"]


@pytest.mark.parametrize(("known", "left", "at_once"), [(9, 4, False), (8, 4, True), (10, 5, True)])
def test_a_listing_that_drops_five_and_more_than_half_has_to_do_so_twice(
    world: World, known: int, left: int, at_once: bool
) -> None:
    def visit(at: int, offered: list[str]) -> list[str]:
        before = len(world.changes())
        world.begin(START + at * WEEK)
        for key in offered:
            world.page(key, Leaf([OTHER], [product(key, name=key)], [states(Disclosure.STATED, ("human", ""), of=key)]))
        world.pages("/products.json", {"/all": Leaf()}, listed=frozenset(offered))
        world.end()
        return [str(change.kind) for change in world.changes()[before:]]

    keys = [f"/p{number}" for number in range(known)]
    visit(0, keys)
    gone = ["product_gone"] * (known - left)
    assert visit(1, keys[:left]) == (gone if at_once else [])
    assert visit(2, keys[:left]) == ([] if at_once else gone)


def test_a_dropped_product_whose_page_still_sells_it_stays(world: World) -> None:
    page = Leaf([GROWS], [CREAM], [HUMAN])
    world.begin(START)
    world.page("/cream", page)
    world.pages("/products.json", {"/all": Leaf()}, listed=frozenset({"/cream", "/soap"}))
    world.end()
    world.begin(START + WEEK)
    world.pages("/products.json", {"/all": Leaf()}, listed=frozenset({"/soap"}))
    assert world.store.suspects(world.run, "Lumen Shop") == ("http://127.0.0.1/cream",)
    world.page("/cream", page)
    world.end()
    assert [one.name for one in products(world)] == ["Night Cream"]


def test_products_of_one_listing_in_several_parts(world: World) -> None:
    soap = product("/soap", name="Soap")
    first = {"/cream": Leaf([GROWS], [CREAM], [HUMAN], key="/cream"), "/soap": Leaf([OTHER], [soap], key="/soap")}
    world.begin(START)
    world.pages("/products.json?page=1", first)
    world.end()
    world.begin(START + WEEK)
    assert world.pages("/products.json?page=1", {"/soap": first["/soap"]}).changes == 0
    assert world.pages("/products.json?page=2", {"/cream": first["/cream"]}).changes == 0
    assert world.store.suspects(world.run, "Lumen Shop") == ()
    world.end()
    assert len(world.claims()) == 1
    assert len(products(world)) == 2


def test_a_list_that_is_empty_shows_nothing_of_what_it_held(world: World) -> None:
    held = {"/cream": Leaf([GROWS], [CREAM], [HUMAN], key="/cream")}

    def visit(week: int, leaves: dict[str, Leaf]) -> list[str]:
        before = len(world.changes())
        world.begin(START + week * WEEK)
        world.pages("/products.json", leaves, listed=frozenset(leaves))
        world.end()
        return [str(change.kind) for change in world.changes()[before:]]

    visit(0, held)
    (seen,) = {claim.last_seen for claim in world.claims()}
    assert visit(1, {}) == []
    (claim,) = world.claims()
    assert (claim.last_seen, claim.places[0].capture) == (seen, 1)
    assert visit(2, held) == []
    assert [(one.last_seen, one.places[0].capture) for one in world.claims()] == [(world.now, 3)]
    assert (visit(3, {}), visit(4, {})) == ([], ["gone", "product_gone"])
    assert world.changes()[-1].reason == "the complete listing of its site no longer has it"


def test_a_product_that_two_pages_state_has_one_source(world: World) -> None:
    listed = replace(CREAM, origin="platform")
    world.visit(START, list=Leaf(products=[listed], stated=[PLANT]), cream=Leaf(products=[CREAM], stated=[CONFLICT]))
    with Reader.open(world.path) as reader:
        (source,) = reader.sources()
        (known,) = reader.products()
    assert source.disclosure == known.disclosure == Disclosure.CONFLICT
