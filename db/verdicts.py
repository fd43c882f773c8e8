"""What reviewers said of claims, and what became of those that a letter was sent about, as frozen dataclasses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims.model import Level


class Verdict(StrEnum):
    """What a reviewer can say of a claim."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    LETTER_SENT = "letter_sent"


@dataclass(frozen=True, slots=True)
class KnownVerdict:
    """One verdict, as it was said.

    `quote` is the wording that it was said of. `holds` is False for a dismissal of other words than the claim has now:
    a dismissal mutes one wording, so the claim is back in the queue when its wording changes.
    """

    id: int
    claim: int
    verdict: Verdict
    reason: str
    reviewer: str
    at: datetime
    quote: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Sister:
    """Another site that has the words of a claim now; `labels` are those that the two sites share."""

    site: str
    address: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A claim that a letter was sent about, and what became of it since.

    `quote` is what the letter was about, `now` how the page puts it today; `gone_at` is set where it went,
    `returned_at` where it went after the letter and came back, `reworded_at` where the wording moved after the letter.
    """

    claim: int
    site: str
    address: str
    type: str
    level: Level | None
    quote: str
    now: str
    lang: str
    sent_at: datetime
    reviewer: str
    reason: str
    last_seen: datetime
    gone_at: datetime | None
    returned_at: datetime | None
    reworded_at: datetime | None
    sisters: tuple[Sister, ...] = ()


def in_force(verdicts: Iterable[KnownVerdict]) -> dict[int, KnownVerdict]:
    """The verdict that holds for each claim: the newest that is about the words it has now."""
    ordered = sorted(verdicts, key=lambda verdict: verdict.id)
    return {verdict.claim: verdict for verdict in ordered if verdict.holds}
