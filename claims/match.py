"""Many patterns against one sentence: google-re2 sets say which may match, `re` says where.

A pattern is in the dialect of RE2 (no lookaround, no back-reference), without regard to case, and may use

    <NAME>   a lexicon of the language's pack
    <gN>     a gap of at most N words that stays within a clause (it crosses commas, no colon or bracket)

Word boundaries are added by the matcher where a match begins or ends with a word character.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from claims.errors import ClaimsError

SHARD = 120  # more patterns in one set make the automaton of RE2 thrash
_MEMORY = 64 << 20
_MACRO = re.compile(r"<([A-Z][A-Z0-9_]*|g[0-9]{1,2})>")
_SEPARATOR = r"[^\w;:!?()\[\]|–]+"
_WORD = r"\w+(?:['-]\w+)*"
_LEFT, _RIGHT = r"(?:(?<!\w)|(?!\w))", r"(?:(?!\w)|(?<!\w))"
_PIECE = re.compile(r"\\[wWbB]|\\.|\[\^?|\]", re.DOTALL)
_ANY_WORD = r"0-9A-Za-z_\x{80}-\x{10ffff}"
_OUTSIDE = {"\\b": "(?:)", "\\B": "(?:)", "\\w": f"[{_ANY_WORD}]", "\\W": "[^0-9A-Za-z_]"}


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
    """The pattern with its macros opened. Raises PatternError for a lexicon that is not there."""
    if depth > 8:
        raise PatternError(f"lexicons use each other in a circle in {pattern[:60]!r}: break it")

    def opened(found: re.Match[str]) -> str:
        name = found[1]
        if name[0] == "g":
            return f"(?:{_SEPARATOR}{_WORD}){{0,{name[1:]}}}?{_SEPARATOR}"
        if name not in lexicons:
            raise PatternError(f"no lexicon is named {name}: add it to lexicons.yml or correct the name")
        return f"(?:{expand(lexicons[name], lexicons, depth + 1)})"

    return _MACRO.sub(opened, pattern)


def compiled(pattern: str, *, bounded: bool = True) -> re.Pattern[str]:
    """The pattern as `re` reads it, with word boundaries where its edges are word characters."""
    _superset_compiles(pattern)
    try:
        return re.compile(f"{_LEFT}(?:{pattern}){_RIGHT}" if bounded else pattern, re.IGNORECASE)
    except re.error as error:
        raise PatternError(f"{error}: correct the pattern {pattern[:80]!r}") from error


def superset(pattern: str) -> str:
    """A pattern for RE2 that matches wherever `re` matches: no boundaries, \\w beyond ASCII too."""
    bracket = ""

    def changed(found: re.Match[str]) -> str:
        nonlocal bracket
        piece = found[0]
        if piece[0] == "[":
            bracket = bracket or piece
        elif piece == "]":
            bracket = ""
        elif not bracket:
            return _OUTSIDE.get(piece, piece)
        elif piece == "\\w" and bracket == "[":
            return _ANY_WORD
        return piece

    return _PIECE.sub(changed, pattern)


class Matcher:
    """Finds the patterns of many rules in a sentence; rules are numbered in the order given."""

    def __init__(self, rules: Sequence[Sequence[str]], *, bounded: bool = True) -> None:
        self._owners = [
            (rule, number) for rule, patterns in enumerate(rules) for number in range(len(patterns))
        ]
        sources = [pattern for patterns in rules for pattern in patterns]
        self._patterns = [compiled(source, bounded=bounded) for source in sources]
        self._sets = [
            (first, _set(sources[first : first + SHARD])) for first in range(0, len(sources), SHARD)
        ]

    def candidates(self, folded: str) -> list[int]:
        """The numbers of the patterns that may match, in order."""
        text = folded.encode("utf-8", "replace")
        found: list[int] = []
        for first, group in self._sets:
            numbers = group.Match(text)
            if numbers:
                found.extend(first + number for number in sorted(numbers))
        return found

    def hits(self, folded: str) -> tuple[Hit, ...]:
        """Every match of every pattern, in the order of rules, patterns, places."""
        return tuple(
            Hit(*self._owners[number], match.start(), match.end())
            for number in self.candidates(folded)
            for match in self._patterns[number].finditer(folded)
            if match.end() > match.start()
        )

    def rules_in(self, folded: str) -> frozenset[int]:
        """The numbers of the rules that match somewhere."""
        return frozenset(
            self._owners[number][0]
            for number in self.candidates(folded)
            if self._patterns[number].search(folded)
        )


def _set(patterns: Sequence[str]) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _MEMORY
    options.log_errors = False
    group = re2.Set.SearchSet(options)
    for pattern in patterns:
        group.Add(superset(pattern))
    group.Compile()
    return group


def _superset_compiles(pattern: str) -> None:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(superset(pattern), options)
    except re2.error as error:
        raise PatternError(
            f"RE2 does not take the pattern {pattern[:80]!r} ({error}): no lookaround, no back-references"
        ) from error
