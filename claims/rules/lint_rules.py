"""What is wrong with the claim rules of one pack, each complaint with its place and what to do."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from claims.model import Status
from claims.patterns.match import PatternError, compiled, expand
from claims.rules.rulebook import Entry
from claims.taxonomy import load_taxonomy
from claims.text.fold import fold

LEAST_HITS, LEAST_MISSES = 3, 2
TRIED_HITS, TRIED_MISSES = 2, 1  # of an experimental rule
_SENTENCE = re.compile(r"(?<=[.?!]) +")
_UNBOUNDED = re.compile(r"(?<!\\)\.(?:[*+]|\{[0-9]+,\})")


def lint_rules(
    rules: Sequence[Entry], lexicons: Mapping[str, str], frames: Collection[str], *, bounded: bool
) -> Iterator[str]:
    """Every complaint about the rules, as path:line:column: id: what, and what to do."""
    yield from _ids(rules)
    yield from _copies(rules)
    checks = (
        _type,
        partial(_frames, frames=frames),
        partial(_patterns, lexicons=lexicons, bounded=bounded),
        _examples,
        _spans,
    )
    for entry in rules:
        for check in checks:
            yield from check(entry)


def _at(entry: Entry, message: str, *steps: str | int) -> str:
    return f"{entry.place(*steps)}: {entry.rule.id}: {message}"


def _ids(rules: Sequence[Entry]) -> Iterator[str]:
    """Ids that stand twice, or that are not <lang>.<type>.<name> with one word for each type."""
    seen: dict[str, Entry] = {}
    words: dict[str, str] = {}
    for entry in rules:
        parts = entry.rule.id.split(".")
        if entry.rule.id in seen:
            yield _at(entry, f"the id stands in {seen[entry.rule.id].path.name} already: give it another", "id")
        seen.setdefault(entry.rule.id, entry)
        if len(parts) != 3 or parts[0] != entry.head.lang:
            yield _at(entry, f"an id is <lang>.<type>.<name>: begin it with {entry.head.lang}. and a type", "id")
        elif words.setdefault(parts[1], entry.type) != entry.type:
            message = f"{parts[1]} stands for {words[parts[1]]}, this rule is one of {entry.type}: use another word"
            yield _at(entry, message, "id")


def _copies(rules: Sequence[Entry]) -> Iterator[str]:
    """Sentences that serve as an example of one type more than once."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in rules:
        for kind, number, text in _sentences(entry):
            key = (entry.type, " ".join(text.lower().split()))
            if key in seen:
                message = f"the sentence is an example of {seen[key].rule.id} already: write another"
                yield _at(entry, message, "examples", kind, number)
            seen.setdefault(key, entry)


def _sentences(entry: Entry) -> Iterator[tuple[str, int, str]]:
    yield from (("hit", number, hit.text) for number, hit in enumerate(entry.rule.examples.hit))
    yield from (("todo", number, todo.text) for number, todo in enumerate(entry.rule.examples.todo))


def _type(entry: Entry) -> Iterator[str]:
    if load_taxonomy().claim_type(entry.type) is None:
        names = ", ".join(type_.name for type_ in load_taxonomy().claim_types)
        yield _at(entry, f"no claim type is named {entry.type}: use one of {names}")


def _frames(entry: Entry, *, frames: Collection[str]) -> Iterator[str]:
    for key, uses in (("needs", entry.rule.needs), ("unless", entry.rule.unless)):
        for number, use in enumerate(uses):
            if use.partition("/")[0] not in frames:
                message = f"no frame is named {use.partition('/')[0]}: add it to frames or correct the name"
                yield _at(entry, message, key, number)


def _patterns(entry: Entry, *, lexicons: Mapping[str, str], bounded: bool) -> Iterator[str]:
    """Patterns that are broken, that no example uses, or that may run over anything."""
    hits = [part for hit in entry.rule.examples.hit for part in _parts(fold(hit.text).text)]
    for number, pattern in enumerate(entry.rule.any):
        steps = ("any", number)
        if _UNBOUNDED.search(pattern):
            yield _at(entry, "the pattern runs on without a bound: write a gap such as <g4>", *steps)
        try:
            found = compiled(expand(pattern, lexicons), bounded=bounded)
        except PatternError as error:
            yield _at(entry, str(error), *steps)
            continue
        if found.search(""):
            yield _at(entry, "the pattern matches nothing at all: take out what may be empty", *steps)
        elif hits and entry.state == "stable" and not any(found.search(hit) for hit in hits):
            yield _at(entry, "no hit uses this pattern: add an example for it or take it out", *steps)


def _parts(text: str) -> list[str]:
    """An example and its sentences: a short answer stands behind its question."""
    return [text, *_SENTENCE.split(text)]


def _examples(entry: Entry) -> Iterator[str]:
    hits, misses = entry.rule.examples.hit, entry.rule.examples.miss
    if entry.state == "retired":
        return
    tried = entry.state == "experimental"
    least_hits, least_misses = (TRIED_HITS, TRIED_MISSES) if tried else (LEAST_HITS, LEAST_MISSES)
    if len(hits) < least_hits:
        message = f"{_counted(hits, 'hit', 'hits')}: give {_sentences_of(least_hits)} that it must find"
        yield _at(entry, message, "examples", "hit")
    if len(misses) < least_misses:
        message = f"{_counted(misses, 'miss', 'misses')}: give {_sentences_of(least_misses)} that it must leave alone"
        yield _at(entry, message, "examples", "miss")
    if tried:
        return
    if hits and all(hit.status is Status.ASSERTED for hit in hits):
        yield _at(entry, "every hit is asserted: add one with another status", "examples", "hit")
    if not entry.rule.why:
        yield _at(entry, "it gives no reason: say in why what makes it a claim")


def _counted(shown: Sequence[object], one: str, many: str) -> str:
    return f"{len(shown)} {one if len(shown) == 1 else many}"


def _sentences_of(least: int) -> str:
    return "a sentence" if least == 1 else f"{least} sentences"


def _spans(entry: Entry) -> Iterator[str]:
    for number, hit in enumerate(entry.rule.examples.hit):
        if hit.span not in hit.text:
            message = f"the span {hit.span!r} does not stand in its sentence: copy it from there"
            yield _at(entry, message, "examples", "hit", number)
