"""In which way something is news."""

from enum import StrEnum

from claims.model import Level, Status
from db.known import Change
from db.model import ChangeKind
from reports.levels import LEVELS

STRENGTH = tuple(reversed(Status))  # a statement of fact binds its seller most


class Novelty(StrEnum):
    """The ways of being news; `raised` weighs more without saying more, `first_visit` may be old."""

    NEW = "new"
    RETURNED = "returned"
    REWORDED = "reworded"
    STRENGTHENED = "strengthened"
    SOFTENED = "softened"
    RAISED = "raised"
    SOURCE = "source"
    FIRST_VISIT = "first_visit"


OF_CLAIMS = {
    ChangeKind.NEW: Novelty.NEW,
    ChangeKind.RETURNED: Novelty.RETURNED,
    ChangeKind.REWORDED: Novelty.REWORDED,
    ChangeKind.STATUS: Novelty.STRENGTHENED,
    ChangeKind.LEVEL: Novelty.RAISED,
}
OF_SOURCES = {ChangeKind.SOURCE: Novelty.SOURCE, ChangeKind.CONFLICT_OPENED: Novelty.SOURCE}
OF_DEGREE = {ChangeKind.STATUS, ChangeKind.LEVEL}


def is_news(change: Change) -> bool:
    """Whether a change tells of a claim what the site itself did, also on a first visit."""
    return not change.technical and change.kind in OF_CLAIMS and (change.kind not in OF_DEGREE or strengthened(change))


def is_source_news(change: Change) -> bool:
    """Whether a change tells of a flagged stated source that is new, has moved, or weighs more than it did."""
    raised = change.kind is ChangeKind.LEVEL and strengthened(change)
    ours = change.technical or change.level is None or change.claim is not None
    return not ours and (change.kind in OF_SOURCES or raised)


def strengthened(change: Change) -> bool:
    """Whether a claim is now put more strongly or weighs more than it did."""
    return change.kind in OF_DEGREE and _place(change.after) < _place(change.before)


def softened(change: Change) -> bool:
    """Whether a claim is now put less strongly or weighs less than it did."""
    return change.kind in OF_DEGREE and _place(change.after) > _place(change.before)


def novelty_of(change: Change) -> Novelty:
    """In which way a change is news."""
    if change.baseline:
        return Novelty.FIRST_VISIT
    if change.kind in OF_SOURCES:
        return Novelty.SOURCE if change.before else Novelty.NEW
    return OF_CLAIMS.get(change.kind, Novelty.NEW)


def _place(word: str) -> int:
    """The position of a level or status, the most pressing or strongest first; what is neither comes last."""
    scale = tuple(map(str, LEVELS if word in set(Level) else STRENGTH))
    return scale.index(word) if word in scale else len(scale)
