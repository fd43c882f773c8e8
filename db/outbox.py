"""What an edition says and to whom it is owed, as it is written and as a reader of the store gets it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryState(StrEnum):
    """How far a delivery came; REFUSED is an answer for good, such as an address that does not exist."""

    OWED = "owed"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class EditionBody:
    """What an edition says to those who get one cut of it (empty: all of it), packed by the reports."""

    cut: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Addressed:
    """A reader to whom an edition is owed: by which channel, in which cut, under which Message-ID."""

    reader: str
    channel: str
    cut: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Closing:
    """An edition about to be closed; `number` is the one it was rendered with (Reader.next_edition), None for the next.

    `bodies` is what it says, to render it again; `owed` are the readers to whom it goes; `permanent_id` is its name in
    feeds; `captures` are file and byte of what its cards show, which are never pruned.
    """

    audience: str
    since: datetime
    until: datetime
    changes: Sequence[int]
    rendered_at: datetime
    path: str
    number: int | None = None
    bodies: Sequence[EditionBody] = ()
    owed: Sequence[Addressed] = ()
    permanent_id: str = ""
    captures: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition owed to one reader, and what came of it.

    `trying_since` is set while a try is under way: where it is set and nobody tries, that try was cut off and nobody
    knows whether it arrived. `answer` is what the channel last said.
    """

    id: int
    edition: int
    audience: str
    reader: str
    channel: str
    cut: str
    message_id: str
    state: DeliveryState
    owed_at: datetime
    tries: int
    next_try_at: datetime | None
    trying_since: datetime | None
    ended_at: datetime | None
    answer: str
