"""What is stronger, what is more pressing, and when something is known to come and go."""

from collections.abc import Iterable

from claims.model import Disclosure, Flag, Level, Status

STRENGTHS = {status: strength for strength, status in enumerate(Status)}
LEVELS = {level: len(Level) - place for place, level in enumerate(Level)}
WEIGHTS = {
    Disclosure.NOT_ASKED: 0,
    Disclosure.UNDISCLOSED: 1,
    Disclosure.STATED: 2,
    Disclosure.SEVERAL: 3,
    Disclosure.CONFLICT: 4,
}
RETURNS_OF_A_BANNER = 2  # what has come back twice rotates


def strength(status: Status, level: Level | None) -> tuple[int, int]:
    """How strong a claim is: by its level, then by how it is put."""
    return (rank(level), STRENGTHS[status])


def weight(disclosure: Disclosure, level: Level | None) -> tuple[int, int]:
    """Which of several statements about one product counts: the heaviest."""
    return WEIGHTS[disclosure], rank(level)


def rank(level: Level | None) -> int:
    """How pressing a level is, 0 for none."""
    return LEVELS[level] if level else 0


def highest(flags: Iterable[Flag]) -> Level | None:
    """The most pressing level among flags."""
    return max((flag.level for flag in flags), key=rank, default=None)
