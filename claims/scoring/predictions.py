"""Tags that another reader gave to the units of a gold file, checked before they are scored."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.errors import DataFileError
from claims.model import Role, Status
from claims.scoring.score import GoldUnit, load_gold
from claims.scoring.units import ClaimTag, SourceTag, UnitTags
from claims.taxonomy import load_taxonomy

_LOOSE = ConfigDict(extra="ignore")


@dataclass(frozen=True, slots=True, config=_LOOSE)
class _Claim:
    type: str
    status: Status
    span: str | None = None


@dataclass(frozen=True, slots=True, config=_LOOSE)
class _Source:
    role: Role
    class_: str = Field(alias="class")
    detail: str | None = None
    span: str | None = None


@dataclass(frozen=True, slots=True, config=_LOOSE)
class _Row:
    id: str
    claims: tuple[_Claim, ...] | None = None
    sources: tuple[_Source, ...] | None = None
    routes: tuple[str, ...] | None = None


_ROW = TypeAdapter(_Row)


def gold_of(path: Path) -> tuple[GoldUnit, ...]:
    """The units of a gold file, each id once. Raises DataFileError."""
    entries = load_gold(path)
    twice = [id_ for id_, count in Counter(entry.unit.id for entry in entries).items() if count > 1]
    if twice:
        raise DataFileError(f"{path}:1:1: the id {twice[0]} stands twice: give each unit an id of its own")
    return entries


def predictions_of(path: Path, gold: Sequence[GoldUnit]) -> tuple[UnitTags, ...]:
    """The predicted tags of a file, checked against the guide and the units they are for. Raises DataFileError."""
    known = {entry.unit.id for entry in gold}
    seen: set[str] = set()
    found = []
    for place, row in _rows(path):
        tags = UnitTags(row.id, _claims(row), _sources(row), row.routes or ())
        for complaint in _complaints(tags, known, seen):
            raise DataFileError(f"{place}:1: {row.id}: {complaint}")
        seen.add(row.id)
        found.append(tags)
    return tuple(found)


def _rows(path: Path) -> Iterator[tuple[str, _Row]]:
    for number, line in enumerate(datafile.text_of(path).splitlines(), 1):
        if line.strip():
            yield f"{path}:{number}", _row(line, f"{path}:{number}")


def _row(line: str, place: str) -> _Row:
    try:
        return _ROW.validate_python(json.loads(line))
    except json.JSONDecodeError as error:
        raise DataFileError(f"{place}:{error.colno}: {error.msg}: give one JSON object a line") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(str(step) for step in first["loc"]) or "the line"
        raise DataFileError(f"{place}:1: {name}: {first['msg']}: correct the predicted tags") from error


def _claims(row: _Row) -> tuple[ClaimTag, ...]:
    return tuple(ClaimTag(claim.type, claim.status, claim.span or "") for claim in row.claims or ())


def _sources(row: _Row) -> tuple[SourceTag, ...]:
    return tuple(
        SourceTag(source.class_, source.detail or "", source.role, source.span or "") for source in row.sources or ()
    )


def _complaints(tags: UnitTags, known: set[str], seen: set[str]) -> Iterator[str]:
    """What the guide does not know, and several answers to one question."""
    taxonomy = load_taxonomy()
    if tags.id in seen:
        yield "the id stands twice: give each unit once"
    if tags.id not in known:
        yield "the gold file has no such id: predict its units only"
    yield from (f"unknown claim type {tag.type}" for tag in tags.claims if taxonomy.claim_type(tag.type) is None)
    yield from (f"unknown source class {tag.class_}" for tag in tags.sources if taxonomy.source(tag.class_) is None)
    yield from _twice("claims of the type", (tag.type for tag in tags.claims))
    yield from _twice("sources of the class and detail", (f"{tag.class_} {tag.detail}" for tag in tags.sources))


def _twice(what: str, keys: Iterable[str]) -> Iterator[str]:
    yield from (f"two {what} {key}: keep one" for key, count in Counter(keys).items() if count > 1)
