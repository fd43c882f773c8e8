"""Verdicts: only ever added, a mute is a view, and a letter is followed up."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

import db
from claims.model import Level
from db.errors import StoreError
from db.queries import Reader
from db.verdicts import Letter, Verdict, in_force
from tests.db.world import DAY, SHOP, START, WEEK, Leaf, Says, World

SAID = Says("Regrows hair in six weeks, for good and for all.", level=Level.CRITICAL)
PUT_ELSE = Says("Regrows hair in six weeks, for good and for everybody.", level=Level.CRITICAL)
OTHER = Says("Heals scars.", type="wound_scar", level=Level.HIGH)


def waiting(world: World) -> list[str]:
    """The words that wait for a verdict."""
    with Reader.open(world.path) as reader:
        return [claim.quote for claim in reader.queue()]


def letter(world: World) -> Letter:
    """The one letter."""
    with Reader.open(world.path) as reader:
        (found,) = reader.letters()
    return found


def number_of(world: World, said: Says) -> int:
    """The number of the claim in these words."""
    return next(c.id for c in world.claims(live=None) if c.quote == said.text and c.site == SHOP.name)


def judge(world: World, said: Says, verdict: Verdict, reason: str = "") -> None:
    """What Ada says of a claim, an hour later."""
    world.now += timedelta(hours=1)
    world.store.judge([number_of(world, said)], verdict, "Ada", world.now, reason)


def test_the_queue_holds_what_nobody_judged_the_most_pressing_first(world: World) -> None:
    world.visit(START, serum=Leaf((OTHER, SAID, Says("Lifts.", type="anti_ageing", level=Level.LOW))))
    assert waiting(world) == [SAID.text, OTHER.text]
    judge(world, SAID, Verdict.CONFIRMED)
    assert waiting(world) == [OTHER.text]


def test_the_queue_is_what_the_view_triage_shows(world: World) -> None:
    world.visit(START, serum=Leaf((OTHER, SAID, Says("Lifts.", type="anti_ageing", level=Level.LOW))))
    judge(world, OTHER, Verdict.DISMISSED, "not theirs")
    shown = [row[0] for row in world.store._db.conn.execute("SELECT quote FROM triage ORDER BY level")]
    with Reader.open(world.path) as reader:
        queue = [claim.quote for claim in reader.queue(level=Level.LOW)]
        assert [claim.quote for claim in reader.queue(level=Level.LOW, limit=1)] == [SAID.text]
        assert reader.queue(level=Level.LOW, site="Nobody") == ()
        assert len(reader.queue(level=Level.LOW, site=SHOP.name)) == 2
    assert queue == shown == [SAID.text, "Lifts."]


def test_a_mute_is_a_view_and_ends_when_the_wording_changes(world: World) -> None:
    world.visit(START, serum=Leaf((SAID,)))
    judge(world, SAID, Verdict.DISMISSED, "a customer's own words")
    assert waiting(world) == []
    assert [claim.quote for claim in world.claims()] == [SAID.text]
    assert world.visit(START + WEEK, serum=Leaf((PUT_ELSE,))) == ["reworded"]
    assert waiting(world) == [PUT_ELSE.text]
    with Reader.open(world.path) as reader:
        (said,) = reader.verdicts()
    assert (said.verdict, said.reason, said.quote, said.holds) == (
        Verdict.DISMISSED,
        "a customer's own words",
        SAID.text,
        False,
    )
    assert in_force((said,)) == {}


def test_what_was_confirmed_in_other_words_waits_again(world: World) -> None:
    world.visit(START, serum=Leaf((SAID,)))
    judge(world, SAID, Verdict.CONFIRMED)
    assert waiting(world) == []
    assert world.visit(START + WEEK, serum=Leaf((PUT_ELSE,))) == ["reworded"]
    assert (
        waiting(world)
        == [PUT_ELSE.text]
        == [row[0] for row in world.store._db.conn.execute("SELECT quote FROM triage")]
    )
    with Reader.open(world.path) as reader:
        assert in_force(reader.verdicts()) == {}
    world.visit(START + 2 * WEEK, serum=Leaf((SAID,)))
    assert waiting(world) == []


@pytest.mark.parametrize("before", [Verdict.LETTER_SENT, Verdict.CONFIRMED])
def test_what_was_said_before_a_dismissal_does_not_mute_other_words(world: World, before: Verdict) -> None:
    world.visit(START, serum=Leaf((SAID,)))
    judge(world, SAID, before)
    assert world.visit(START + WEEK, serum=Leaf((PUT_ELSE,))) == ["reworded"]
    judge(world, PUT_ELSE, Verdict.DISMISSED, "answered with a file")
    assert waiting(world) == []
    world.visit(START + 2 * WEEK, serum=Leaf((SAID,)))
    assert waiting(world) == [SAID.text] == [row[0] for row in world.store._db.conn.execute("SELECT quote FROM triage")]
    with Reader.open(world.path) as reader:
        assert in_force(reader.verdicts()) == {}


def test_an_old_wording_that_comes_back_is_still_dismissed(world: World) -> None:
    world.visit(START, serum=Leaf((SAID,)))
    judge(world, SAID, Verdict.DISMISSED, "a customer's own words")
    world.visit(START + WEEK, serum=Leaf((PUT_ELSE,)))
    world.visit(START + 2 * WEEK, serum=Leaf((SAID,)))
    assert waiting(world) == []


def test_a_dismissal_without_a_reason_is_refused(world: World) -> None:
    world.visit(START, serum=Leaf((SAID,)))
    with pytest.raises(StoreError, match="a dismissal needs a reason"):
        judge(world, SAID, Verdict.DISMISSED, " ")
    with pytest.raises(StoreError, match="no claim has the number 99"):
        world.store.judge([1, 99], Verdict.CONFIRMED, "Ada", world.now)
    with Reader.open(world.path) as reader:
        assert reader.verdicts() == ()


@pytest.mark.parametrize("statement", ["UPDATE verdicts SET reviewer = 'Eve'", "DELETE FROM verdicts"])
def test_nothing_said_is_changed_or_taken_back(world: World, statement: str) -> None:
    world.visit(START, serum=Leaf((SAID,)))
    judge(world, SAID, Verdict.CONFIRMED)
    with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        world.store._db.conn.execute(statement)


def test_a_letter_is_followed_from_up_to_gone_to_back(world: World) -> None:
    world.visit(START, serum=Leaf((SAID, OTHER)))
    judge(world, SAID, Verdict.LETTER_SENT, "case 12")
    up = letter(world)
    assert (up.quote, up.reason, up.gone_at, up.returned_at, up.reworded_at) == (SAID.text, "case 12", None, None, None)
    world.visit(START + WEEK, serum=Leaf((OTHER,)))
    assert letter(world).gone_at is not None
    world.visit(START + 2 * WEEK, serum=Leaf((SAID, OTHER)))
    back = letter(world)
    assert back.gone_at is None
    assert back.returned_at is not None
    assert back.returned_at > START + 2 * WEEK - DAY


def test_a_letter_tells_a_new_wording_beside_the_old(world: World) -> None:
    world.visit(START, serum=Leaf((SAID,)))
    judge(world, SAID, Verdict.LETTER_SENT)
    world.visit(START + WEEK, serum=Leaf((PUT_ELSE,)))
    moved = letter(world)
    assert (moved.quote, moved.now) == (SAID.text, PUT_ELSE.text)
    assert moved.reworded_at is not None


def test_the_same_words_on_other_sites_are_named_sisters_first(world: World) -> None:
    own = replace(SHOP, labels=("lumen-group", "de"))
    sister = replace(SHOP, name="Lumen Outlet", url="http://127.0.0.2/", labels=("lumen-group",))
    stranger = replace(SHOP, name="A Stranger", url="http://127.0.0.3/", labels=())
    for site in (own, sister, stranger):
        world.run = world.store.begin_run([site], world.now)
        world.page_of(site, "/serum", Leaf((SAID,)))
        world.store.end_run(world.run, world.now)
    judge(world, SAID, Verdict.LETTER_SENT)
    found = letter(world)
    assert found.site == SHOP.name
    assert [(other.site, other.labels) for other in found.sisters] == [
        ("Lumen Outlet", ("lumen-group",)),
        ("A Stranger", ()),
    ]


def test_a_later_dismissal_ends_the_follow_up(world: World) -> None:
    world.visit(START, serum=Leaf((SAID,)))
    judge(world, SAID, Verdict.LETTER_SENT)
    judge(world, SAID, Verdict.DISMISSED, "answered with a file")
    with Reader.open(world.path) as reader:
        assert reader.letters() == ()


def test_the_form_of_datasette_keeps_a_verdict_as_the_store_does(world: World) -> None:
    settings = yaml.safe_load((Path(db.__file__).parent / "datasette.yml").read_text(encoding="utf-8"))
    form = settings["databases"]["exowatch"]["queries"]["record_verdict"]
    assert form["write"] is True
    assert form["allow"] == {"id": "*"}
    world.visit(START, serum=Leaf((SAID, OTHER)))
    filled = {"claim": number_of(world, SAID), "verdict": "dismissed", "reason": " no claim ", "_actor_id": "ada"}
    connection = world.store._db.conn
    with connection:
        connection.execute(form["sql"], filled)
    assert waiting(world) == [OTHER.text]
    with Reader.open(world.path) as reader:
        (said,) = reader.verdicts()
    assert (said.verdict, said.reason, said.reviewer, said.quote) == (Verdict.DISMISSED, "no claim", "ada", SAID.text)
    for wrong in ({"verdict": "guilty"}, {"reason": " "}, {"_actor_id": ""}):
        with pytest.raises(sqlite3.IntegrityError), connection:
            connection.execute(form["sql"], filled | wrong)
