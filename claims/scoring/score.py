"""Figures that say how well tags agree with a gold file (tests/gold/annotation.md); all lie in 0..1."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims import datafile
from claims.errors import DataFileError
from claims.model import Role, Status
from claims.scoring.units import ClaimTag, SourceTag, Unit, UnitTags, parsed

ENOUGH = 5  # gold units that a type needs to count in the mean over types


@dataclass(frozen=True, slots=True)
class GoldUnit:
    """A unit with the tags that people gave it."""

    unit: Unit
    tags: UnitTags


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `claims 0.91`, with what it rests on in words."""

    name: str
    value: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 of one set of answers; `wanted` is how many there should have been."""

    name: str
    precision: float
    recall: float
    f1: float
    wanted: int


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures, the agreement on each claim type, and the (unit, type) pairs that were missed or invented."""

    figures: tuple[Figure, ...]
    types: tuple[Agreement, ...]
    missed: tuple[tuple[str, ...], ...]
    invented: tuple[tuple[str, ...], ...]

    def figure(self, name: str) -> float:
        """The figure of that name."""
        return next(figure.value for figure in self.figures if figure.name == name)


def load_gold(path: Path) -> tuple[GoldUnit, ...]:
    """The units of a gold file. Raises DataFileError with path:line."""
    lines = datafile.text_of(path).splitlines()
    units = parsed(lines, path)
    rows = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    return tuple(
        GoldUnit(unit, _tags(unit.id, line, f"{path}:{number}"))
        for unit, (number, line) in zip(units, rows, strict=True)
    )


def _tags(id_: str, line: str, place: str) -> UnitTags:
    row = json.loads(line)
    try:
        return UnitTags(
            id=id_,
            claims=tuple(
                ClaimTag(entry["type"], Status(entry["status"]), entry["span"]) for entry in row.get("claims") or []
            ),
            sources=tuple(
                SourceTag(entry["class"], entry.get("detail") or "", Role(entry["role"]), entry.get("span") or "")
                for entry in row.get("sources") or []
            ),
            routes=tuple(row.get("routes") or []),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataFileError(f"{place}:1: {error!r}: correct the tags of the unit {id_}") from error


def score(gold: Sequence[GoldUnit], predicted: Iterable[UnitTags]) -> Scores:
    """How the predicted tags agree with the gold; a unit without a prediction counts as predicted empty."""
    said = {tags.id: tags for tags in predicted}
    pairs = [(entry, said.get(entry.unit.id, UnitTags(entry.unit.id))) for entry in gold]
    wanted, got = _types(entry.tags for entry, _ in pairs), _types(tags for _, tags in pairs)
    types = tuple(_type_agreements(wanted, got))
    enough = [entry.f1 for entry in types if entry.wanted >= ENOUGH]
    return Scores(
        figures=(
            _measured(agreement("claims", wanted, got)),
            Figure("claims_macro", sum(enough) / len(enough) if enough else 0.0),
            _measured(_in_force(pairs)),
            _matched("status", pairs, _statuses_agree),
            _matched("spans", pairs, _spans_overlap),
            *_source_figures(pairs),
            _measured(_routes(pairs)),
            _quiet("quiet", pairs, readers=False),
            _quiet("quiet_readers", pairs, readers=True),
        ),
        types=types,
        missed=tuple(sorted(wanted - got)),
        invented=tuple(sorted(got - wanted)),
    )


Key = tuple[str, ...]
Pair = tuple[GoldUnit, UnitTags]


def agreement(name: str, wanted: set[Key], got: set[Key]) -> Agreement:
    """Precision, recall and F1 of two sets of keys."""
    hit = len(wanted & got)
    precision = hit / len(got) if got else float(not wanted)
    recall = hit / len(wanted) if wanted else 1.0
    both = len(got) + len(wanted)
    return Agreement(name, precision, recall, 2 * hit / both if both else 1.0, len(wanted))


def _measured(found: Agreement) -> Figure:
    detail = f"P {found.precision:.3f}  R {found.recall:.3f}  n {found.wanted}"
    return Figure(found.name, found.f1, detail)


def _types(tags: Iterable[UnitTags], *, in_force: bool = False) -> set[Key]:
    return {(unit.id, claim.type) for unit in tags for claim in unit.claims if claim.status.in_force or not in_force}


def _type_agreements(wanted: set[Key], got: set[Key]) -> Iterator[Agreement]:
    for name in sorted({type_ for _, type_ in wanted | got}):
        yield agreement(name, {key for key in wanted if key[1] == name}, {key for key in got if key[1] == name})


def _in_force(pairs: Sequence[Pair]) -> Agreement:
    wanted = _types((entry.tags for entry, _ in pairs), in_force=True)
    return agreement("in_force", wanted, _types((tags for _, tags in pairs), in_force=True))


def _matched(name: str, pairs: Sequence[Pair], agree: Callable[[str, ClaimTag, ClaimTag], bool]) -> Figure:
    """The share of matched (unit, type) for which some gold and some predicted claim agree."""
    verdicts = [
        any(agree(entry.unit.text, one, other) for one in wanted for other in got)
        for entry, tags in pairs
        for type_ in {claim.type for claim in entry.tags.claims}
        if (got := [claim for claim in tags.claims if claim.type == type_])
        and (wanted := [claim for claim in entry.tags.claims if claim.type == type_])
    ]
    return _share(name, verdicts)


def _share(name: str, verdicts: Sequence[bool]) -> Figure:
    return Figure(name, sum(verdicts) / len(verdicts) if verdicts else 0.0, f"of {len(verdicts)} matched")


def _statuses_agree(_text: str, one: ClaimTag, other: ClaimTag) -> bool:
    return one.status is other.status


def _spans_overlap(text: str, one: ClaimTag, other: ClaimTag) -> bool:
    """Whether two spans of a text share a character; a span that the text lacks never does."""
    first, second = text.find(one.span or "\0"), text.find(other.span or "\0")
    if first < 0 or second < 0:
        return False
    return first < second + len(other.span) and second < first + len(one.span)


def _source_figures(pairs: Sequence[Pair]) -> Iterator[Figure]:
    gold, said = [entry.tags for entry, _ in pairs], [tags for _, tags in pairs]
    yield _measured(agreement("sources", _classes(gold), _classes(said)))
    yield _measured(agreement("source_details", _details(gold), _details(said)))
    yield _roles(pairs)
    wanted, got = _stated(pairs, gold), _stated(pairs, said)
    yield _measured(agreement("page_sources", wanted, got))
    yield _measured(agreement("page_stated", _named(wanted), _named(got)))


def _classes(tags: Iterable[UnitTags]) -> set[Key]:
    return {(unit.id, source.class_) for unit in tags for source in unit.sources}


def _details(tags: Iterable[UnitTags]) -> set[Key]:
    return {(unit.id, source.class_, source.detail) for unit in tags for source in unit.sources}


def _roles(pairs: Sequence[Pair]) -> Figure:
    verdicts = [
        bool(wanted & got)
        for entry, tags in pairs
        for class_ in {source.class_ for source in entry.tags.sources}
        if (got := _roles_of(tags.sources, class_)) and (wanted := _roles_of(entry.tags.sources, class_))
    ]
    return _share("roles", verdicts)


def _roles_of(sources: Iterable[SourceTag], class_: str) -> set[Role]:
    return {source.role for source in sources if source.class_ == class_}


def _stated(pairs: Sequence[Pair], tags: Iterable[UnitTags]) -> set[Key]:
    """(page, class) that the units state; a page that sells and states none has the class "undisclosed"."""
    pages = {entry.unit.id: entry.unit.page for entry, _ in pairs}
    stated: set[Key] = {
        (pages[unit.id], source.class_) for unit in tags for source in unit.sources if source.role is Role.STATED
    }
    selling = {entry.unit.page for entry, _ in pairs if entry.unit.kind.sells}
    return stated | {(page, "undisclosed") for page in selling - {key[0] for key in stated}}


def _named(stated: set[Key]) -> set[Key]:
    return {key for key in stated if key[1] != "undisclosed"}


def _routes(pairs: Sequence[Pair]) -> Agreement:
    wanted: set[Key] = {(entry.unit.id, route) for entry, _ in pairs for route in entry.tags.routes}
    return agreement("routes", wanted, {(tags.id, route) for _, tags in pairs for route in tags.routes})


def _quiet(name: str, pairs: Sequence[Pair], *, readers: bool) -> Figure:
    """The share of units without a gold claim that stay without one.

    On readers' pages (that do not sell) only claims asserted or hedged break the quiet.
    """
    loud = {Status.ASSERTED, Status.HEDGED} if readers else set(Status)
    silent = [
        not any(claim.status in loud for claim in tags.claims)
        for entry, tags in pairs
        if not entry.tags.claims and not (readers and entry.unit.kind.sells)
    ]
    return Figure(name, sum(silent) / len(silent) if silent else 1.0, f"of {len(silent)} units")
