"""What reviewers said of claims and stated sources, and what became of them after a letter, as frozen dataclasses."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from claims.model import Disclosure, Level


class Verdict(StrEnum):
    """What a reviewer can say of a claim or of a stated source."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    LETTER_SENT = "letter_sent"


@dataclass(frozen=True, slots=True)
class KnownVerdict:
    """One verdict, as it was said.

    `quote` is the wording that it was said of. `holds` is False for a dismissal and a confirmation of other words than
    the claim has now, so that it is back in the queue when its wording changes; a letter holds whatever comes later.
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
class Statement:
    """What is stated of where something comes from: (class, detail) pairs, and the words that say so."""

    disclosure: Disclosure
    sources: tuple[tuple[str, str], ...]
    quote: str


@dataclass(frozen=True, slots=True)
class KnownSourceVerdict:
    """One verdict on a stated source, as it was said.

    `source` is the number of the source it is asked for, `said` what it was said of. A dismissal and a confirmation
    hold for that very statement, wherever the site makes it of the same product; a letter holds whatever comes later.
    """

    id: int
    source: int
    verdict: Verdict
    reason: str
    reviewer: str
    at: datetime
    said: Statement
    holds: bool = True


Told = TypeVar("Told", KnownVerdict, KnownSourceVerdict)


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


@dataclass(frozen=True, slots=True)
class SourceLetter:
    """A stated source that a letter was sent about, and what became of it since.

    `name` is the product's or the page's; `said` is what the letter was about, `now` what is stated today. `gone_at`
    is set where nothing is any more, `returned_at` where it moved after the letter and is as it was, `changed_at` where
    it is another; `technical` is True where a rule of ours moved it last.
    """

    source: int
    site: str
    address: str
    name: str
    lang: str
    said: Statement
    now: Statement
    sent_at: datetime
    reviewer: str
    reason: str
    last_seen: datetime
    gone_at: datetime | None
    returned_at: datetime | None
    changed_at: datetime | None
    technical: bool = False


def in_force(verdicts: Iterable[KnownVerdict]) -> dict[int, KnownVerdict]:
    """The verdict that holds for each claim: the newest about its words of now; a dismissal ends what was before."""
    said = ((verdict.claim, verdict) for verdict in verdicts)
    return _newest(said, ended={Verdict.CONFIRMED, Verdict.LETTER_SENT})


def sources_in_force(verdicts: Iterable[KnownSourceVerdict]) -> dict[int, KnownSourceVerdict]:
    """The verdict that holds for each stated source, likewise: a dismissal of any statement of it ends a letter."""
    return _newest(((verdict.source, verdict) for verdict in verdicts), ended={Verdict.LETTER_SENT})


def _newest(said: Iterable[tuple[int, Told]], ended: Collection[Verdict]) -> dict[int, Told]:
    standing: dict[int, list[Told]] = {}
    for number, verdict in sorted(said, key=lambda each: each[1].id):
        before = standing.setdefault(number, [])
        if verdict.verdict is Verdict.DISMISSED:
            before[:] = [each for each in before if each.verdict not in ended]
        if verdict.holds:
            before.append(verdict)
    return {number: held[-1] for number, held in standing.items() if held}
