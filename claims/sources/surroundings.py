"""Surroundings: what a candidate, the page's other candidates and the page tell together of its role, as numbers.

The first stage (`claims/sources/likeness.py`) weighs the words of a line alone; whether "umbilical cord cells" in it
are what is on offer often shows in the rest of the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from claims.model import Role, SiteKind
from claims.sources.candidates import Candidate, Searched

ROLES = tuple(Role)
KINDS = tuple(SiteKind)
CLASSES = ("human", "plant", "animal")
OPEN = frozenset({"unspecified", "stem_cell_unspecified", "other"})  # details that name no material
NEAR = 6  # candidates on either side that count: the labelled pages are short, others long
MANY = 4  # more of a page's other candidates count as many
UNLIKELY = -9.0  # log odds of what no other line says
LEAST = 1e-4  # the least share that odds are taken of
_COLUMNS = (*(role.value for role in ROLES), "none")
MARKS = (
    *(f"{where} {column}" for where in ("here", "same", "above", "others") for column in _COLUMNS),
    *("times", "others", "classes", "place", "first", "sells"),
    *(f"kind {kind}" for kind in KINDS),
    *(f"rule {role}" for role in ROLES),
    *("rule none", "stated here", "stated elsewhere"),
    *(f"class {class_}" for class_ in CLASSES),
    "open",
)


@dataclass(frozen=True, slots=True)
class Around:
    """What a page is: who speaks, how many lines may name a source, and the class of each source rules call stated."""

    kind: SiteKind
    lines: int
    stated: tuple[str, ...]


def around(lines: Sequence[Searched], kind: SiteKind) -> Around:
    """What a page is, by its lines."""
    sources = (source for line in lines for source in line.sources)
    return Around(kind, len(lines), tuple(source.class_ for source in sources if source.role is Role.STATED))


def marks_of(
    candidates: Sequence[Candidate], shares: Sequence[Sequence[float]], page: Around
) -> list[tuple[float, ...]]:
    """The marks of each candidate of a page, given what the first stage says of each."""
    odds = [tuple(_odds(share) for share in one) for one in shares]
    return [_marks(number, candidates, odds, page) for number in range(len(candidates))]


def _odds(share: float) -> float:
    held = min(max(share, LEAST), 1 - LEAST)
    return log(held / (1 - held))


def _marks(
    number: int, candidates: Sequence[Candidate], odds: Sequence[tuple[float, ...]], page: Around
) -> tuple[float, ...]:
    own = candidates[number]
    class_ = own.mention.class_
    near = range(max(0, number - NEAR), min(len(candidates), number + NEAR + 1))
    same = [at for at in near if candidates[at].mention.class_ == class_ and at != number]
    others = [at for at in near if candidates[at].mention.class_ != class_]
    places = (same, [at for at in same if at < number], others)
    return (
        *odds[number],
        *(highest for at_once in places for highest in _highest(odds[at] for at in at_once)),
        min(len(same), MANY),
        min(len(others), MANY),
        min(len({candidates[at].mention.class_ for at in others}), MANY),
        own.line / max(page.lines, 1),
        number == 0,
        page.kind.sells,
        *(page.kind is one for one in KINDS),
        *(own.role is role for role in ROLES),
        own.role is None,
        min(page.stated.count(class_), MANY),
        min(len(page.stated) - page.stated.count(class_), MANY),
        *(class_ == one for one in CLASSES),
        own.mention.detail in OPEN,
    )


def _highest(odds: Iterable[tuple[float, ...]]) -> tuple[float, ...]:
    """The highest odds of each column."""
    columns = tuple(zip(*odds, strict=True))
    return tuple(max(column) for column in columns) if columns else (UNLIKELY,) * len(_COLUMNS)
