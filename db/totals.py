"""What is counted for an edition, as frozen dataclasses."""

from dataclasses import dataclass
from datetime import datetime

from claims.model import SiteKind, Status


@dataclass(frozen=True, slots=True)
class SiteTotal:
    """How many claims of one site stand now, by level; `live` counts those without a flag too."""

    site: str
    kind: SiteKind
    country: str
    url: str
    live: int
    critical: int
    high: int
    medium: int
    low: int


@dataclass(frozen=True, slots=True)
class WeekTotal:
    """The news of seven days by level: new, reworded and returned claims of sites that sell; none technical.

    `technical` counts what moved in these days only because rules, markets or code did.
    """

    since: datetime
    until: datetime
    critical: int
    high: int
    medium: int
    low: int
    technical: int = 0


@dataclass(frozen=True, slots=True)
class SiteWeeks:
    """The news of one site in each of some weeks, oldest first."""

    site: str
    news: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TypeTotal:
    """The news of one claim type: in the period, and in all of the `weeks` weeks before it."""

    type: str
    now: int
    before: int
    weeks: int


@dataclass(frozen=True, slots=True)
class PeriodTotal:
    """The figures of one period, to set another beside it; pressing news is critical or high."""

    news: int
    pressing: int
    gone: int
    softened: int
    pages_seen: int
    pages_expected: int
    sites: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One claim type on one site: how many stand, how many went in the period, how the strongest is put."""

    site: str
    type: str
    live: int
    gone: int
    strongest: Status | None
