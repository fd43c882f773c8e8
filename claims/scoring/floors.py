"""The gate: floors under the figures of the reading, pinned to the gold they were measured on.

A floor rises as the reading improves, as far as rules bear it that the gold confirms more than once. It is lowered only
with a written reason, which is kept beside it.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass as plain
from dataclasses import replace
from datetime import date
from math import floor
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.errors import ClaimsError
from claims.rules.packs import FOLDER, load_library
from claims.scoring.ledger import ledger_of
from claims.scoring.predictions import gold_of
from claims.scoring.score import GoldUnit

_STRICT = ConfigDict(extra="forbid")
STEPS = 100  # floors are kept in hundredths
MARGIN = 0.03  # what a figure may lose when the rules that the gold confirms once or never are switched off


class FloorLowered(ClaimsError):
    """A floor would fall and no reason was given."""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Part:
    """A part of the gold (the files, and the languages of them; none stands for all) with its floors.

    `likeness` is set where they are for rules and learned helper together, not for the rules alone.
    """

    files: tuple[str, ...]
    langs: tuple[str, ...]
    least: dict[str, float]
    likeness: bool = False


@dataclass(frozen=True, slots=True, config=_STRICT)
class Lowering:
    """A floor that was lowered, and why."""

    on: date
    part: str
    figure: str
    before: float
    after: float
    reason: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class Floors:
    """floors.json: the digest (SHA-256) of each gold file, the floors of each part, and what was lowered."""

    gold: dict[str, str]
    floors: dict[str, Part]
    history: tuple[Lowering, ...] = ()


@plain(frozen=True, slots=True)
class Standing:
    """One figure of one part, as measured with all rules and without the rare ones, and as it must at least be."""

    part: str
    figure: str
    value: float
    without_rare: float
    least: float

    @property
    def borne(self) -> float:
        """How high a floor may lie: what is measured, and no more than a margin above what it is without rare rules."""
        return min(self.value, self.without_rare + MARGIN)

    @property
    def short(self) -> bool:
        """Whether the figure lies below its floor, or lies above it on rare rules alone."""
        return self.borne < self.least

    @property
    def rests_on_rare(self) -> bool:
        """Whether more is measured, in the steps of floors, than a floor may say."""
        return _rounded(self.borne) < _rounded(self.value)


def load_floors(path: Path) -> Floors:
    """The floors of a file. Raises DataFileError with path:line:column."""
    return datafile.read(path, Floors)


def to_json(floors: Floors) -> str:
    """The floors as they are kept."""
    return TypeAdapter(Floors).dump_json(floors, indent=2, ensure_ascii=False).decode() + "\n"


def measured(floors: Floors, folder: Path, packs: Path = FOLDER) -> tuple[Standing, ...]:
    """Every figure that has a floor, read afresh from the gold in the folder."""
    return tuple(
        Standing(name, figure, ledger.scores.figure(figure), ledger.without_rare.figure(figure), least)
        for name, part in floors.floors.items()
        for ledger in [ledger_of(units_of(part, folder), load_library(packs, likeness=part.likeness))]
        for figure, least in part.least.items()
    )


def units_of(part: Part, folder: Path) -> tuple[GoldUnit, ...]:
    """The labelled units of a part."""
    every = (entry for file in part.files for entry in gold_of(folder / file))
    return tuple(entry for entry in every if not part.langs or entry.unit.lang in part.langs)


def digests_of(floors: Floors, folder: Path) -> Mapping[str, str]:
    """The digest of each gold file as it is now."""
    names = sorted({*floors.gold, *(file for part in floors.floors.values() for file in part.files)})
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def drifted(floors: Floors, folder: Path) -> tuple[str, ...]:
    """The gold files that are not those the floors were measured on."""
    return tuple(name for name, digest in digests_of(floors, folder).items() if floors.gold.get(name) != digest)


def renewed(floors: Floors, standings: Sequence[Standing], folder: Path, on: date, reason: str) -> Floors:
    """The floors raised to what was measured and is borne, with the digests of the gold as it is now.

    Raises FloorLowered where a figure lies below its floor and no reason is given.
    """
    lowered = tuple(_lowerings(standings, on, reason))
    if lowered and not reason.strip():
        fallen = ", ".join(f"{fall.figure} of {fall.part} {fall.before} to {fall.after}" for fall in lowered)
        raise FloorLowered(f"floors would fall: {fallen}: mend the rules, or give a --reason that is kept beside them")
    parts = {name: replace(part, least=_least(name, standings)) for name, part in floors.floors.items()}
    return Floors(dict(digests_of(floors, folder)), parts, floors.history + lowered)


def _lowerings(standings: Sequence[Standing], on: date, reason: str) -> Iterator[Lowering]:
    for one in standings:
        if one.short:
            yield Lowering(on, one.part, one.figure, one.least, _rounded(one.borne), reason.strip())


def _least(part: str, standings: Sequence[Standing]) -> dict[str, float]:
    """The new floors of a part: what is borne, or the old floor where rounding would lower it."""
    return {
        one.figure: _rounded(one.borne) if one.short else max(one.least, _rounded(one.borne))
        for one in standings
        if one.part == part
    }


def _rounded(value: float) -> float:
    return floor(value * STEPS + 1e-9) / STEPS
