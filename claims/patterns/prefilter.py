"""Which of many patterns may match a text, by the literals that must be in it."""

import marshal
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from claims.patterns.grammar import Group, edges
from claims.patterns.kept import Cut, Kept
from claims.patterns.needles import EDGE, Needle, Needles, folded, marked

KNOWN = 250  # sets of kinds whose patterns are kept
ALIKE = 250  # sets of kinds that texts share: most lines of a page hold next to nothing
REMEMBERED = 1_000  # texts whose needles are kept: shops repeat theirs on every page


class Present:
    """The kinds that are in a text, and what they come to for each prefilter that was asked; texts alike share it."""

    __slots__ = ("found", "kinds")

    def __init__(self, kinds: frozenset[int]) -> None:
        self.kinds = kinds
        self.found: dict[Prefilter, Sequence[int]] = {}


class Haystack:
    """The needles of all that is looked for in the same texts, found in one pass over each.

    Literals that stand in the same needles are one kind: what is found in a text are kinds.
    """

    def __init__(self, kept: Kept | None = None) -> None:
        self.kept = kept
        self._numbers: dict[Needle, int] = {}  # empty while they are pressed
        self._pressed = b""
        self._literals: AhoCorasick | None = None
        self._kinds: list[int] = []
        self._of_needle: list[frozenset[int]] = []
        self._versions = 0
        self.version = 0  # of the kinds, 0 where they have to be sorted
        self.needles = Needles()
        self.present = lru_cache(maxsize=REMEMBERED)(self._present)
        self._alike = lru_cache(maxsize=ALIKE)(Present)

    def number(self, needle: Needle) -> int:
        """The number of a needle, which is looked for from now on."""
        if self._pressed:
            self._unpress()
        if needle not in self._numbers:
            self._numbers[needle] = len(self._numbers)
            self.version = 0
        return self._numbers[needle]

    def kinds(self, number: int) -> frozenset[int]:
        """The kinds of which any makes a needle."""
        return self._of_needle[number]

    def make_ready(self) -> None:
        """Sorts what is looked for into kinds, and gives them a new version, where needles have come in since.

        Needles are needed again only where more come, and take a tenth of the room when they are pressed.
        """
        if not self.version:
            self._sort()
            self.needles.forget()
            if self.kept:
                self.kept.write()
            self._versions += 1
            self.version = self._versions
            self.present.cache_clear()
            self._alike.cache_clear()
        if self.kept:
            self.kept.forget()
        if self._numbers:
            self._pressed, self._numbers = marshal.dumps(list(self._numbers)), {}

    def _unpress(self) -> None:
        needles = marshal.loads(self._pressed)  # noqa: S302 - our own
        self._numbers, self._pressed = {needle: number for number, needle in enumerate(needles)}, b""

    def _present(self, text: str) -> Present:
        """The kinds that are in a text."""
        if self._literals is None:
            return self._alike(frozenset())
        kinds = self._kinds
        words = f"{EDGE}{marked(folded(text))}{EDGE}"
        found = self._literals.find_matches_as_indexes(words, overlapping=True)
        return self._alike(frozenset([kinds[match[0]] for match in found]))

    def _sort(self) -> None:
        needles: defaultdict[str, list[int]] = defaultdict(list)
        for needle, number in self._numbers.items():
            for literal in needle:
                needles[literal].append(number)
        kinds: dict[tuple[int, ...], int] = {}
        self._kinds = [kinds.setdefault(tuple(numbers), len(kinds)) for numbers in needles.values()]
        of_needle: list[list[int]] = [[] for _ in self._numbers]
        for numbers, kind in kinds.items():
            for number in numbers:
                of_needle[number].append(kind)
        self._of_needle = list(map(frozenset, of_needle))
        self._literals = AhoCorasick(needles) if needles else None


def cut(key: str, haystack: Haystack, parse: Callable[[], Sequence[Group]], *, bounded: bool = False) -> Cut:
    """What patterns need: as it is kept under that name, else found out from what they are made of."""
    known = haystack.kept.recall(key) if haystack.kept else None
    if known is None:
        patterns, needles = parse(), haystack.needles
        needed = (
            (number, need) for number, pattern in enumerate(patterns) for need in needles.of(pattern, bounded=bounded)
        )
        known = Cut(tuple(needed), tuple(map(edges, patterns)))
        if haystack.kept:
            haystack.kept.keep(key, known)
    return known


class Prefilter:
    """Says which of many patterns may match a text: those of whose needles each has a literal there."""

    def __init__(self, needed: Sequence[tuple[int, tuple[Needle, ...]]], haystack: Haystack) -> None:
        self._haystack = haystack
        uses = Counter(needle for _, need in needed for needle in need)
        rank = {needle: (used, -min(map(len, needle)), len(needle)) for needle, used in uses.items()}
        self._always = tuple(sorted({number for number, need in needed if not need}))
        self._needed = [
            (number, *map(self._haystack.number, sorted(need, key=rank.__getitem__))) for number, need in needed if need
        ]
        self._version = -1  # of the kinds by which it is sorted
        self._by_kind: dict[int, list[tuple[int, tuple[frozenset[int], ...]]]] = {}
        self._among = lru_cache(maxsize=KNOWN)(self._found_among)

    def candidates(self, text: str) -> Sequence[int]:
        """The numbers of the patterns, in order."""
        if self._haystack.version != self._version:
            self._sort()
        present = self._haystack.present(text)
        found = present.found.get(self)
        if found is None:
            kinds = present.kinds & self._kinds
            found = present.found[self] = self._among(kinds) if kinds else self._always
        return found

    def _found_among(self, kinds: frozenset[int]) -> Sequence[int]:
        """The numbers of the patterns that may match a text in which these kinds are."""
        found = {
            number
            for kind in kinds
            for number, others in self._by_kind.get(kind, ())
            if not any(map(kinds.isdisjoint, others))
        }
        return tuple(sorted(found.union(self._always))) if found else self._always

    def _sort(self) -> None:
        self._haystack.make_ready()
        self._version = self._haystack.version
        self._by_kind = {}
        self._kinds: frozenset[int] = frozenset()
        every: set[int] = set()
        for number, key, *others in self._needed:
            entry = number, tuple(map(self._haystack.kinds, others))
            every.update(self._haystack.kinds(key), *entry[1])
            for kind in self._haystack.kinds(key):
                self._by_kind.setdefault(kind, []).append(entry)
        self._kinds = frozenset(every)
        self._among.cache_clear()
