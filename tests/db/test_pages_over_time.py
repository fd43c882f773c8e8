"""Pages that go, stay, or are only read in another way."""

from datetime import timedelta

from claims.model import Disclosure, Level
from db.model import ChangeKind, Quality, Visit
from tests.db.world import DAY, START, WEEK, Leaf, Says, World, product, read, states

GROWS = Says("Exosomes regrow hair in four weeks.")
HEALS = Says("Our exosomes heal scars.", "wound_scar")
OTHER = Says("Free shipping on all orders.", type="")
HUMAN = states(Disclosure.STATED, ("human", ""), of="/cream")


def not_found(world: World, at: timedelta, status: int = 404) -> list[str]:
    """A run that finds the page missing; gives the kinds of its changes."""
    before = len(world.changes())
    world.begin(START + at)
    world.trouble("/cream", Quality.GONE, status)
    world.end()
    return [str(change.kind) for change in world.changes()[before:]]


def test_not_found_twice_a_day_apart(world: World) -> None:
    world.visit(START, cream=Leaf([GROWS], [product("/cream")], [HUMAN]))
    assert not_found(world, WEEK) == []
    assert not_found(world, WEEK + timedelta(hours=20)) == []
    assert not_found(world, WEEK + DAY, 410) == ["page_gone", "product_gone", "gone"]
    gone = world.changes()[-1]
    assert gone.reason == "its page answered 410 on 2026-03-09 and on 2026-03-10"
    assert gone.seen_at is not None
    assert gone.missed_at is not None
    assert (gone.seen_at.day, gone.missed_at.day, gone.at.day) == (2, 9, 10)
    assert not_found(world, 2 * WEEK) == []
    assert world.store.known_addresses("Lumen Shop") == ()
    leaf = Leaf([GROWS], [product("/cream")], [HUMAN])
    assert world.visit(START + 3 * WEEK, cream=leaf) == ["product_returned", "returned"]


def test_a_page_between_two_absences_starts_the_count_anew(world: World) -> None:
    world.visit(START, cream=Leaf([GROWS]))
    assert not_found(world, WEEK) == []
    assert world.visit(START + 2 * WEEK, cream=Leaf([GROWS])) == []
    assert not_found(world, 3 * WEEK) == []
    assert len(world.claims()) == 1


def test_a_claim_on_another_page_outlives_its_page(world: World) -> None:
    world.visit(START, cream=Leaf([GROWS]), blog=Leaf([GROWS]))
    assert not_found(world, WEEK) == []
    assert not_found(world, 2 * WEEK) == ["page_gone"]
    assert [place.live for place in world.claims()[0].places] == [True, False]


def test_a_page_without_anything_goes_in_silence(world: World) -> None:
    world.visit(START, cream=Leaf([OTHER]))
    assert not_found(world, WEEK) + not_found(world, 2 * WEEK) == []


def test_two_documents_with_one_key_are_two_pages(world: World) -> None:
    def week(number: int) -> int:
        world.begin(START + number * WEEK)
        reads = (read("/a", Leaf([GROWS])), read("/a", Leaf([HEALS])))
        recorded = world.store.record(world.run, Visit(world.capture("/list"), reads))
        world.end()
        return recorded.changes

    assert [week(0), week(1)] == [2, 0]
    assert {claim.places[0].page for claim in world.claims()} == {"/a", "/a#2"}


def test_a_rule_of_ours_makes_no_news(world: World) -> None:
    world.visit(START, a=Leaf([GROWS, Says(HEALS.text, type="")]))
    assert world.visit(START + WEEK, a=Leaf([GROWS, HEALS], packs=("en 2 bbbb",))) == ["new"]
    assert world.changes()[-1].technical
    assert [claim.technical for claim in sorted(world.claims(), key=lambda claim: claim.id)] == [False, True]


def test_a_rule_of_ours_on_a_page_that_moved_as_well(world: World) -> None:
    world.visit(START, a=Leaf([GROWS, Says(HEALS.text, type="")]))
    fresh = Says("Exosomes ease pain.", "pain_orthopaedic")
    world.visit(START + WEEK, a=Leaf([GROWS, HEALS, fresh], packs=("en 2 bbbb",)))
    assert {change.type: change.technical for change in world.changes()[1:]} == {
        "wound_scar": True,
        "pain_orthopaedic": False,
    }
    silenced = Says(HEALS.text, type="")
    world.visit(START + 2 * WEEK, a=Leaf([GROWS, silenced], packs=("en 3 cccc",)))
    gone = {change.type: change.technical for change in world.changes() if change.kind == ChangeKind.GONE}
    assert gone == {"wound_scar": True, "pain_orthopaedic": False}


def test_a_real_absence_stays_real_when_confirmed_on_the_same_text(world: World) -> None:
    world.visit(START, a=Leaf([GROWS, OTHER]))
    assert world.visit(START + WEEK, a=Leaf([OTHER])) == ["gone"]
    assert not world.changes()[-1].technical


def test_a_level_that_only_our_rules_moved_is_technical(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    assert world.visit(START + WEEK, a=Leaf([Says(GROWS.text, level=Level.CRITICAL)])) == ["level"]
    assert world.changes()[-1].technical


def test_a_source_that_only_our_rules_moved_is_technical(world: World) -> None:
    plant = states(Disclosure.STATED, ("plant", ""), of="/cream")
    world.visit(START, cream=Leaf([OTHER], [product("/cream")], [HUMAN]))
    assert world.visit(START + WEEK, cream=Leaf([OTHER], [product("/cream")], [plant])) == ["source"]
    assert world.changes()[-1].technical


CLOSED = Leaf([Says("Our shop is taking a short break.", type="")])


def test_one_text_in_place_of_many_pages_proves_nothing_gone(world: World) -> None:
    pages = {"cream": Leaf([GROWS], [product("/cream")], [HUMAN]), "drip": Leaf([HEALS]), "about": Leaf([OTHER])}
    world.visit(START, **pages)
    for number in range(1, 4):
        assert "gone" not in world.visit(START + number * WEEK, **dict.fromkeys(pages, CLOSED))
    assert sorted(claim.quote for claim in world.claims()) == [GROWS.text, HEALS.text]
    assert all(claim.last_seen < START + DAY for claim in world.claims())
    assert "returned" not in world.visit(START + 4 * WEEK, **pages)
    assert all(claim.last_seen > START + 4 * WEEK for claim in world.claims())


def test_a_text_that_stands_on_one_page_only_proves_it(world: World) -> None:
    world.visit(START, cream=Leaf([GROWS]), drip=Leaf([HEALS]))
    assert world.visit(START + WEEK, cream=CLOSED, drip=Leaf([HEALS])) == ["gone"]


def test_pages_that_always_say_the_same_prove_it_together(world: World) -> None:
    world.visit(START, cream=Leaf([GROWS]), copy=Leaf([GROWS]))
    assert world.visit(START + WEEK, cream=CLOSED, copy=CLOSED) == ["gone"]
