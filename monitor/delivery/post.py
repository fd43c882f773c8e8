"""The outbox worked off: each edition to each reader it is owed to, one channel never in the way of another."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from db.errors import StoreBusy, StoreError
from db.outbox import Delivery
from db.queries import Reader
from db.store import Store
from monitor.delivery.answer import Answer, Later, Refused, Sent
from monitor.delivery.letter import letter
from monitor.delivery.notify import notify
from monitor.delivery.settings import Delivering, ReaderEntry
from monitor.delivery.smtp import post
from monitor.home import Home
from reports.again import file_of, view_of
from reports.files import put_whole
from reports.forms.form import Form, rendered
from reports.public.folder import carry

# Seconds to wait before a second and a third try in one go; later ones are made by later runs.
WAITS = (2.0, 8.0)
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)
TRIES_TO_NOTE = 10  # each waits for the store as long as any writer does


class TakenUnnoted(StoreError):
    """A channel took a message, and the store does not take that it did: nothing more is sent in this go."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one delivery."""

    delivery: Delivery
    answer: Answer
    cut_off_before: bool


@dataclass(slots=True)
class Round:
    """One go through the outbox; `down` names the channels that take nothing now."""

    home: Home
    settings: Delivering
    store: Store
    reader: Reader
    clock: Callable[[], datetime]
    waits: tuple[float, ...]
    down: dict[str, str] = field(default_factory=dict)


def deliver(
    home: Home,
    settings: Delivering,
    clock: Callable[[], datetime],
    *,
    also_waiting: bool = False,
    waits: tuple[float, ...] = WAITS,
) -> tuple[Outcome, ...]:
    """Sends what is owed and due, or all that is owed; the lock is the caller's. What came of each, in order."""
    with Reader.open(home.store) as reader, Store.open(home.store, now=clock()) as store:
        owed = reader.deliveries(owed_only=True)
        now = clock()
        due = [each for each in owed if also_waiting or each.next_try_at is None or each.next_try_at <= now]
        going = Round(home, settings, store, reader, clock, waits)
        return tuple(_outcome(going, each) for each in due)


def _outcome(going: Round, delivery: Delivery) -> Outcome:
    reader = {each.name: each for each in going.settings.readers}.get(delivery.reader)
    if reader is None or not reader.channels:
        answer: Answer = Refused("no reader of that name in exowatch.toml any more")
        going.store.delivery_ends(delivery.id, going.clock(), answer.answer, sent=False)
        return Outcome(delivery, answer, cut_off_before=False)
    answer = _tried(going, delivery, reader)
    if isinstance(answer, Later):
        pause = min(FIRST_PAUSE * 2 ** min(delivery.tries, 10), LONGEST_PAUSE)
        going.store.delivery_waits(delivery.id, going.clock() + pause, answer.answer)
    elif isinstance(answer, Refused):
        going.store.delivery_ends(delivery.id, going.clock(), answer.answer, sent=False)
    return Outcome(delivery, answer, cut_off_before=delivery.trying_since is not None)


def _tried(going: Round, delivery: Delivery, reader: ReaderEntry) -> Answer:
    """The answer to a try, and to a few more where the channel may take it in a moment."""
    channel = reader.channels[0]
    if channel in going.down:
        return Later(going.down[channel], down=True)
    for wait in (*going.waits, None):
        going.store.delivery_begins(delivery.id, going.clock())
        answer = _safely(lambda: _sent_by(channel, going, delivery, reader))
        if not isinstance(answer, Later) or wait is None:
            break
        time.sleep(wait)
    if isinstance(answer, Later) and answer.down:
        going.down[channel] = answer.answer
    return answer


def _safely(sending: Callable[[], Answer]) -> Answer:
    """Its answer; a fault of whatever kind is told and leaves the delivery owed, so that the others go out."""
    try:
        return sending()
    except TakenUnnoted:
        raise
    except Exception as error:  # noqa: BLE001 - the wall between channels: the fault is kept in the outbox and told
        return Later(f"{type(error).__name__}: {error}")


def _sent_by(channel: str, going: Round, delivery: Delivery, reader: ReaderEntry) -> Answer:
    edition = going.reader.edition(delivery.edition)
    assert edition is not None  # noqa: S101 - a delivery names its edition by a foreign key
    view = view_of(going.reader, delivery.edition, delivery.cut)

    def accepted(sent: Sent) -> None:
        _note(going, delivery, sent)

    if channel == "mail":
        return post(letter(view, edition, delivery, reader, going.settings), going.settings.mail, accepted)
    if channel == "notify":
        answer = notify(view, file_of(edition, Form.PAGE), reader, going.settings)
    else:
        folder = going.home.path / reader.folder
        for form in reader.forms or (Form.PAGE,):
            put_whole(folder / file_of(edition, form, delivery.cut), rendered(view, form))
            if form is Form.PAGE:
                carry(view, going.home.digests, folder)
        answer = Sent(f"in {folder}")
    if isinstance(answer, Sent):
        accepted(answer)
    return answer


def _note(going: Round, delivery: Delivery, sent: Sent) -> None:
    """Close a delivery that was taken, however long another process holds the store: else it would go out twice."""
    for left in reversed(range(TRIES_TO_NOTE)):
        try:
            going.store.delivery_ends(delivery.id, going.clock(), sent.answer, sent=True)
            return
        except StoreBusy as error:
            if not left:
                raise _unnoted(delivery, error) from error
        except StoreError as error:
            raise _unnoted(delivery, error) from error


def _unnoted(delivery: Delivery, error: StoreError) -> TakenUnnoted:
    what = f"edition {delivery.edition} was taken for {delivery.reader}, and that could not be noted"
    return TakenUnnoted(f"{error}; {what}: the next `exowatch deliver` sends it again")


def lines(outcomes: Iterable[Outcome]) -> Iterable[str]:
    """What to say of each delivery."""
    for each in outcomes:
        what = {Sent: "sent", Later: "still owed", Refused: "refused"}[type(each.answer)]
        before = " (a try before was cut off: it may have arrived then)" if each.cut_off_before else ""
        said = f"edition {each.delivery.edition} to {each.delivery.reader}"
        yield f"{said}: {what}: {each.answer.answer}{before}"
