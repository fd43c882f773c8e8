"""Many patterns against one sentence: google-re2 sets say which may match, `re` says where.

A pattern is in the dialect of RE2 (no lookaround, no back-reference), without regard to case, and may use

    <NAME>   a lexicon of the language's pack
    <gN>     a gap of at most N words that stays within a clause (it crosses commas, no colon or bracket)

Word boundaries are added by the matcher where a match begins or ends with a word character.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import re2

from claims.errors import ClaimsError
from claims.patterns.superset import edges, parts_of

SHARD = 400  # patterns in one set: more make the automaton of RE2 thrash, fewer are asked too often
_MEMORY = 64 << 20
_LEXICON = re.compile(r"<([A-Z][A-Z0-9_]*)>")
_GAP = re.compile(r"<g([0-9]{1,2})>")
_SEPARATOR = r"[^\w;:!?()\[\]|–]+"
_WORD = r"\w+(?:['-]\w+)*"
# What a match must have on its left and right, by whether its own edge is a word character (None: it depends).
_LEFT = {True: r"\b", False: "", None: r"(?:(?<!\w)|(?!\w))"}
_RIGHT = {True: r"\b", False: "", None: r"(?:(?!\w)|(?<!\w))"}


class PatternError(ClaimsError):
    """A pattern cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a pattern of a rule matched, in characters of the folded sentence."""

    rule: int
    pattern: int
    start: int
    end: int


def expand(pattern: str, lexicons: Mapping[str, str], depth: int = 0) -> str:
    """The pattern with its lexicons put in; gaps stay. Raises PatternError for a lexicon that is not there."""
    if depth > 8:
        raise PatternError(f"lexicons use each other in a circle in {pattern[:60]!r}: break it")

    def opened(found: re.Match[str]) -> str:
        if found[1] not in lexicons:
            raise PatternError(f"no lexicon is named {found[1]}: add it to lexicons.yml or correct the name")
        return f"(?:{expand(lexicons[found[1]], lexicons, depth + 1)})"

    return _LEXICON.sub(opened, pattern)


def compiled(pattern: str, *, bounded: bool = True) -> re.Pattern[str]:
    """An expanded pattern as `re` reads it, with word boundaries where its edges are word characters."""
    check(pattern)
    try:
        return re.compile(_bounded(pattern) if bounded else _open_gaps(pattern), re.IGNORECASE)
    except re.error as error:
        raise PatternError(f"{error}: correct the pattern {pattern[:80]!r}") from error


def _bounded(pattern: str) -> str:
    source = _open_gaps(pattern)
    left, right = edges(source)
    return f"{_LEFT[left]}(?:{source}){_RIGHT[right]}"


def _open_gaps(pattern: str) -> str:
    return _GAP.sub(lambda gap: f"(?:{_SEPARATOR}{_WORD}){{0,{gap[1]}}}?{_SEPARATOR}", pattern)


class Prefilter:
    """Says which of many expanded patterns may match a text."""

    def __init__(self, patterns: Sequence[str]) -> None:
        needed = [(number, parts) for number, pattern in enumerate(patterns) for parts in parts_of(_open_gaps(pattern))]
        numbers = {part: at for at, part in enumerate(dict.fromkeys(part for _, parts in needed for part in parts))}
        uses = [0] * len(numbers)
        for _, parts in needed:
            for part in parts:
                uses[numbers[part]] += 1
        self._always = sorted({number for number, parts in needed if not parts})
        self._by_key: list[list[tuple[int, frozenset[int]]]] = [[] for _ in numbers]
        for number, parts in needed:
            if parts:
                places = sorted((numbers[part] for part in parts), key=lambda at: (uses[at], -at))
                self._by_key[places[0]].append((number, frozenset(places[1:])))
        every = list(numbers)
        self._sets = [(first, set_of(every[first : first + SHARD])) for first in range(0, len(every), SHARD)]

    def candidates(self, text: str) -> Sequence[int]:
        """The numbers of the patterns, in order."""
        data = text.encode("utf-8", "replace")
        present = {first + at for first, group in self._sets for at in group.Match(data) or ()}
        if not present:
            return self._always
        found = {number for part in present for number, others in self._by_key[part] if others <= present}
        found.update(self._always)
        return sorted(found)


class Matcher:
    """Finds the patterns of many rules in a sentence; rules are numbered in the order given."""

    def __init__(self, rules: Sequence[Sequence[str]], *, bounded: bool = True) -> None:
        self._owners = [(rule, number) for rule, patterns in enumerate(rules) for number in range(len(patterns))]
        sources = [pattern for patterns in rules for pattern in patterns]
        self._patterns = [Pattern(source, bounded=bounded) for source in sources]
        self._prefilter = Prefilter(sources)

    def candidates(self, folded: str) -> Sequence[int]:
        """The numbers of the patterns, counted over all rules, that may match."""
        return self._prefilter.candidates(folded)

    def hits(self, folded: str) -> tuple[Hit, ...]:
        """Every match of every pattern, in the order of rules, patterns, places."""
        return tuple(
            Hit(*self._owners[number], match.start(), match.end())
            for number in self._matching(folded)
            for match in self._patterns[number].exact.finditer(folded)
            if match.end() > match.start()
        )

    def matches(self, number: int, folded: str) -> bool:
        """Whether one pattern, counted over all rules, stands in a text."""
        return self._patterns[number].matches(folded)

    def exact(self, number: int) -> re.Pattern[str]:
        """One pattern, counted over all rules, as `re` reads it."""
        return self._patterns[number].exact

    def rules_in(self, folded: str) -> frozenset[int]:
        """The numbers of the rules that match somewhere."""
        return frozenset(self._owners[number][0] for number in self._matching(folded))

    def _matching(self, folded: str) -> Iterator[int]:
        """The numbers of the patterns that match."""
        return (number for number in self.candidates(folded) if self._patterns[number].matches(folded))


class Pattern:
    """An expanded pattern, asked of RE2 first, which is quick to say whether it matches but knows ASCII words only.

    RE2 cannot look around; where an edge of the pattern needs that, it is asked twice: with word boundaries at both
    edges, which is enough for a match, and without any, which every match needs. Each form is made when first needed.
    """

    def __init__(self, source: str, *, bounded: bool = True) -> None:
        check(source)
        self._source = source
        self._is_bounded = bounded

    @cached_property
    def exact(self) -> re.Pattern[str]:
        """The pattern as `re` reads it, which decides."""
        return compiled(self._source, bounded=self._is_bounded)

    @cached_property
    def _edges(self) -> tuple[str, str]:
        left, right = edges(_open_gaps(self._source)) if self._is_bounded else (False, False)
        return _LEFT[left], _RIGHT[right]

    @cached_property
    def _enough(self) -> Any:
        left, right = (edge and r"\b" for edge in self._edges)
        return set_of([f"{left}(?:{_open_gaps(self._source)}){right}"])

    @cached_property
    def _needed(self) -> Any:
        """None where `_enough` says all."""
        if not any("(?" in edge for edge in self._edges):
            return None
        left, right = ("" if "(?" in edge else edge for edge in self._edges)
        return set_of([f"{left}(?:{_open_gaps(self._source)}){right}"])

    def matches(self, folded: str) -> bool:
        """Whether it stands somewhere in a text."""
        if not folded.isascii():
            return self.exact.search(folded) is not None
        data = folded.encode()
        if self._needed is None:
            return bool(self._enough.Match(data))
        if not self._needed.Match(data):
            return False
        return bool(self._enough.Match(data)) or self.exact.search(folded) is not None


def set_of(patterns: Sequence[str]) -> Any:
    """A set of RE2, whose `Match` tells the numbers of the patterns that stand in a text, without regard to case."""
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _MEMORY
    options.log_errors = False
    group = re2.Set.SearchSet(options)
    for pattern in patterns:
        group.Add(pattern)
    group.Compile()
    return group


def check(pattern: str) -> None:
    """Raises PatternError for an expanded pattern that RE2 does not take."""
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(_open_gaps(pattern), options)
    except re2.error as error:
        raise PatternError(
            f"RE2 does not take the pattern {pattern[:80]!r} ({error}): no lookaround, no back-references"
        ) from error
