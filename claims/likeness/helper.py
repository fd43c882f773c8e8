"""The linear model: how likely a line makes a claim of each type by its words, and which of them say so.

A line is the sum of the rows of its marks, in three parts: words with pairs, letters, and the words of the lines above.
Each part is taken over how much was said in it at all.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from typing import Any, NamedTuple

import numpy as np

from claims.likeness.features import (
    before_bucket,
    letter_buckets,
    pair_bucket,
    places,
    plain_tokens,
    word_bucket,
)
from claims.likeness.weights import ANY, ZERO, Weights
from claims.model import SiteKind

WORDS, LINES = 6_000, 1_000  # how many of each are remembered: a site repeats its own
MOST = 12  # words that are shown of a line
SPARED = 0.15  # the share of the best word's weight below which a word does not lengthen the words shown


# What parts one clause from the next.
PARTED = re.compile(r'[;()\[\]|!?–]|[.](?=\s)|(?<=\s)"|"(?=\s)')


class _Part(NamedTuple):
    """What the marks of one part come to: the weights of each column, and how much was said at all."""

    weights: Any
    said: int


class Likeness:
    """The linear model of one language, made ready of its weights."""

    def __init__(self, weights: Weights) -> None:
        self.name = weights.name
        self.head = weights.head
        names = [column.name for column in weights.head.columns]
        self.any = names.index(ANY)
        self.types = {name: at for at, name in enumerate(names) if at != self.any}
        self._rows = np.frombuffer(weights.rows, np.uint8).reshape(-1, weights.width)
        self._letters = _Letters(self._rows)
        self._steps = np.array([column.step for column in weights.head.columns])
        self._fixed = {
            kind: np.array([column.bias + column.kinds.get(kind.value, 0.0) for column in weights.head.columns])
            for kind in SiteKind
        }
        self._line = lru_cache(maxsize=LINES)(self._own_and_letters)
        self._below = lru_cache(maxsize=LINES)(self._for_lines_below)

    def odds(self, text: str, above: Sequence[str], kind: SiteKind) -> Sequence[float]:
        """The log odds of each column for a folded line, from it and the lines above it (the nearest last)."""
        parts = self.head.parts
        own, letters = self._line(text)
        told = self._scale(parts.words, own.said) * own.weights
        told += self._scale(parts.letters, letters.said) * letters.weights
        if above:
            before = [self._below(other) for other in above]
            scale = self._scale(parts.before, sum(other.said for other in before))
            told += scale * sum(other.weights for other in before)
        odds: list[float] = (self._fixed[kind] + self._steps * told).tolist()
        return odds

    def telling(self, text: str, column: int) -> tuple[int, int]:
        """Where the words in a row stand that weigh most for a column: the shortest run that says the most."""
        found = places(text)
        if not found:
            return 0, len(text)
        first, last = heaviest_run(self._gains(text, column))
        return found[first][0], found[last][1]

    def phrase(self, text: str, column: int) -> tuple[int, int]:
        """The same within one clause and of no more words than can be shown."""
        found = places(text)
        if not found:
            return 0, len(text)
        ends = [PARTED.search(text, left[1], right[0]) is not None for left, right in pairwise(found)]
        first, last = heaviest_run(self._gains(text, column), ends, MOST)
        return found[first][0], found[last][1]

    def _scale(self, weight: float, said: int) -> float:
        """What the weights of a part are to be taken times: the part's weight, over how much was said at all."""
        return weight / (sqrt(said) * self.head.rarity_step) if said else 0.0

    def _gains(self, text: str, column: int) -> list[float]:
        """What each word of a line brings to a column: itself, its letters, half of each pair it is in."""
        words, parts = plain_tokens(text), self.head.parts
        one, two = (
            self._scale(weight, part.said)
            for weight, part in zip((parts.words, parts.letters), self._line(text), strict=True)
        )
        own = self._weights([word_bucket(word, self.head.buckets) for word in words], column)
        letters: list[int] = self._letters.of(words)[:, column].tolist()
        gains = [one * weight + two * other for weight, other in zip(own, letters, strict=True)]
        for at, pair in enumerate(self._weights(self._pairs(words), column)):
            half = one * pair / 2
            gains[at] += half
            gains[at + 1] += half
        return gains

    def _weights(self, buckets: Iterable[int], column: int) -> list[int]:
        """What each of some buckets weighs for a column."""
        return [int(self._rows[bucket, column]) - ZERO for bucket in buckets]

    def _own_and_letters(self, text: str) -> tuple[_Part, _Part]:
        """Two parts of a line: words with pairs, and letters."""
        words, many = plain_tokens(text), self.head.buckets
        own = [*(word_bucket(word, many) for word in words), *self._pairs(words)]
        letters = self._letters.of(words).sum(axis=0)
        return self._sum(own), _Part(letters[:-1], int(letters[-1]))

    def _for_lines_below(self, text: str) -> _Part:
        return self._sum([before_bucket(word, self.head.buckets) for word in plain_tokens(text)])

    def _pairs(self, words: Sequence[str]) -> Iterable[int]:
        return (pair_bucket(first, second, self.head.buckets) for first, second in pairwise(words))

    def _sum(self, buckets: Sequence[int]) -> _Part:
        total = _sum_of(self._rows[np.array(buckets, np.intp)])
        return _Part(total[:-1], int(total[-1]))


def heaviest_run(gains: Sequence[float], ends: Sequence[bool] = (), most: int | None = None) -> tuple[int, int]:
    """The first and last of the numbers in a row that come to most, of which small ones are no part.

    `ends` says after which of them none goes on, `most` how many there may be.
    """
    least = max(gains) * SPARED
    best, start, total, run = gains[0] - least, 0, 0.0, (0, 0)
    for at, gain in enumerate(gains):
        if total <= 0 or (ends and at and ends[at - 1]):
            total, start = 0.0, at
        total += gain - least
        while most and at - start >= most:
            total -= gains[start] - least
            start += 1
        if total > best or at == 0:
            best, run = total, (start, at)
    return run


class _Letters(dict[str, int]):
    """What the letters of words come to; words that were asked for are remembered, each by its number."""

    def __init__(self, rows: Any) -> None:
        self._rows = rows
        self._said = np.zeros((WORDS, rows.shape[1]), np.int32)

    def of(self, words: Sequence[str]) -> Any:
        """What the letters of each of some words come to; a line has no more words than are remembered."""
        if len(self) + len(words) > len(self._said):
            self.clear()
        return self._said[list(map(self.__getitem__, words))]

    def __missing__(self, word: str) -> int:
        row = self[word] = len(self)
        self._said[row] = _sum_of(self._rows[letter_buckets(word, len(self._rows))])
        return row


def _sum_of(rows: Any) -> Any:
    """What some rows come to: the weights of each column, and last how much was said at all."""
    numbers = rows.astype(np.int64)
    numbers[:, :-1] -= ZERO
    numbers[:, -1] *= numbers[:, -1]
    return numbers.sum(axis=0)
