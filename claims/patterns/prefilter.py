"""Which of many patterns may match a text, by the literals that must be in it."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from claims.patterns.grammar import Group
from claims.patterns.needles import Needle, Needles, folded

REMEMBERED = 512  # texts whose needles are kept: gates and rules ask for those of one page in turn


class Haystack:
    """The needles of all that is looked for in the same texts, found in one pass over each."""

    def __init__(self) -> None:
        self._numbers: dict[Needle, int] = {}
        self._literals: AhoCorasick | None = None
        self._of_literal: list[tuple[int, ...]] = []
        self.needles = Needles()
        self.present = lru_cache(maxsize=REMEMBERED)(self._present)

    def number(self, needle: Needle) -> int:
        """The number of a needle, which is looked for from now on."""
        if needle not in self._numbers:
            self._numbers[needle] = len(self._numbers)
            self._literals = None
        return self._numbers[needle]

    def _present(self, text: str) -> frozenset[int]:
        """The numbers of the needles that are in a text."""
        if self._literals is None:
            self._make_ready()
        if self._literals is None:
            return frozenset()
        found = {match[0] for match in self._literals.find_matches_as_indexes(folded(text), overlapping=True)}
        return frozenset().union(*map(self._of_literal.__getitem__, found))

    def _make_ready(self) -> None:
        needles: dict[str, list[int]] = {}
        for needle, number in self._numbers.items():
            for literal in needle:
                needles.setdefault(literal, []).append(number)
        self._of_literal = [tuple(numbers) for numbers in needles.values()]
        self._literals = AhoCorasick(needles) if needles else None
        self.present.cache_clear()


class Prefilter:
    """Says which of many patterns may match a text: those of whose needles each has a literal there."""

    def __init__(self, patterns: Sequence[Group], haystack: Haystack | None = None) -> None:
        self._haystack = haystack or Haystack()
        needed = [
            (number, need) for number, pattern in enumerate(patterns) for need in self._haystack.needles.of(pattern)
        ]
        uses = Counter(needle for _, need in needed for needle in need)
        rank = {needle: (used, -min(map(len, needle)), len(needle)) for needle, used in uses.items()}
        self._always = sorted({number for number, need in needed if not need})
        self._by_key: dict[int, list[tuple[int, frozenset[int]]]] = {}
        for number, need in needed:
            if need:
                first, *others = map(self._haystack.number, sorted(need, key=rank.__getitem__))
                self._by_key.setdefault(first, []).append((number, frozenset(others)))
        self._keys = frozenset(self._by_key)

    def candidates(self, text: str) -> Sequence[int]:
        """The numbers of the patterns, in order."""
        present = self._haystack.present(text)
        keys = present & self._keys
        if not keys:
            return self._always
        candidates = {number for key in keys for number, others in self._by_key[key] if others <= present}
        candidates.update(self._always)
        return sorted(candidates)
