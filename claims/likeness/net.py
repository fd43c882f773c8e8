"""The net: how likely each line of a page makes a claim of each type, and how such a claim is put.

A line is read in windows of one to four words, and the most that any window says is kept. It is weighed with the same
of the lines around, and with what kind of line and page it is. Pages are read at once; what a line says by itself is
remembered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from claims.likeness.netfile import Bounds, NetFile, load_net
from claims.likeness.scene import NEAR, Scene, words_of
from claims.model import Status

LINES = 2_000  # lines that are remembered
WIDTHS = 4  # windows of one word, two, three and four, in this order, as many filters for each
BEFORE, AFTER = 2, 1  # words before and after a word that a window reaches
DIGITS = 3  # to which odds are told, so that they are the same on every machine
UNKNOWN = 1


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What the net says of each line of a scene: log odds of each type and, last, of any claim; the likeliest
    status.
    """

    odds: Any
    put: Any


class Net:
    """A net made ready."""

    def __init__(self, kept: NetFile) -> None:
        self.name = kept.name
        self.bounds: Bounds = kept.head.bounds
        self.types = {name: column for column, name in enumerate(kept.head.types)}
        self.any = len(self.types)
        self._statuses = kept.head.statuses
        self._rows = {word: row for row, word in enumerate(kept.words, UNKNOWN + 1)}
        self._vectors, self._steps = kept.vectors, np.array(kept.head.steps, np.float32)
        self._layers = kept.layers
        self._by_place = _by_place(kept.layers["windows"], len(self._steps))
        self._filters = kept.layers["windows"].shape[1] // WIDTHS
        self._said: dict[str, Any] = {}

    def told(self, scene: Scene) -> Told:
        """What it says of every line of a scene."""
        layers, lines = self._layers, self._lines(scene.texts)
        short = _positive(lines @ layers["short"] + layers["short_bias"])
        nothing = np.zeros((1, short.shape[1]), np.float32)
        near = np.concatenate([short, nothing])[scene.around].reshape(len(lines), -1)
        seen = np.concatenate([lines, near, _mean_around(short), scene.marks], axis=1)
        hidden = _positive(seen @ layers["hidden"] + layers["hidden_bias"])
        odds = hidden @ layers["types"] + lines @ layers["straight"] + layers["types_bias"]
        put = (hidden @ layers["put_by_type"] + layers["put_by_type_bias"]).reshape(len(lines), self.any, -1)
        put += (hidden @ layers["put"] + layers["put_bias"])[:, None, :]
        return Told(np.round(odds, DIGITS), np.round(put, DIGITS).argmax(axis=-1))

    def status(self, number: int) -> Status:
        """The status that `Told.put` gives by its number."""
        return self._statuses[number]

    def _lines(self, texts: Sequence[str]) -> Any:
        """What each line says by itself."""
        new = [text for text in dict.fromkeys(texts) if text not in self._said]
        if len(self._said) + len(new) > LINES:
            self._said, new = {}, list(dict.fromkeys(texts))
        if new:
            self._said.update(zip(new, self._read(new), strict=True))
        return np.stack([self._said[text] for text in texts])

    def _read(self, texts: Sequence[str]) -> Any:
        """The most that any window of a line says, filter by filter: all lines in one row, with gaps between."""
        words = [[self._rows.get(word, UNKNOWN) for word in words_of(text)] for text in texts]
        row, starts = [0] * BEFORE, []
        for line in words:
            starts.append(len(row))
            row += [*line, *[0] * BEFORE]
        known, places = np.unique(np.array(row), return_inverse=True)
        said = (self._vectors[known].astype(np.float32) * self._steps) @ self._by_place
        many, first = self._filters, 0
        total = np.zeros((len(row), many * WIDTHS), np.float32)
        for shift, skipped in _reaches():
            wide = many * (WIDTHS - skipped)
            part = said[:, first : first + wide]
            total[BEFORE:-AFTER, many * skipped :] += part[places[BEFORE + shift : len(row) - AFTER + shift]]
            first += wide
        ends = [start + len(line) for start, line in zip(starts, words, strict=True)]
        edges = np.array([edge for pair in zip(starts, ends, strict=True) for edge in pair])
        return _positive(np.maximum.reduceat(total, edges, axis=0)[::2] + self._layers["windows_bias"])


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


@lru_cache(maxsize=8)
def net_in(path: Path) -> Net | None:
    """The net whose file lies there, read once; None where there is none."""
    return Net(load_net(path)) if path.is_file() else None
