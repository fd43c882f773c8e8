"""A product seen at its new address runs before its old one is asked: one history, and what was told stays true."""

from dataclasses import replace

import pytest

from claims.model import Disclosure, Level
from db.health import troubles
from db.model import Quality
from db.outbox import Closing
from db.queries import Reader
from db.verdicts import Verdict, in_force
from tests.db.test_products_over_time import CREAM, GROWS, HUMAN, MOVED, NEW, OTHER, kept_its_history, products
from tests.db.world import DAY, START, WEEK, Leaf, Says, World, product, states

OLD_PAGE = Leaf([GROWS, OTHER], [CREAM], [HUMAN])
NEW_PAGE = Leaf([*MOVED.says, OTHER], MOVED.products, MOVED.stated)


def told(world: World, audience: str = "regulator") -> list[tuple[str, str, str]]:
    """What an edition of now tells that audience, which is closed with it."""
    with Reader.open(world.path) as reader:
        changes = reader.untold(audience)
    ids = [change.id for change in changes]
    world.store.close_edition(Closing(audience, START, world.now, ids, world.now, "digest.html"))
    return [(str(change.kind), change.before, change.after) for change in changes if not change.baseline]


def kinds(world: World, audience: str = "regulator") -> list[str]:
    """The kinds of it."""
    return [kind for kind, _, _ in told(world, audience)]


def first_weeks(world: World, new: Leaf = NEW_PAGE) -> None:
    """A product, told; then it is seen at a new address while nobody asks at the old one."""
    world.visit(START, cream=OLD_PAGE)
    assert told(world) == []
    world.begin(START + WEEK)
    world.page(NEW, new)
    world.end()
    assert len(products(world)) == 2, "nobody knows yet whether it moved"


def ask_the_old(world: World, *, weeks: int = 2, status: int = 404) -> None:
    """The run that finds the old address left."""
    world.begin(START + weeks * WEEK)
    world.page(NEW, NEW_PAGE)
    world.trouble("/cream", Quality.GONE, status)
    world.end()
    assert troubles(world.path) == ()


def test_where_no_edition_told_it_as_new_nothing_is_told(world: World) -> None:
    first_weeks(world)
    ask_the_old(world)
    assert kept_its_history(world)
    assert told(world) == []
    ask_the_old(world, weeks=3, status=410)
    assert kinds(world) == ["page_gone"]
    assert kept_its_history(world)


def test_where_an_edition_told_it_as_new_it_is_told_to_have_moved(world: World) -> None:
    first_weeks(world)
    assert kinds(world) == ["product_new", "new"]
    ask_the_old(world)
    assert kept_its_history(world)
    moved = ("product_moved", "http://127.0.0.1/cream", f"http://127.0.0.1{NEW}")
    assert world.changes()[-1].address == moved[2]
    assert told(world) == [moved]
    ask_the_old(world, weeks=3, status=410)
    assert kinds(world) == ["page_gone"]


def test_who_was_not_told_that_it_is_new_is_told_only_that_it_moved(world: World) -> None:
    first_weeks(world)
    told(world)
    ask_the_old(world)
    assert kinds(world, "brand") == ["product_moved"]


def test_both_of_its_numbers_lead_to_the_claim_with_all_that_happened(world: World) -> None:
    first_weeks(world)
    told(world)
    younger = max(claim.id for claim in world.claims())
    ask_the_old(world)
    with Reader.open(world.path) as reader:
        (claim,) = reader.claims(ids=[younger])
        assert claim.id < younger
        assert [str(change.kind) for change in reader.changes(claim=younger)] == ["new", "new"]
        assert reader.claims(ids=[claim.id, younger]) == (claim,)
    assert {place.address for place in claim.places} == {"http://127.0.0.1/cream", f"http://127.0.0.1{NEW}"}
    assert len(world.claims(live=None)) == 1


def test_verdicts_follow_the_claim_whichever_number_they_were_about(world: World) -> None:
    first_weeks(world)
    younger, older = sorted((claim.id for claim in world.claims()), reverse=True)
    world.store.judge([older], Verdict.LETTER_SENT, "Ada", world.now, "case 7")
    world.store.judge([younger], Verdict.DISMISSED, "Ada", world.now, "a customer's words")
    ask_the_old(world)
    world.store.judge([younger], Verdict.LETTER_SENT, "Ada", world.now, "case 8")
    with Reader.open(world.path) as reader:
        said = reader.verdicts([younger])
        assert [(one.claim, one.verdict, one.holds) for one in said] == [
            (older, Verdict.LETTER_SENT, True),
            (older, Verdict.DISMISSED, True),
            (older, Verdict.LETTER_SENT, True),
        ]
        assert in_force(said)[older].reason == "case 8"
        (letter,) = reader.letters()
    assert letter.gone_at is None
    world.visit(START + 3 * WEEK, **{NEW[1:]: NEW_PAGE})
    with Reader.open(world.path) as reader:
        assert all(one.holds for one in reader.verdicts([older])), "the words are those that were judged"


def test_an_old_address_that_leads_to_the_new_one_is_the_same(world: World) -> None:
    first_weeks(world)
    told(world)
    world.begin(START + 2 * WEEK)
    for _ in range(2):
        world.pages("/cream", {NEW: NEW_PAGE})
    world.end()
    assert kept_its_history(world)
    assert kinds(world) == ["product_moved"]
    world.visit(START + 3 * WEEK, **{NEW[1:]: NEW_PAGE})
    assert told(world) == []


def test_an_old_page_that_sells_something_else_now_is_the_same(world: World) -> None:
    soap = Leaf([OTHER], [product("/cream", name="Soap")])
    first_weeks(world)
    world.visit(START + 2 * WEEK, **{"cream": Leaf([OTHER]), NEW[1:]: NEW_PAGE})
    assert kept_its_history(world)
    assert told(world) == []
    assert soap.products[0].name not in {one.name for one in products(world)}


def test_a_whole_list_that_has_it_at_its_new_address_only_is_proof_enough(world: World) -> None:
    def week(number: int, path: str, leaf: Leaf) -> list[str]:
        world.begin(START + number * WEEK)
        world.page(path, leaf)
        world.pages("/products.json", {"/all": Leaf()}, listed=frozenset({path, "/soap"}))
        if number:
            world.trouble("/cream", Quality.ERROR, 503)
        world.end()
        return kinds(world)

    assert week(0, "/cream", OLD_PAGE) == []
    assert week(1, NEW, NEW_PAGE) == []
    assert kept_its_history(world)


def test_a_list_that_moved_as_a_whole_moves_all_at_once(world: World) -> None:
    def at(folder: str, number: int) -> tuple[str, Leaf]:
        key = f"/{folder}/p{number}"
        stated = states(Disclosure.STATED, ("human", ""), of=key)
        says = [Says(f"Serum {number} regrows hair.", product=key)]
        return key, Leaf(says, [product(key, name=f"Serum {number}")], [stated])

    for week, folder in enumerate(("old", "new")):
        world.begin(START + week * WEEK)
        leaves = dict(at(folder, number) for number in range(6))
        for key, leaf in leaves.items():
            world.page(key, leaf)
        world.pages("/products.json", {"/all": Leaf()}, listed=frozenset(leaves))
        world.end()
    assert told(world) == []
    assert {one.key for one in products(world)} == {f"/new/p{number}" for number in range(6)}
    assert troubles(world.path) == ()


def test_what_else_moved_with_it_is_told(world: World) -> None:
    says = [Says(GROWS.text, product=NEW, level=Level.CRITICAL), Says("Exosomes close scars.", product=NEW), OTHER]
    other = Leaf(says, [product(NEW, "39.00")], [states(Disclosure.STATED, ("plant", "rose"), of=NEW)])
    first_weeks(world, other)
    world.begin(START + 2 * WEEK)
    world.trouble("/cream", Quality.GONE, 404)
    world.end()
    assert sorted(told(world)) == [
        ("level", "high", "critical"),
        ("new", "", "Exosomes close scars."),
        ("price", "EUR 49.00", "EUR 39.00"),
        ("source", "human: umbilical cord", "plant: rose"),
    ]


def test_two_that_were_ever_seen_side_by_side_stay_two(world: World) -> None:
    first_weeks(world)
    world.begin(START + 2 * WEEK)
    world.page(NEW, NEW_PAGE)
    world.page("/cream", OLD_PAGE)
    world.end()
    told(world)
    for weeks in (3, 4):
        ask_the_old(world, weeks=weeks)
    assert [one.key for one in products(world)] == [NEW]
    assert len(products(world, live=None)) == 2
    assert sorted(kinds(world)) == ["gone", "page_gone", "product_gone"]


def test_a_page_that_is_kept_from_view_has_not_been_left(world: World) -> None:
    first_weeks(world)
    for weeks, quality in enumerate((Quality.BLOCKED, Quality.ERROR, Quality.LOGIN), 2):
        world.begin(START + weeks * WEEK)
        world.page(NEW, NEW_PAGE)
        world.trouble("/cream", quality, 503)
        world.end()
        assert len(products(world)) == 2


def test_of_two_that_left_under_one_name_none_is_taken_for_the_new_one(world: World) -> None:
    second = Leaf([OTHER], [product("/cream-2")], [replace(HUMAN, product="/cream-2")])
    world.visit(START, **{"cream": OLD_PAGE, "cream-2": second})
    world.begin(START + WEEK)
    world.page(NEW, NEW_PAGE)
    world.end()
    world.begin(START + 2 * WEEK)
    for path in ("/cream", "/cream-2"):
        world.trouble(path, Quality.GONE, 404)
    world.end()
    assert len(products(world)) == 3


def test_a_list_that_shows_both_in_turn_keeps_one_place(world: World) -> None:
    listed = Leaf([replace(GROWS, product="/cream"), OTHER], [CREAM], [HUMAN])
    world.visit(START, cream=OLD_PAGE, list=listed)
    world.begin(START + WEEK)
    world.page(NEW, NEW_PAGE)
    world.end()
    told(world)
    world.begin(START + 2 * WEEK)
    world.page("/list", NEW_PAGE)
    world.trouble("/cream", Quality.GONE, 404)
    world.end()
    assert kept_its_history(world)
    assert kinds(world) == ["product_moved"]
    world.visit(START + 3 * WEEK, **{NEW[1:]: NEW_PAGE, "list": NEW_PAGE})
    assert told(world) == []


def test_a_product_that_moves_twice_before_anyone_asks_is_still_one(world: World) -> None:
    newest = "/newest/cream"
    leaf = Leaf(
        [Says(GROWS.text, product=newest), OTHER], [product(newest)], [replace(HUMAN, product=newest)], key=newest
    )
    first_weeks(world)
    world.begin(START + 2 * WEEK)
    world.page(newest, leaf)
    world.end()
    world.begin(START + 3 * WEEK)
    for path in (NEW, "/cream"):
        world.trouble(path, Quality.GONE, 404)
    world.end()
    (one,), (claim,) = products(world), world.claims()
    assert one.key == claim.product == newest
    assert max(one.first_seen, claim.first_seen) < START + DAY


def test_one_that_is_left_at_both_of_its_addresses_goes(world: World) -> None:
    first_weeks(world)
    told(world)
    for weeks in (2, 3):
        world.begin(START + weeks * WEEK)
        for path in (NEW, "/cream"):
            world.trouble(path, Quality.GONE, 404)
        world.end()
    assert products(world) == ()
    assert world.claims() == ()


@pytest.mark.parametrize(("before", "after", "known"), [("Lumen", "", 1), ("", "Lumen", 1), ("Lumen", "Cellix", 2)])
def test_a_brand_that_one_page_leaves_out_is_no_other_brand(world: World, before: str, after: str, known: int) -> None:
    world.visit(START, cream=Leaf(OLD_PAGE.says, [replace(CREAM, brand=before)], [HUMAN]))
    world.begin(START + WEEK)
    world.page(NEW, Leaf(NEW_PAGE.says, [replace(NEW_PAGE.products[0], brand=after)], NEW_PAGE.stated))
    world.end()
    world.begin(START + 2 * WEEK)
    world.trouble("/cream", Quality.GONE, 404)
    world.end()
    assert len(products(world)) == known
