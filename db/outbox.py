"""What an edition says and to whom it is owed, as it is written and as a reader of the store gets it back."""

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
