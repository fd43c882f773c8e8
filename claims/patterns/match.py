"""Many patterns against one sentence: literals say which may match, google-re2 whether they do and where.

A pattern is in the dialect of RE2 (no lookaround, no back-reference), without regard to case, and may use

    <NAME>   a lexicon of the language's pack
    <gN>     a gap of at most N words that stays within a clause (it crosses commas, no colon or bracket)

Word boundaries are added by the matcher where a match begins or ends with a word character.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import re2

from claims.errors import ClaimsError
from claims.patterns.grammar import Grammar, edges
from claims.patterns.kept import Cut, Edges
from claims.patterns.plain import data_of, readable
from claims.patterns.prefilter import Haystack, Prefilter, cut

NO_LEXICONS: Mapping[str, str] = MappingProxyType({})
_MEMORY, _MOST_MEMORY = 1 << 21, 64 << 20  # bytes that a pattern may remember of texts; for those that need more
_LEXICON = re.compile(r"<([A-Z][A-Z0-9_]*)>")
_GAP = re.compile(r"<g([0-9]{1,2})>")
_SEPARATOR = r"[^\w;:!?()\[\]|–]+"
_WORD = r"\w+(?:['-]\w+)*"
# What a match must have on its left and right, by whether its own edge is a word character (None: it depends).
_LEFT = {True: r"\b", False: "", None: r"(?:(?<!\w)|(?!\w))"}
_RIGHT = {True: r"\b", False: "", None: r"(?:(?!\w)|(?<!\w))"}


class PatternError(ClaimsError):
    """A pattern cannot be used; the message says which and why."""


class Hit(NamedTuple):
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
    return Pattern(pattern, bounded=bounded).exact


def with_gaps(pattern: str) -> str:
    """The pattern with its gaps put in; lexicons stay."""
    return _GAP.sub(lambda gap: f"(?:{_SEPARATOR}{_WORD}){{0,{gap[1]}}}?{_SEPARATOR}", pattern)


def prefilter(patterns: Iterable[str], haystack: Haystack | None = None) -> Prefilter:
    """Says which of these expanded patterns may match a text."""
    words = Lexicons(NO_LEXICONS, haystack)
    return Prefilter(cut_of(patterns, words).needed, words.haystack)


def cut_of(patterns: Iterable[str], words: "Lexicons", *, bounded: bool = False) -> Cut:
    """What patterns need that use these lexicons; `bounded` says that no word goes on before or after a match."""
    opened = [with_gaps(pattern) for pattern in patterns]
    key = hashlib.sha256("\0".join([words.sign, str(bounded), *opened]).encode()).hexdigest()
    return cut(key, words.haystack, lambda: list(map(words.grammar.parsed, opened)), bounded=bounded)


class Lexicons:
    """The lexicons of a pack, the way to take patterns apart that use them, and what all of these look for."""

    def __init__(self, plain: Mapping[str, str], haystack: Haystack | None = None) -> None:
        self.plain = plain
        self.sign = hashlib.sha256(repr(sorted(plain.items())).encode()).hexdigest() if plain else ""
        self._given = haystack
        self.grammar = Grammar({name: with_gaps(words) for name, words in plain.items()})

    @cached_property
    def haystack(self) -> Haystack:
        """What patterns that use the lexicons look for."""
        return self._given or Haystack()


class Matcher:
    """Finds the patterns of many rules in a sentence; rules are numbered in the order given.

    `candidates` gives the numbers of the patterns, counted over all rules, that may match.
    """

    def __init__(self, rules: Iterable[Sequence[str]], words: Lexicons | None = None, *, bounded: bool = True) -> None:
        groups = list(rules)
        words = words or Lexicons(NO_LEXICONS)
        self._owners = [(rule, number) for rule, patterns in enumerate(groups) for number in range(len(patterns))]
        self._patterns = [Pattern(source, words, bounded=bounded) for patterns in groups for source in patterns]
        found = cut_of([source for patterns in groups for source in patterns], words, bounded=bounded)
        self.candidates = Prefilter(found.needed, words.haystack).candidates
        for pattern, known in zip(self._patterns, found.edges, strict=True):
            pattern.known_edges = known

    def hits(self, folded: str) -> tuple[Hit, ...]:
        """Every match of every pattern, in the order of rules, patterns, places."""
        return tuple(
            [
                Hit(*self._owners[number], start, end)
                for number in self.candidates(folded)
                for start, end in self._patterns[number].spans(folded)
            ]
        )

    def matches(self, number: int, folded: str) -> bool:
        """Whether one pattern, counted over all rules, stands in a text."""
        return self._patterns[number].matches(folded)

    def pattern(self, number: int) -> "Pattern":
        """One pattern, counted over all rules."""
        return self._patterns[number]

    def rules_in(self, folded: str) -> frozenset[int]:
        """The numbers of the rules that match somewhere."""
        candidates = self.candidates(folded)
        return frozenset([self._owners[number][0] for number in candidates if self._patterns[number].matches(folded)])


class Pattern:
    """A pattern, asked of RE2, which is quick to make and to ask but knows the words of ASCII only.

    RE2 cannot look around; where an edge of the pattern needs that, it is asked twice: with word boundaries at both
    edges, which is enough for a match, and without any, which every match needs. `re`, which takes ten times as long
    to make, decides what is then open, and reads texts with other letters. Each form is made when first needed.
    Raises PatternError for one that cannot be used.
    """

    def __init__(self, source: str, words: Lexicons | None = None, *, bounded: bool = True) -> None:
        self._words = words or Lexicons(NO_LEXICONS)
        check(source, self._words.plain)
        self._pattern = source
        self._is_bounded = bounded
        self.known_edges: Edges | None = None

    @cached_property
    def exact(self) -> re.Pattern[str]:
        """The pattern as `re` reads it, which decides."""
        left, right = self._edges
        try:
            return re.compile(f"{left}(?:{self._source}){right}" if left or right else self._source, re.IGNORECASE)
        except re.error as error:
            raise PatternError(f"{error}: correct the pattern {self._pattern[:80]!r}") from error

    @property
    def _source(self) -> str:
        return with_gaps(expand(self._pattern, self._words.plain))

    @cached_property
    def _edges(self) -> tuple[str, str]:
        left, right = self._found_edges() if self._is_bounded else (False, False)
        return _LEFT[left], _RIGHT[right]

    def _found_edges(self) -> Edges:
        """Whether matches begin and end with a word character."""
        return self.known_edges or edges(self._words.grammar.parsed(with_gaps(self._pattern)))

    @cached_property
    def _plain(self) -> tuple[str, bool]:
        """The pattern as RE2 reads it, without edges, and whether it may be asked of texts that hold other signs."""
        return readable(self._source)

    @cached_property
    def _sure(self) -> str:
        """A form whose matches are matches."""
        left, right = (edge and r"\b" for edge in self._edges)
        return f"{left}(?:{self._plain[0]}){right}"

    @cached_property
    def _wide(self) -> str:
        """A form without which there is no match; empty where the sure one is that too."""
        if not any("(?" in edge for edge in self._edges):
            return ""
        left, right = ("" if "(?" in edge else edge for edge in self._edges)
        return f"{left}(?:{self._plain[0]}){right}"

    @cached_property
    def _is_sure(self) -> Any:
        return set_of([self._sure])

    @cached_property
    def _is_likely(self) -> Any:
        return set_of([self._wide])

    @cached_property
    def _finds(self) -> Any:
        return _compiled(self._sure)

    @cached_property
    def _finds_wide(self) -> Any:
        return _compiled(self._wide)

    def matches(self, folded: str) -> bool:
        """Whether it stands somewhere in a text."""
        data = self._data(folded)
        if data is None:
            return self.exact.search(folded) is not None
        if not self._wide:
            return bool(self._is_sure.Match(data))
        if not self._is_likely.Match(data):
            return False
        return bool(self._is_sure.Match(data)) or self.exact.search(folded) is not None

    def first(self, folded: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Where it stands first in a part of a text, which is taken to end at `end`."""
        data = self._data(folded)
        if data is not None:
            data = data if end is None else data[:end]
            found = (self._finds_wide if self._wide else self._finds).search(data, start)
            if found is None:
                return None
            if not self._wide and found.end() > found.start():
                return found.start(), found.end()
        return next(iter(self.spans(folded, start, end)), None)

    def spans(self, folded: str, start: int = 0, end: int | None = None) -> Sequence[tuple[int, int]]:
        """Every place where it stands in a part of a text, which is taken to end at `end`; never an empty one.

        Where the sure and the wide form stand in the same places the pattern does; else `re` decides.
        """
        data = self._data(folded)
        if data is not None:
            data = data if end is None else data[:end]
            found = _spans(self._finds_wide if self._wide else self._finds, data, start)
            if not found or (all(first < last for first, last in found) and self._agrees(found, data, start)):
                return found
        matches = self.exact.finditer(folded, start, len(folded) if end is None else end)
        return [match.span() for match in matches if match.end() > match.start()]

    def _agrees(self, found: list[tuple[int, int]], data: bytes, start: int) -> bool:
        return not self._wide or found == _spans(self._finds, data, start)

    def _data(self, folded: str) -> bytes | None:
        """The text for RE2, None where it must not be asked."""
        if folded.isascii():
            return folded.encode()
        return data_of(folded) if self._plain[1] else None


def _spans(pattern: Any, data: bytes, start: int) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(data, start)]


def _compiled(pattern: str) -> Any:
    try:
        return re2.compile(pattern, _options(_MEMORY))
    except re2.error:
        return re2.compile(pattern, _options(_MOST_MEMORY))


def set_of(patterns: Sequence[str]) -> Any:
    """A set of RE2, whose `Match` tells the numbers of the patterns that stand in a text, without regard to case."""
    try:
        return _set_of(patterns, _MEMORY)
    except re2.error:
        return _set_of(patterns, _MOST_MEMORY)


def _set_of(patterns: Sequence[str], memory: int) -> Any:
    group = re2.Set.SearchSet(_options(memory))
    for pattern in patterns:
        group.Add(pattern)
    group.Compile()
    return group


@lru_cache(maxsize=2)
def _options(memory: int) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = memory
    options.log_errors = False
    return options


def check(pattern: str, lexicons: Mapping[str, str] = NO_LEXICONS) -> None:
    """Raises PatternError for a pattern that RE2 does not take, or whose lexicons are not there or cannot be used."""
    expand(pattern, lexicons)
    parts = [pattern]
    for part in parts:
        _check_alone(_LEXICON.sub("(?:x)", part))
        parts += [words for name in _LEXICON.findall(part) if (words := lexicons[name]) not in parts]


@lru_cache(maxsize=20_000)
def _check_alone(pattern: str) -> None:
    """Has RE2 parse it, as a set does with what is added to it; only what is refused is compiled, for the reason."""
    options = re2.Options()
    options.log_errors = False
    opened = with_gaps(pattern)
    try:
        re2.Set.SearchSet(options).Add(opened)
    except re2.error:
        _tell_why(pattern, opened, options)


def _tell_why(pattern: str, opened: str, options: Any) -> None:
    try:
        re2.compile(opened, options)
    except re2.error as error:
        raise PatternError(
            f"RE2 does not take the pattern {pattern[:80]!r} ({error}): no lookaround, no back-references"
        ) from error
