"""What is owed to whom is written by the transaction that closes an edition, and ends once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.errors import StoreError
from db.outbox import Addressed, Closing, Delivery, DeliveryState, EditionBody
from db.queries import Reader
from tests.db.world import START, WEEK, Leaf, Says, World

UNTIL = START + WEEK
ANNA = Addressed("anna", "mail", "", "<1.anna@example.org>")
BODIES = (EditionBody("", b"all"), EditionBody("uk", b"some"))


def close(world: World, *owed: Addressed) -> int:
    """Close an edition of what is untold, owed to these."""
    with Reader.open(world.path) as reader:
        ids = [change.id for change in reader.untold("regulator")]
    return world.store.close_edition(
        Closing("regulator", START, UNTIL, ids, UNTIL, "digests/1.html", None, BODIES, owed, "tag:example.org,2026:1")
    )


def deliveries(world: World, *, owed_only: bool = False) -> tuple[Delivery, ...]:
    """What is known of the outbox."""
    with Reader.open(world.path) as reader:
        return reader.deliveries(owed_only=owed_only)


def test_closing_owes_the_edition_and_keeps_what_it_says(world: World) -> None:
    world.visit(START, a=Leaf([Says("Exosomes regrow hair in four weeks.")]))
    number = close(world, ANNA, Addressed("ben", "folder", "uk", "<1.ben@example.org>"))
    with Reader.open(world.path) as reader:
        assert reader.edition_bodies(number) == BODIES
        assert reader.edition_bodies(number + 1) == ()
        edition = reader.edition(number)
        assert reader.edition(99) is None
    assert edition is not None
    assert edition.permanent_id == "tag:example.org,2026:1"
    anna, ben = deliveries(world)
    assert (anna.reader, anna.channel, anna.message_id, anna.state) == ("anna", "mail", ANNA.message_id, "owed")
    assert (ben.cut, ben.tries, ben.owed_at) == ("uk", 0, UNTIL)


def test_an_edition_that_fails_to_close_owes_nothing(world: World) -> None:
    world.visit(START, a=Leaf([Says("Exosomes regrow hair in four weeks.")]))
    with pytest.raises(Exception, match=r"UNIQUE constraint failed: outbox\.edition, outbox\.reader"):
        close(world, ANNA, replace(ANNA, message_id="<other@example.org>"))
    assert deliveries(world) == ()
    with Reader.open(world.path) as reader:
        assert len(reader.untold("regulator")) == 1
        assert reader.editions() == ()


def test_a_delivery_ends_once(world: World) -> None:
    close(world, ANNA)
    (owed,) = deliveries(world)
    world.store.delivery_begins(owed.id, UNTIL)
    assert deliveries(world)[0].trying_since == UNTIL
    world.store.delivery_waits(owed.id, UNTIL + timedelta(minutes=5), "451 try later")
    (waiting,) = deliveries(world, owed_only=True)
    assert (waiting.tries, waiting.trying_since, waiting.answer) == (1, None, "451 try later")
    assert waiting.next_try_at == UNTIL + timedelta(minutes=5)
    world.store.delivery_begins(owed.id, UNTIL)
    world.store.delivery_ends(owed.id, UNTIL, "250 ok", sent=True)
    assert deliveries(world, owed_only=True) == ()
    assert (deliveries(world)[0].state, deliveries(world)[0].tries) == (DeliveryState.SENT, 2)
    with pytest.raises(StoreError, match="is not owed: another process ended it"):
        world.store.delivery_begins(owed.id, UNTIL)


def test_what_was_refused_can_be_owed_again(world: World) -> None:
    close(world, ANNA)
    (owed,) = deliveries(world)
    world.store.delivery_begins(owed.id, UNTIL)
    world.store.delivery_ends(owed.id, UNTIL, "550 no such user", sent=False)
    assert deliveries(world)[0].state is DeliveryState.REFUSED
    assert world.store.deliver_again(UNTIL) == 1
    assert world.store.deliver_again(UNTIL) == 0
    assert deliveries(world, owed_only=True)[0].tries == 1


def test_a_long_answer_is_kept_in_part(world: World) -> None:
    close(world, ANNA)
    (owed,) = deliveries(world)
    world.store.delivery_begins(owed.id, UNTIL)
    world.store.delivery_waits(owed.id, UNTIL, "4" * 9_999)
    assert len(deliveries(world)[0].answer) == 500
    world.store.delivery_ends(owed.id, UNTIL, "5" * 9_999, sent=False)
    assert len(deliveries(world)[0].answer) == 500
