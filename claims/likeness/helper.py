"""What a line looks like: how likely it makes a claim of each type, and which of its words say so.

What a word weighs is one whole number with a lane of 32 bits for each column, three times over: the word itself, its
letters, and the word as it counts for the lines below. Adding two numbers adds all of that at once; what a word brings
is remembered.
"""

import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

from claims.likeness.features import (
    before_bucket,
    letter_buckets,
    pair_bucket,
    places,
    plain_tokens,
    word_bucket,
)
from claims.likeness.weights import ANY, STATUS, ZERO, Weights, load_weights
from claims.model import SiteKind, Status

LANE = 32  # bits
MIDDLE = 1 << (LANE - 1)
PARTS = OWN, LETTERS, BELOW = range(3)  # words with pairs, letters, words for the lines below
WORDS, LINES = 6_000, 1_000  # how many of each are remembered: a site repeats its own
SPARED = 0.25  # the share of the best word's weight below which a word does not lengthen the words shown


class Likeness:
    """The helper of one language, made of its weights."""

    def __init__(self, weights: Weights) -> None:
        self.name = weights.name
        self.head = weights.head
        names = [column.name for column in weights.head.columns]
        self.any = names.index(ANY)
        self.statuses = {Status(name[len(STATUS) :]): at for at, name in enumerate(names) if name.startswith(STATUS)}
        apart = {self.any, *self.statuses.values()}
        self.types = {name: at for at, name in enumerate(names) if at not in apart}
        self._rows, self._width = weights.rows, weights.width
        self._lanes = struct.Struct(f"<{self._width * len(PARTS)}I")
        self._middle = sum(MIDDLE << (LANE * lane) for lane in range(self._width * len(PARTS)))
        self._zeros = ZERO * sum(1 << (LANE * lane) for lane in range(self._width - 1))
        self._picks = [_of_a_part(lane, self._width) for lane in range(self._width - 1)]
        self._steps = tuple(column.step for column in weights.head.columns)
        self._fixed = {
            kind: tuple(column.bias + column.kinds.get(kind.value, 0.0) for column in weights.head.columns)
            for kind in SiteKind
        }
        self._word = lru_cache(maxsize=WORDS)(self._word_sums)
        self._pair = lru_cache(maxsize=WORDS)(self._pair_row)
        self._line = lru_cache(maxsize=LINES)(self._line_sums)

    def odds(self, text: str, above: Sequence[str], kind: SiteKind) -> tuple[float, ...]:
        """The log odds of each column for a folded line, from it and the lines above it (the nearest last)."""
        look = self.look(text, above, kind)
        return tuple([look.odds(column) for column in range(len(self._steps))])

    def look(self, text: str, above: Sequence[str], kind: SiteKind) -> "Look":
        """What tells the same column by column: for most lines the odds of any claim are enough."""
        return Look(self, self._line(text), [self._line(other) for other in above], self._fixed[kind])

    def telling(self, text: str, column: int) -> tuple[int, int]:
        """Where the words in a row stand that weigh most for a column: the shortest run that says the most."""
        found = places(text)
        if not found:
            return 0, len(text)
        gains = self._gains(text, column)
        least = max(gains) * SPARED
        best, start, total, run = (gains[0] - least, 0, 0), 0, 0.0, (0, 0)
        for at, gain in enumerate(gains):
            if total <= 0:
                total, start = 0.0, at
            total += gain - least
            if total > best[0] or at == 0:
                best, run = (total, start, at), (start, at)
        return found[run[0]][0], found[run[1]][1]

    def picked(self, lanes: bytes, part: int, column: int) -> tuple[int, int]:
        """What a part of a line's sums holds for a column, and how much it says at all."""
        weight, said = self._picks[column].unpack_from(lanes, part * self._width * LANE // 8)
        return weight - MIDDLE, said - MIDDLE

    def scale(self, weight: float, said: int) -> float:
        """What each lane of a part is to be taken times: the part's weight, over how much was said at all."""
        return weight / (sqrt(said) * self.head.rarity_step) if said else 0.0

    def step(self, column: int) -> float:
        """What a step of a column's weights is worth."""
        return self._steps[column]

    def _gains(self, text: str, column: int) -> list[float]:
        """What each word of a line brings to a column: itself, its letters, half of each pair it is in."""
        words, parts, line = plain_tokens(text), self.head.parts, self._line(text)
        one = self.scale(parts.words, self.picked(line, OWN, column)[1])
        two = self.scale(parts.letters, self.picked(line, LETTERS, column)[1])
        gains = []
        for word in words:
            lanes = self._as_lanes(self._word(word))
            gains.append(one * self.picked(lanes, OWN, column)[0] + two * self.picked(lanes, LETTERS, column)[0])
        for at, (first, second) in enumerate(pairwise(words)):
            half = one * self.picked(self._as_lanes(self._pair(first, second)), OWN, column)[0] / 2
            gains[at] += half
            gains[at + 1] += half
        return gains

    def _as_lanes(self, total: int) -> bytes:
        return (total + self._middle).to_bytes(self._lanes.size, "little")

    def _line_sums(self, text: str) -> bytes:
        """The sums of a line, in lanes: words with pairs, letters, and words as they count for the lines below."""
        words = plain_tokens(text)
        return self._as_lanes(sum(map(self._word, words)) + sum(map(self._pair, words, words[1:])))

    def _word_sums(self, word: str) -> int:
        buckets = self.head.buckets
        parts = ([word_bucket(word, buckets)], letter_buckets(word, buckets), [before_bucket(word, buckets)])
        return sum(self._sum_of(some) << (LANE * self._width * part) for part, some in enumerate(parts))

    def _pair_row(self, first: str, second: str) -> int:
        return self._sum_of([pair_bucket(first, second, self.head.buckets)])

    def _sum_of(self, buckets: Sequence[int]) -> int:
        """The weights of some buckets in the lanes of one part; the last one holds the squares of their rarities."""
        width = self._width
        rows = [self._rows[bucket * width : (bucket + 1) * width] for bucket in buckets]
        *weights, rarities = zip(*rows, strict=True)
        sums = struct.pack(f"<{width}I", *map(sum, weights), sum([rarity * rarity for rarity in rarities]))
        return int.from_bytes(sums, "little") - self._zeros * len(rows)


class Look:
    """A line on its page, as the helper sees it."""

    __slots__ = ("_above", "_fixed", "_helper", "_line")

    def __init__(self, helper: Likeness, line: bytes, above: Sequence[bytes], fixed: Sequence[float]) -> None:
        self._helper = helper
        self._line = line
        self._above = above
        self._fixed = fixed

    def odds(self, column: int) -> float:
        """The log odds of a column."""
        helper, parts = self._helper, self._helper.head.parts
        words, said = helper.picked(self._line, OWN, column)
        letters, said_by_letters = helper.picked(self._line, LETTERS, column)
        before = said_before = 0
        for other in self._above:
            weight, much = helper.picked(other, BELOW, column)
            before += weight
            said_before += much
        told = helper.scale(parts.words, said) * words
        told += helper.scale(parts.letters, said_by_letters) * letters
        told += helper.scale(parts.before, said_before) * before
        return self._fixed[column] + helper.step(column) * told


def _of_a_part(lane: int, width: int) -> struct.Struct:
    """Reads a lane and the last one of a part."""
    return struct.Struct(f"<{lane * LANE // 8}xI{(width - lane - 2) * LANE // 8}xI")


@lru_cache(maxsize=8)
def likeness_in(path: Path) -> Likeness | None:
    """The helper whose weights lie there, read once; None where there are none."""
    return Likeness(load_weights(path)) if path.is_file() else None
