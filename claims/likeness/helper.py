"""What a line looks like: how likely it makes a claim of each type, and which of its words say so.

The weights of a bucket are one whole number with a lane of 32 bits for each column, so that adding two buckets adds
all columns at once; what a word brings is remembered.
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
    plain,
    tokens,
    word_bucket,
)
from claims.likeness.weights import ANY, STATUS, ZERO, Weights, load_weights
from claims.model import SiteKind, Status

LANE = 32  # bits
MIDDLE = 1 << (LANE - 1)
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
        self._lanes = struct.Struct(f"<{self._width}I")
        self._middle = sum(MIDDLE << (LANE * lane) for lane in range(self._width))
        self._zero = sum(ZERO << (LANE * lane) for lane in range(self._width - 1))
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
        here, letters, _ = self._line(text)
        before = sum(self._line(other)[2] for other in above)
        parts = self.head.parts
        first, one = self._opened(here, parts.words)
        second, two = self._opened(letters, parts.letters)
        third, three = self._opened(before, parts.before)
        return tuple(
            fixed + step * (one * (a - MIDDLE) + two * (b - MIDDLE) + three * (c - MIDDLE))
            for fixed, step, a, b, c in zip(self._fixed[kind], self._steps, first, second, third, strict=False)
        )

    def telling(self, text: str, column: int) -> tuple[int, int]:
        """Where the words in a row stand that weigh most for a column: the shortest run that says the most."""
        found, raw = places(text), tokens(text)
        if not found:
            return 0, len(text)
        gains = self._gains(raw, column)
        least = max(gains) * SPARED
        best, start, total, run = (gains[0] - least, 0, 0), 0, 0.0, (0, 0)
        for at, gain in enumerate(gains):
            if total <= 0:
                total, start = 0.0, at
            total += gain - least
            if total > best[0] or at == 0:
                best, run = (total, start, at), (start, at)
        return found[run[0]][0], found[run[1]][1]

    def _gains(self, raw: Sequence[str], column: int) -> list[float]:
        """What each word of a line brings to a column: itself, its letters, half of each pair it is in."""
        here, letters, _ = self._line_of(raw)
        one, two = self._opened(here, self.head.parts.words)[1], self._opened(letters, self.head.parts.letters)[1]
        gains = []
        for token in raw:
            own, own_letters, _ = self._word(token)
            gains.append(one * self._lane(own, column) + two * self._lane(own_letters, column))
        for at, (first, second) in enumerate(pairwise(raw)):
            half = one * self._lane(self._pair(first, second), column) / 2
            gains[at] += half
            gains[at + 1] += half
        return gains

    def _lane(self, total: int, column: int) -> int:
        return int(self._lanes.unpack((total + self._middle).to_bytes(self._lanes.size, "little"))[column]) - MIDDLE

    def _opened(self, total: int, weight: float) -> tuple[tuple[int, ...], float]:
        """The lanes of a sum, and what each is to be taken times: the part's weight, over how much was said at all."""
        lanes = self._lanes.unpack((total + self._middle).to_bytes(self._lanes.size, "little"))
        said = lanes[-1] - MIDDLE
        return lanes, weight / (sqrt(said) * self.head.rarity_step) if said else 0.0

    def _line_sums(self, text: str) -> tuple[int, int, int]:
        return self._line_of(tokens(text))

    def _line_of(self, raw: Sequence[str]) -> tuple[int, int, int]:
        """The sums of a line: words with pairs, letters, and words as they count for the lines below."""
        words = letters = before = 0
        for token in raw:
            own, own_letters, below = self._word(token)
            words += own
            letters += own_letters
            before += below
        return words + sum(map(self._pair, raw, raw[1:])), letters, before

    def _word_sums(self, token: str) -> tuple[int, int, int]:
        word, buckets = plain(token), self.head.buckets
        letters = sum(self._row(bucket) for bucket in letter_buckets(word, buckets))
        return self._row(word_bucket(word, buckets)), letters, self._row(before_bucket(word, buckets))

    def _pair_row(self, first: str, second: str) -> int:
        return self._row(pair_bucket(plain(first), plain(second), self.head.buckets))

    def _row(self, bucket: int) -> int:
        """The weights of a bucket in their lanes; the last one holds the square of its rarity."""
        start = bucket * self._width
        row = self._rows[start : start + self._width]
        wide = bytearray(self._lanes.size)
        wide[:: LANE // 8] = row
        rarity = row[-1]
        last = LANE * (self._width - 1)
        return int.from_bytes(wide, "little") - self._zero + ((rarity * rarity - rarity) << last)


@lru_cache(maxsize=8)
def likeness_in(path: Path) -> Likeness | None:
    """The helper whose weights lie there, read once; None where there are none."""
    return Likeness(load_weights(path)) if path.is_file() else None
