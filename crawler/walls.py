"""The walls of walls.yml, and whether an answer is one of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from claims import datafile
from db.model import Quality

FILE = Path(__file__).with_name("walls.yml")
ANY_LENGTH = 10**9


@dataclass(frozen=True, slots=True)
class Wall:
    """One look of an answer that is no page; every list that is given must have a match."""

    name: str
    status: list[int] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    within: int = ANY_LENGTH


@dataclass(frozen=True, slots=True)
class Walls:
    """The content of walls.yml, by quality, in the order in which they are tried."""

    blocked: list[Wall]
    consent: list[Wall]
    login: list[Wall]
    soft_404: list[Wall]
    error: list[Wall]


@dataclass(frozen=True, slots=True)
class Look:
    """What of an answer walls are known by; all in lower case. `length` counts visible characters."""

    status: int
    headers: tuple[tuple[str, str], ...]
    title: str
    source: str
    length: int


def wall_of(look: Look) -> tuple[Quality, str] | None:
    """The quality and the name of the first wall that an answer looks like."""
    for quality, wall in _walls():
        if look.length <= wall.within and _matches(wall, look):
            return quality, wall.name
    return None


def longest() -> int:
    """The most visible characters that a wall known by its source or title may have."""
    return max(wall.within for _, wall in _walls() if wall.within < ANY_LENGTH)


def _matches(wall: Wall, look: Look) -> bool:
    return (
        (not wall.status or look.status in wall.status)
        and (not wall.header or any(_has_header(look.headers, wanted) for wanted in wall.header))
        and (not wall.title or any(words in look.title for words in wall.title))
        and (not wall.body or any(words in look.source for words in wall.body))
    )


def _has_header(headers: tuple[tuple[str, str], ...], wanted: str) -> bool:
    name, _, part = wanted.partition(":")
    return any(found == name and part.strip() in value for found, value in headers)


@lru_cache(maxsize=1)
def _walls() -> tuple[tuple[Quality, Wall], ...]:
    return tuple(_in_order(datafile.read(FILE, Walls)))


def _in_order(walls: Walls) -> Iterator[tuple[Quality, Wall]]:
    for quality in (Quality.BLOCKED, Quality.CONSENT, Quality.LOGIN, Quality.SOFT_404, Quality.ERROR):
        for wall in getattr(walls, quality.value):
            yield quality, wall
