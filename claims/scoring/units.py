"""Units (sentences of pages, one JSON object a line) in, their tags out: the form in which the reading is scored."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as pydantic_dataclass

from claims.errors import DataFileError
from claims.model import Block, Claim, Document, Reading, Role, SiteKind, Source, Status
from claims.reading import read
from claims.rules.packs import Library


@pydantic_dataclass(frozen=True, slots=True, config=ConfigDict(extra="ignore"))
class Unit:
    """One sentence, heading, bullet, table row or question of a page."""

    id: str
    page: str
    kind: SiteKind
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ClaimTag:
    """A claim of a unit."""

    type: str
    status: Status
    span: str


@dataclass(frozen=True, slots=True)
class SourceTag:
    """A source of a unit."""

    class_: str
    detail: str
    role: Role
    span: str


@dataclass(frozen=True, slots=True)
class UnitTags:
    """What one unit says."""

    id: str
    claims: tuple[ClaimTag, ...] = ()
    sources: tuple[SourceTag, ...] = ()
    routes: tuple[str, ...] = ()


_UNIT = TypeAdapter(Unit)


def read_units(lines: Iterable[str], path: Path, library: Library) -> Iterator[UnitTags]:
    """The tags of every unit, in the order of the lines; units of one page must follow each other.

    Raises DataFileError with path:line for a line that is no unit; empty lines are passed over.
    """
    for _, units in groupby(parsed(lines, path), key=lambda unit: unit.page):
        yield from tags_of_page(tuple(units), library)


def parsed(lines: Iterable[str], path: Path) -> Iterator[Unit]:
    """The units of the lines."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _unit(line, f"{path}:{number}")


def _unit(line: str, place: str) -> Unit:
    try:
        return _UNIT.validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(str(step) for step in first["loc"]) or "the line"
        raise DataFileError(
            f"{place}:1: {name}: {first['msg']}: give one JSON object with id, page, kind, lang and text"
        ) from error


def tags_of_page(units: Sequence[Unit], library: Library) -> Iterator[UnitTags]:
    """The tags of the units of one page."""
    reading = read(document_of(units), library)
    for number, unit in enumerate(units):
        yield tags_of(unit.id, number, reading)


def document_of(units: Sequence[Unit]) -> Document:
    """The page that the units make."""
    first = units[0]
    blocks = tuple(Block(text=unit.text, place=unit.id, lang=unit.lang) for unit in units)
    return Document(key=first.page, address="", kind=first.kind, lang=first.lang, blocks=blocks)


def tags_of(id_: str, block: int, reading: Reading) -> UnitTags:
    """What the reading found in one block: a claim of a type once, a source of a class and detail once."""
    claims: dict[str, Claim] = {}
    for claim in reading.claims:
        if claim.block == block and not _stands_before(claims.get(claim.type), claim):
            claims[claim.type] = claim
    sources: dict[tuple[str, str], Source] = {}
    for source in reading.sources:
        if source.block == block:
            sources.setdefault((source.class_, source.detail), source)
    routes = dict.fromkeys(route.name for route in reading.routes if route.block == block)
    return UnitTags(
        id=id_,
        claims=tuple(ClaimTag(claim.type, claim.status, claim.span.text) for claim in claims.values()),
        sources=tuple(
            SourceTag(source.class_, source.detail, source.role, source.span.text) for source in sources.values()
        ),
        routes=tuple(routes),
    )


def _stands_before(kept: Claim | None, other: Claim) -> bool:
    """Whether the claim that is kept speaks for the unit: one in force before one that is not, then the longer."""
    if kept is None:
        return False
    return (kept.status.in_force, len(kept.span.text)) >= (other.status.in_force, len(other.span.text))


def to_json(tags: UnitTags) -> str:
    """One line of JSON in the form of the annotation guide."""
    return json.dumps(
        {
            "id": tags.id,
            "claims": [{"type": tag.type, "status": tag.status, "span": tag.span} for tag in tags.claims],
            "sources": [
                {"class": tag.class_, "detail": tag.detail, "role": tag.role, "span": tag.span} for tag in tags.sources
            ],
            "routes": list(tags.routes),
        },
        ensure_ascii=False,
    )
