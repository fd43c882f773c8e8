"""Rules as people look at them: one line in the list, one card with everything."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.model import Form, Status
from claims.rules.packs import Library
from claims.rules.rulebook import Entry
from claims.rules.shapes import Hit, Todo
from claims.scoring.ledger import Tally


@dataclass(frozen=True, slots=True)
class Line:
    """A rule in the list; patterns, hits and misses are how many it has."""

    rule: str
    type: str
    lang: str
    state: str
    version: int
    patterns: int
    hits: int
    misses: int
    title: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A frame that a rule asks for or is ruled out by, with the words it stands for."""

    use: str
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """A rule whole: what it finds with its word lists put in, when, why, and its examples.

    `gold_hits` and `gold_true` are None where no labelled pages were named.
    """

    rule: str
    title: str
    type: str
    lang: str
    state: str
    version: int
    place: str
    why: str
    patterns: tuple[str, ...]
    expanded: tuple[str, ...]
    needs: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    where: tuple[Form, ...]
    topic: str
    default: Status
    ignore: tuple[Status, ...]
    inside: bool
    false_positives: tuple[str, ...]
    references: tuple[str, ...]
    hits: tuple[Hit, ...]
    misses: tuple[str, ...]
    todo: tuple[Todo, ...]
    gold_hits: int | None = None
    gold_true: int | None = None

    def lines(self) -> Iterator[str]:
        """The card for people."""
        yield f"{self.rule}  version {self.version}, {self.state}, {self.type}"
        yield self.title
        yield f"in {self.place}"
        yield from _listed("why", (self.why,) if self.why else ())
        for number, (pattern, opened) in enumerate(zip(self.patterns, self.expanded, strict=True), 1):
            yield f"pattern {number}: {pattern}"
            if opened != pattern:
                yield f"  expanded: {opened}"
        yield from _listed("needs", tuple(f"{one.use}: {one.words}" for one in self.needs))
        yield from _listed("unless", tuple(f"{one.use}: {one.words}" for one in self.unless))
        yield from _listed("where", self.where)
        yield f"topic: {self.topic}"
        yield f"status without a cue: {self.default}" + (", words inside count" if self.inside else "")
        yield from _listed("takes no cue of", self.ignore)
        yield from _listed("may find wrongly", self.false_positives)
        yield from _listed("see", self.references)
        yield from _listed("finds", tuple(_hit(hit) for hit in self.hits))
        yield from _listed("leaves", self.misses)
        yield from _listed("is wrong on", tuple(f"{todo.text} (a {todo.expect})" for todo in self.todo))
        yield from self._gold()

    def _gold(self) -> Iterator[str]:
        if self.gold_hits is not None and self.gold_true is not None:
            share = f", precision {self.gold_true / self.gold_hits:.2f}" if self.gold_hits else ""
            yield f"on labelled pages: {self.gold_hits} hits, {self.gold_true} of them true{share}"


def line_of(entry: Entry) -> Line:
    """A rule for the list."""
    rule, examples = entry.rule, entry.rule.examples
    counts = (len(rule.any), len(examples.hit), len(examples.miss))
    return Line(rule.id, entry.type, entry.head.lang, entry.state, rule.version, *counts, rule.title)


def card_of(entry: Entry, library: Library, tally: Tally | None = None) -> Card:
    """A rule whole; its pack is in the library."""
    rule, pack = entry.rule, library.pack(entry.head.lang)
    frames = dict(pack.frames) if pack else {}
    return Card(
        rule=rule.id,
        title=rule.title,
        type=entry.type,
        lang=entry.head.lang,
        state=entry.state,
        version=rule.version,
        place=entry.place(),
        why=rule.why,
        patterns=rule.any,
        expanded=tuple(pack.expanded(pattern) if pack else pattern for pattern in rule.any),
        needs=tuple(Condition(use, frames.get(use.partition("/")[0], "")) for use in rule.needs),
        unless=tuple(Condition(use, frames.get(use.partition("/")[0], "")) for use in rule.unless),
        where=rule.where,
        topic=rule.topic,
        default=rule.status.default,
        ignore=rule.status.ignore,
        inside=rule.status.inside,
        false_positives=rule.false_positives,
        references=rule.references,
        hits=rule.examples.hit,
        misses=rule.examples.miss,
        todo=rule.examples.todo,
        gold_hits=tally.hits if tally else None,
        gold_true=tally.true if tally else None,
    )


def _listed(name: str, values: tuple[str, ...]) -> Iterator[str]:
    """A name with what it holds: on one line where it is one, beneath it where there are more; nothing for none."""
    if len(values) == 1:
        yield f"{name}: {values[0]}"
    elif values:
        yield f"{name}:"
        yield from (f"  {value}" for value in values)


def _hit(hit: Hit) -> str:
    return f"{hit.text} → {hit.status}" + (f" {hit.span!r}" if hit.span else "")
