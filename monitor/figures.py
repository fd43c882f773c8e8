"""Figures of the reading as people look at them, and the bounds that they are held to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.scoring.score import GoldUnit, Scores
from monitor.errors import ConfigError

LONGEST = 160  # characters of a unit that is shown


@dataclass(frozen=True, slots=True)
class Bound:
    """The least that a figure may be; `written` is how it was asked for."""

    figure: str
    least: float
    written: str


def bounds_of(options: Sequence[str], scores: Scores) -> tuple[Bound, ...]:
    """The bounds that options of the form FIGURE=VALUE ask for. Raises ConfigError for any other."""
    known = [figure.name for figure in scores.figures]
    bounds = []
    for option in options:
        name, _, value = option.partition("=")
        try:
            least = float(value)
        except ValueError as error:
            raise ConfigError(f"--min takes FIGURE=VALUE, not {option}: write for example claims=0.8") from error
        if name not in known:
            raise ConfigError(f"--min: no figure is named {name}: use one of {', '.join(known)}")
        bounds.append(Bound(name, least, value))
    return tuple(bounds)


def shortfalls(scores: Scores, bounds: Sequence[Bound]) -> tuple[str, ...]:
    """The figures that lie below their bounds, in words."""
    return tuple(
        f"{bound.figure} {scores.figure(bound.figure):.3f} < {bound.written}"
        for bound in bounds
        if scores.figure(bound.figure) < bound.least
    )


def figure_lines(scores: Scores) -> Iterator[str]:
    """A row for each figure."""
    yield from (f"{figure.name:15} {figure.value:.3f}  {figure.detail}".rstrip() for figure in scores.figures)


def type_lines(scores: Scores) -> Iterator[str]:
    """A row for each claim type."""
    for one in scores.types:
        yield f"  {one.name:22} F1 {one.f1:.3f}  P {one.precision:.3f}  R {one.recall:.3f}  n {one.wanted}"


def differences(gold: Sequence[GoldUnit], scores: Scores, most: int) -> Iterator[str]:
    """The first missed and the first invented claims, as many as asked for of each."""
    texts = {entry.unit.id: entry.unit.text for entry in gold}
    for label, keys in (("missed", scores.missed), ("invented", scores.invented)):
        yield from (f"  {label} {type_}: {id_}: {texts[id_][:LONGEST]}" for id_, type_ in keys[:most])
