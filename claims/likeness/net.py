"""The net: how likely each line of a page makes a claim of each type.

A line is read in windows of one to four words, and the most that any window says is kept. It is weighed with the same
of the lines around, and with what kind of line and page it is. Pages are read at once; what a line says by itself is
remembered.
"""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from claims.likeness.features import plain
from claims.likeness.netfile import Bounds, NetFile
from claims.likeness.scene import NEAR, Scene, tokens

LINES = 1_000  # lines that are remembered
WORDS = 4_000  # words as they are written whose rows are remembered
AT_ONCE = 48  # lines that are read side by side: what they come to stays near the processor
WIDTHS = 4  # windows of one word, two, three and four, in this order, as many filters for each
BEFORE, AFTER = 2, 1  # words before and after a word that a window reaches
DIGITS = 3  # to which odds are told, so that they are the same on every machine
UNKNOWN = 1


class Net:
    """A net made ready."""

    def __init__(self, kept: NetFile) -> None:
        self.name = kept.name
        self.bounds: Bounds = kept.head.bounds
        self.types = {name: column for column, name in enumerate(kept.head.types)}
        self.any = len(self.types)
        self._rows = _Rows({word: row for row, word in enumerate(kept.words, UNKNOWN + 1)})
        self._vectors, self._steps = kept.vectors, np.array(kept.head.steps, np.float32)
        self._layers = kept.layers
        self._by_place = _by_place(kept.layers["windows"], len(self._steps))
        self._filters = kept.layers["windows"].shape[1] // WIDTHS
        self._said, self._places = self._room(LINES), dict[str, int]()

    def odds(self, scene: Scene) -> Any:
        """The log odds of each type and, last, of any claim for every line of a scene."""
        layers, lines = self._layers, self.lines(scene.texts)
        short = _positive(lines @ layers["short"] + layers["short_bias"])
        nothing = np.zeros((1, short.shape[1]), np.float32)
        near = np.concatenate([short, nothing])[scene.around].reshape(len(lines), -1)
        seen = np.concatenate([lines, near, _mean_around(short), scene.marks], axis=1)
        hidden = _positive(seen @ layers["hidden"] + layers["hidden_bias"])
        odds = hidden @ layers["types"] + lines @ layers["straight"] + layers["types_bias"]
        return np.round(odds, DIGITS)

    def lines(self, texts: Sequence[str]) -> Any:
        """What each line says by itself."""
        new = [text for text in dict.fromkeys(texts) if text not in self._places]
        if len(self._places) + len(new) > len(self._said):
            self._places, new = {}, list(dict.fromkeys(texts))
            self._said = self._room(len(new))
        if new:
            first = len(self._places)
            self._said[first : first + len(new)] = self._read(new)
            self._places.update(zip(new, range(first, first + len(new)), strict=True))
        return self._said[[self._places[text] for text in texts]]

    def _room(self, lines: int) -> Any:
        """Room for what so many lines say, and more."""
        return np.zeros((max(LINES, lines), self._filters * WIDTHS), np.float32)

    def _read(self, texts: Sequence[str]) -> Any:
        """The most that any window of a line says, filter by filter."""
        words = [list(map(self._rows.__getitem__, tokens(text))) for text in texts]
        longest_first = sorted(range(len(words)), key=lambda line: -len(words[line]))
        said = np.empty((len(words), self._filters * WIDTHS), np.float32)
        for first in range(0, len(words), AT_ONCE):
            lines = longest_first[first : first + AT_ONCE]
            said[lines] = self._most([words[line] for line in lines])
        return _positive(said + self._layers["windows_bias"])

    def _most(self, lines: Sequence[Sequence[int]]) -> Any:
        """The same of some lines, the longest first, before its bias.

        All first words of lines come first, then all second ones, so that the most of each is found line by line.
        """
        gap = [0] * len(lines)
        columns = np.array([gap] * BEFORE + list(zip_longest(*lines, fillvalue=0)) + [gap] * AFTER)
        known, places = np.unique(columns, return_inverse=True)
        places = places.reshape(columns.shape)
        said = (self._vectors[known].astype(np.float32) * self._steps) @ self._by_place
        words = columns[BEFORE:-AFTER] > 0
        many, first, last = self._filters, 0, len(columns) - AFTER
        total = np.zeros((int(words.sum()), many * WIDTHS), np.float32)
        for shift, skipped in _reaches():
            wide = many * (WIDTHS - skipped)
            part = said[:, first : first + wide]
            total[:, many * skipped :] += part[places[BEFORE + shift : last + shift][words]]
            first += wide
        most, at = total[: len(lines)], len(lines)
        for reach in words[1:].sum(axis=1).tolist():
            np.maximum(most[:reach], total[at : at + reach], out=most[:reach])
            at += reach
        return most


class _Rows(dict[str, int]):
    """The row of each word as it is written; those asked for are remembered."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self._known = known

    def __missing__(self, token: str) -> int:
        if len(self) >= WORDS:
            self.clear()
        row = self[token] = self._known.get(plain(token), UNKNOWN)
        return row


def _reaches() -> list[tuple[int, int]]:
    """Each place of a window relative to its word, and how many of the narrowest windows do not reach there."""
    return [(-2, 3), (-1, 1), (0, 0), (1, 2)]


def _by_place(windows: Any, wide: int) -> Any:
    """The windows' layer with the places side by side, without what no window reaches."""
    many = windows.shape[1] // WIDTHS
    places = windows.reshape(WIDTHS, wide, -1)
    return np.concatenate([places[at][:, many * skipped :] for at, (_, skipped) in enumerate(_reaches())], axis=1)


def _mean_around(lines: Any) -> Any:
    """The mean of the lines near each line, itself among them."""
    total = np.concatenate([np.zeros((1, lines.shape[1]), np.float32), np.cumsum(lines, axis=0, dtype=np.float32)])
    at = np.arange(len(lines))
    first, last = np.maximum(at - NEAR, 0), np.minimum(at + NEAR + 1, len(lines))
    return (total[last] - total[first]) / (last - first)[:, None].astype(np.float32)


def _positive(numbers: Any) -> Any:
    return np.maximum(numbers, 0)
