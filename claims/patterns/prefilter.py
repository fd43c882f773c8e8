"""Which of many patterns may match a text, by the literals that must be in it."""

from collections import Counter
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick

from claims.patterns.grammar import Group
from claims.patterns.needles import Needles, folded


class Prefilter:
    """Says which of many patterns may match a text.

    All literals are looked for at once; a pattern may match where one literal of each of its needles is there.
    """

    def __init__(self, patterns: Sequence[Group]) -> None:
        needles = Needles()
        needed = [(number, need) for number, pattern in enumerate(patterns) for need in needles.of(pattern)]
        uses = Counter(needle for _, need in needed for needle in need)
        numbers = {needle: number for number, needle in enumerate(uses)}
        self._always = sorted({number for number, need in needed if not need})
        self._by_key: list[list[tuple[int, frozenset[int]]]] = [[] for _ in numbers]
        for number, need in needed:
            if need:
                first, *others = sorted(need, key=lambda needle: (uses[needle], -min(map(len, needle)), len(needle)))
                self._by_key[numbers[first]].append((number, frozenset(map(numbers.__getitem__, others))))
        literals = dict[str, list[int]]()
        for needle in numbers:
            for literal in needle:
                literals.setdefault(literal, []).append(numbers[needle])
        self._needles = list(literals.values())
        self._literals = AhoCorasick(list(literals)) if literals else None

    def candidates(self, text: str) -> Sequence[int]:
        """The numbers of the patterns, in order."""
        if self._literals is None:
            return self._always
        present: set[int] = set()
        for literal in {found[0] for found in self._literals.find_matches_as_indexes(folded(text), overlapping=True)}:
            present.update(self._needles[literal])
        if not present:
            return self._always
        candidates = {number for needle in present for number, others in self._by_key[needle] if others <= present}
        candidates.update(self._always)
        return sorted(candidates)
