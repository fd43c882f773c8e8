"""What limits a claim, and what it means when that is dropped."""

from dataclasses import replace

from claims.model import Status
from db.known import Change
from db.model import ChangeKind
from tests.db.world import START, WEEK, Leaf, Says, World

GROWS = Says("Exosomes regrow hair in four weeks.*")
DENIED = Says("These exosomes are not approved by any authority.", "regulatory_status", Status.NEGATED, level=None)
NOTE = "*Individual results may vary."
NOTED = replace(GROWS, note=NOTE)
SMALL = Says(NOTE, type="")
OTHER = Says("Free shipping on all orders.", type="")


def dropped(world: World) -> list[Change]:
    """The disclaimers that were dropped."""
    return [change for change in world.changes() if change.kind is ChangeKind.DISCLAIMER_DROPPED]


def test_a_denial_that_goes_is_a_disclaimer_dropped(world: World) -> None:
    world.visit(START, a=Leaf([GROWS, DENIED]))
    world.begin(START + WEEK)
    assert world.page("/a", Leaf([GROWS])).changes == 0
    assert world.page("/a", Leaf([GROWS])).changes == 1
    (change,) = dropped(world)
    assert (change.before, change.technical) == (DENIED.text, False)
    assert change.seen_at is not None
    assert world.visit(START + 2 * WEEK, a=Leaf([GROWS, DENIED])) == ["returned"]


def test_an_affirmed_standing_that_goes_is_a_claim_gone(world: World) -> None:
    world.visit(START, a=Leaf([GROWS, replace(DENIED, status=Status.ASSERTED)]))
    assert world.visit(START + WEEK, a=Leaf([GROWS])) == ["gone"]


def test_a_note_that_a_claim_loses_is_told_once(world: World) -> None:
    world.visit(START, a=Leaf([NOTED, SMALL]), b=Leaf([NOTED, SMALL]))
    assert world.visit(START + WEEK, a=Leaf([GROWS]), b=Leaf([NOTED, SMALL])) == []
    assert world.visit(START + 2 * WEEK, a=Leaf([GROWS]), b=Leaf([GROWS])) == ["disclaimer_dropped"]
    (change,) = dropped(world)
    assert (change.subject, change.before, change.after) == (GROWS.text, NOTE, "")
    assert world.visit(START + 3 * WEEK, a=Leaf([GROWS, OTHER]), b=Leaf([GROWS, OTHER])) == []


def test_another_note_is_none_dropped(world: World) -> None:
    world.visit(START, a=Leaf([NOTED, SMALL]))
    assert world.visit(START + WEEK, a=Leaf([replace(GROWS, note="*In a study of 20 people."), OTHER])) == []


def test_a_note_that_only_our_rules_lose_is_technical(world: World) -> None:
    world.visit(START, a=Leaf([NOTED, SMALL]))
    assert world.visit(START + WEEK, a=Leaf([GROWS, SMALL, OTHER], packs=("en 2 bbbb",))) == ["disclaimer_dropped"]
    assert dropped(world)[0].technical
