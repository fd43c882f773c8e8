"""Levels and flags in their order."""

from collections.abc import Iterable

from claims.model import Level
from db.known import KnownFlag

LEVELS = tuple(Level)
PRESSING = (Level.CRITICAL, Level.HIGH)


def place_of(level: Level | None) -> int:
    """The position of a level, the most pressing first; none comes last."""
    return LEVELS.index(level) if level else len(LEVELS)


def highest(levels: Iterable[Level | None]) -> Level | None:
    """The most pressing of some levels; None where there is none."""
    return min(levels, key=place_of, default=None)


def distinct(flags: Iterable[KnownFlag]) -> tuple[KnownFlag, ...]:
    """The flags with each market and rule once, the most pressing first, what is sure before what is not."""
    ordered = sorted(flags, key=lambda flag: (place_of(flag.level), flag.general, not flag.confirmed))
    best: dict[tuple[str, str], KnownFlag] = {}
    for flag in ordered:
        best.setdefault((flag.market, flag.rule), flag)
    return tuple(best.values())
