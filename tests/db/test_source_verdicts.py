"""What reviewers say of stated sources: the queue, a mute of one statement, letters followed up; only ever added."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml

import db
from claims.model import Disclosure, Level, StatedSource
from db.base import Database
from db.errors import StoreError
from db.queries import Reader
from db.reading import source_verdicts
from db.verdicts import SourceLetter, Statement, Verdict, sources_in_force
from tests.db.world import DAY, START, WEEK, Leaf, Says, World, product, states

SOLD = (product("/serum"),)
HUMAN = states(Disclosure.STATED, ("human", "umbilical cord"), of="/serum")
PLANT = states(Disclosure.STATED, ("plant", "rose"), of="/serum")
BOTH = states(Disclosure.CONFLICT, ("human", "umbilical cord"), ("plant", "rose"), of="/serum")
SILENT = states(Disclosure.NOT_ASKED, of="/serum")
CLINIC = states(Disclosure.STATED, ("human", "adipose"))
HAIR = Says("Regrows hair.", level=Level.HIGH)


def leaf(stated: StatedSource, level: Level | None = Level.CRITICAL, says: tuple[Says, ...] = ()) -> Leaf:
    """A page that states a source in words of its own; one of a product sells it, too."""
    says += (Says(f"It comes from {stated.sources}.", type=""),)
    return Leaf(says, SOLD if stated.product else (), (stated,), stated_level=level)


def waiting(world: World, level: Level = Level.HIGH) -> list[tuple[tuple[str, str], ...]]:
    """What is stated of the sources that wait."""
    with Reader.open(world.path) as reader:
        return [source.sources for source in reader.source_queue(level=level)]


def number(world: World) -> int:
    """The number of the first source that stands."""
    with Reader.open(world.path) as reader:
        return reader.sources(live=None)[0].id


def judge(world: World, verdict: Verdict, reason: str = "") -> None:
    """What Ada says of the first source, an hour later."""
    world.now += timedelta(hours=1)
    world.store.judge([], verdict, "Ada", world.now, reason, sources=[number(world)])


def letter(world: World) -> SourceLetter:
    """The one letter."""
    with Reader.open(world.path) as reader:
        (found,) = reader.source_letters()
    return found


def shown(world: World) -> list[tuple[tuple[str, str], ...]]:
    """What the view for Datasette shows."""
    rows = world.store._db.conn.execute("SELECT source FROM triage_sources ORDER BY source").fetchall()
    with Reader.open(world.path) as reader:
        return [reader.sources(ids=[row[0]])[0].sources for row in rows]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_source_waits_until_it_is_judged(world: World, verdict: Verdict) -> None:
    world.visit(START, serum=leaf(HUMAN), about=leaf(CLINIC, Level.MEDIUM))
    assert waiting(world) == [HUMAN.sources]
    assert waiting(world, Level.LOW) == [HUMAN.sources, CLINIC.sources] == shown(world)
    judge(world, verdict, "seen")
    assert waiting(world, Level.LOW) == [CLINIC.sources] == shown(world)


@pytest.mark.parametrize("verdict", [Verdict.DISMISSED, Verdict.CONFIRMED])
def test_a_verdict_holds_for_that_statement_only(world: World, verdict: Verdict) -> None:
    world.visit(START, serum=leaf(HUMAN))
    judge(world, verdict, "a misreading")
    assert waiting(world) == []
    world.visit(START + WEEK, serum=leaf(BOTH))
    assert waiting(world) == [BOTH.sources]
    with Reader.open(world.path) as reader:
        (said,) = reader.source_verdicts([number(world)])
        assert reader.source_verdicts()[0].said == said.said
    assert said.said == Statement(HUMAN.disclosure, HUMAN.sources, "")
    assert not said.holds
    assert sources_in_force((said,)) == {}
    world.visit(START + 2 * WEEK, serum=leaf(HUMAN))
    assert waiting(world) == []


def test_a_statement_of_a_page_is_one_wherever_the_site_makes_it_in_the_same_words(world: World) -> None:
    world.visit(START, about=leaf(CLINIC), team=leaf(CLINIC), bare=leaf(CLINIC))
    world.store._db.conn.execute("UPDATE sources SET quote = 'From fat.' WHERE id <= 2")
    world.store._db.conn.commit()
    assert len(waiting(world)) == 2, "that of two pages in the same words, and that of one without words"
    judge(world, Verdict.DISMISSED, "a supplier’s words")
    assert len(waiting(world)) == 1
    with Reader.open(world.path) as reader:
        found = reader.source_verdicts([source.id for source in reader.sources()])
    assert [(one.source, one.holds) for one in found] == [(1, True), (2, True)]


def test_of_a_product_the_heaviest_statement_is_judged(world: World) -> None:
    world.visit(START, serum=leaf(HUMAN, Level.HIGH), list=leaf(BOTH, Level.CRITICAL))
    assert waiting(world, Level.LOW) == [BOTH.sources]
    judge(world, Verdict.CONFIRMED)
    assert waiting(world, Level.LOW) == []


def test_what_cannot_be_said_is_refused_and_nothing_is_kept(world: World) -> None:
    world.visit(START, serum=leaf(HUMAN, says=(HAIR,)))
    with pytest.raises(StoreError, match="a dismissal needs a reason"):
        judge(world, Verdict.DISMISSED, " ")
    with pytest.raises(StoreError, match="no stated source has the number S99"):
        world.store.judge([world.claims()[0].id], Verdict.CONFIRMED, "Ada", world.now, sources=[99])
    with Reader.open(world.path) as reader:
        assert reader.source_verdicts() == ()
        assert reader.verdicts() == ()


@pytest.mark.parametrize("statement", ["UPDATE source_verdicts SET reviewer = 'Eve'", "DELETE FROM source_verdicts"])
def test_nothing_said_is_changed_or_taken_back(world: World, statement: str) -> None:
    world.visit(START, serum=leaf(HUMAN))
    judge(world, Verdict.CONFIRMED)
    with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        world.store._db.conn.execute(statement)


def test_a_letter_is_followed_from_up_to_another_source_to_back(world: World) -> None:
    world.visit(START, serum=leaf(HUMAN))
    judge(world, Verdict.LETTER_SENT, "case 12")
    up = letter(world)
    assert (up.name, up.reason, up.said) == ("Night Cream", "case 12", up.now)
    assert (up.gone_at, up.changed_at, up.returned_at) == (None, None, None)
    world.visit(START + WEEK, serum=leaf(PLANT, None))
    moved = letter(world)
    assert (moved.said.sources, moved.now.sources) == (HUMAN.sources, PLANT.sources)
    assert moved.changed_at is not None
    assert moved.changed_at > START + WEEK - DAY
    world.visit(START + 2 * WEEK, serum=leaf(HUMAN))
    back = letter(world)
    assert back.changed_at is None
    assert back.returned_at is not None
    assert back.returned_at > START + 2 * WEEK - DAY


def test_a_letter_tells_when_nothing_is_stated_any_more(world: World) -> None:
    world.visit(START, serum=leaf(HUMAN))
    judge(world, Verdict.LETTER_SENT)
    world.visit(START + WEEK, serum=leaf(SILENT, None))
    silent = letter(world)
    assert silent.gone_at is not None
    assert silent.gone_at > START + WEEK - DAY
    world.visit(START + 2 * WEEK, serum=leaf(HUMAN))
    assert letter(world).returned_at is not None


def test_a_letter_tells_when_the_page_or_product_is_gone_and_back(world: World) -> None:
    world.visit(START, serum=leaf(HUMAN), other=Leaf((HAIR,)))
    judge(world, Verdict.LETTER_SENT)
    world.visit(START + WEEK, serum=Leaf((HAIR,)), other=Leaf((HAIR,)))
    assert letter(world).gone_at is not None
    world.visit(START + 2 * WEEK, serum=leaf(HUMAN), other=Leaf((HAIR,)))
    back = letter(world)
    assert back.gone_at is None
    assert back.returned_at is not None


def test_a_letter_about_a_page_is_followed_by_its_address(world: World) -> None:
    world.visit(START, about=leaf(CLINIC))
    judge(world, Verdict.LETTER_SENT)
    other = states(Disclosure.STATED, ("plant", "rose"))
    world.visit(START + WEEK, about=leaf(other, Level.HIGH))
    assert letter(world).changed_at is not None
    world.visit(START + 2 * WEEK, about=leaf(CLINIC))
    assert letter(world).returned_at is not None


def test_what_only_the_rules_moved_is_said_to_be_so(world: World) -> None:
    world.visit(START, serum=leaf(HUMAN))
    judge(world, Verdict.LETTER_SENT)
    again = replace(leaf(HUMAN), stated=(PLANT,), packs=("en 2 bbbb",))
    world.visit(START + WEEK, serum=again)
    moved = letter(world)
    assert moved.changed_at is not None
    assert moved.technical


def test_a_later_dismissal_ends_the_follow_up_and_a_later_letter_replaces_it(world: World) -> None:
    world.visit(START, serum=leaf(HUMAN))
    judge(world, Verdict.LETTER_SENT, "case 1")
    judge(world, Verdict.LETTER_SENT, "case 2")
    assert letter(world).reason == "case 2"
    judge(world, Verdict.DISMISSED, "answered with a file")
    with Reader.open(world.path) as reader:
        assert reader.source_letters() == ()


def test_after_a_dismissal_that_ended_a_letter_another_statement_waits(world: World) -> None:
    world.visit(START, serum=leaf(HUMAN))
    judge(world, Verdict.LETTER_SENT)
    world.visit(START + WEEK, serum=leaf(BOTH))
    assert waiting(world) == [], "a letter is followed up whatever is stated"
    judge(world, Verdict.DISMISSED, "answered with a file")
    assert waiting(world) == [] == shown(world)
    world.visit(START + 2 * WEEK, serum=leaf(HUMAN))
    assert waiting(world) == [HUMAN.sources] == shown(world)
    with Reader.open(world.path) as reader:
        said = reader.source_verdicts([number(world)])
    assert [one.verdict for one in said] == [Verdict.LETTER_SENT, Verdict.DISMISSED]
    assert sources_in_force(said) == {}


def on_pages(world: World, at: datetime, **pages: StatedSource) -> None:
    """A visit of pages that state something in words of their own, the same words for the same statement."""
    world.visit(at, **{name: leaf(stated) for name, stated in pages.items()})
    world.store._db.conn.execute("UPDATE sources SET quote = 'Words: ' || sources")
    world.store._db.conn.commit()


def test_letters_about_one_statement_on_several_pages_are_one(world: World) -> None:
    on_pages(world, START, about=CLINIC, team=CLINIC)
    world.store.judge([], Verdict.LETTER_SENT, "Ada", START + DAY, "case 1", sources=[1, 2])
    assert letter(world).reason == "case 1"
    world.now = START + 2 * DAY
    judge(world, Verdict.DISMISSED, "answered with a file")
    with Reader.open(world.path) as reader:
        assert reader.source_letters() == ()


def test_a_statement_under_a_letter_is_up_while_any_page_makes_it(world: World) -> None:
    other = states(Disclosure.STATED, ("plant", "rose"))
    on_pages(world, START, about=CLINIC, team=CLINIC)
    judge(world, Verdict.LETTER_SENT)
    on_pages(world, START + WEEK, about=other, team=CLINIC)
    assert (letter(world).now.sources, letter(world).changed_at) == (CLINIC.sources, None)
    on_pages(world, START + 2 * WEEK, about=other, team=other)
    assert letter(world).now.sources == other.sources


def test_the_form_of_datasette_keeps_a_verdict_as_the_store_does(world: World) -> None:
    settings = yaml.safe_load((Path(db.__file__).parent / "datasette.yml").read_text(encoding="utf-8"))
    form = settings["databases"]["exowatch"]["queries"]["record_source_verdict"]
    assert form["allow"] == {"id": "*"}
    world.visit(START, serum=leaf(HUMAN))
    for typed in (str(number(world)), f"S{number(world)}"):
        filled = {"source": typed, "verdict": "dismissed", "reason": " no ", "_actor_id": "ada"}
        connection = world.store._db.conn
        with connection:
            connection.execute(form["sql"], filled)
        for wrong in ({"verdict": "guilty"}, {"reason": " "}, {"_actor_id": ""}):
            with pytest.raises(sqlite3.IntegrityError), connection:
                connection.execute(form["sql"], filled | wrong)
    assert waiting(world) == []
    with Reader.open(world.path) as reader:
        said = reader.source_verdicts()
    assert [(one.verdict, one.reason, one.reviewer) for one in said] == [(Verdict.DISMISSED, "no", "ada")] * 2


def test_a_queue_that_is_asked_for_while_a_source_goes_is_of_one_moment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.visit(START, a=leaf(CLINIC))
    asked = source_verdicts.queue

    def queue(db: Database, level: Level, site: str, limit: int | None) -> tuple[int, ...]:
        found = asked(db, level, site, limit)
        world.store._db.execute("UPDATE sources SET gone_at = '2026-12-01T00:00:00Z'")
        return found

    monkeypatch.setattr(source_verdicts, "queue", queue)
    assert waiting(world) == [CLINIC.sources]
    monkeypatch.undo()
    assert waiting(world) == []
