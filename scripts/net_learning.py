"""How the net of claims/likeness/net.py learns: its layers, what each line brings to them, and the steps taken.

Needs numpy and scipy; on one machine the same lines give the same layers. They are named as in the net's file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from claims.likeness.net import UNKNOWN, WIDTHS
from claims.likeness.scene import AROUND, MARKS, NEAR

FILTERS, SHORT, HIDDEN = 64, 64, 128
REACH = (-2, -1, 0, 1)  # the places of a window relative to its word
NARROWEST = (3, 1, 0, 2)  # the narrowest window that reaches each place
EPOCHS, PAGES_AT_ONCE = 14, 8
SPEED, WARMING, SLOWEST = 4e-3, 0.06, 0.02
DECAY = 0.01  # how much weights are held back
FORGOTTEN = 0.2  # the share of words that are taken for unknown ones while learning
DROPPED_WORDS, DROPPED_LINES, DROPPED_NEAR, DROPPED_HIDDEN = 0.2, 0.4, 0.2, 0.4  # shares left out while learning
STATUS_SHARE = 0.5  # what statuses count beside types
LONGEST_STEP = 5.0
FIRST, SECOND, LEAST = 0.9, 0.999, 1e-8  # of Adam
Layers = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One page: the rows of each line's words, marks and places around, which types it claims, and how (-1: not)."""

    words: Sequence[Sequence[int]]
    marks: Any
    around: Any
    types: Any
    statuses: Any


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some pages in one: `row` is all words with gaps between, `at` the places of words in it, `first` of lines."""

    row: Any
    at: Any
    first: Any
    long: Any
    around: Any
    near: Any
    marks: Any
    types: Any
    statuses: Any


def batch_of(lessons: Sequence[Lesson]) -> Batch:
    """The pages side by side."""
    words = [line for lesson in lessons for line in lesson.words]
    long = np.array([len(line) for line in words])
    starts = np.cumsum(np.concatenate([[2], long[:-1] + 2]))
    at = np.concatenate([np.arange(start, start + many) for start, many in zip(starts, long, strict=True)])
    row = np.zeros(starts[-1] + long[-1] + 2, np.int64)
    row[at] = np.concatenate(words)
    lines, first, around, near = len(words), 0, [], []
    for lesson in lessons:
        many = len(lesson.words)
        around.append(np.where(lesson.around == many, lines, lesson.around + first))
        near += [(first + line, first + other) for line, other in _pairs(many)]
        first += many
    one, other = np.array(near).T
    share = (1 / np.bincount(one))[one].astype(np.float32)
    return Batch(
        row,
        at,
        np.concatenate([[0], np.cumsum(long)[:-1]]),
        long,
        np.concatenate(around),
        csr_matrix((share, (one, other)), shape=(lines, lines)),
        np.concatenate([lesson.marks for lesson in lessons]),
        np.concatenate([lesson.types for lesson in lessons]),
        np.concatenate([lesson.statuses for lesson in lessons]),
    )


def _pairs(many: int) -> Iterator[tuple[int, int]]:
    for line in range(many):
        for other in range(max(0, line - NEAR), min(many, line + NEAR + 1)):
            yield line, other


def fresh_layers(vectors: Any, types: int, statuses: int, rng: Any) -> Layers:
    """Layers that have learnt nothing; `vectors` are those of words, which go on learning."""
    wide, filters = vectors.shape[1], FILTERS * WIDTHS
    seen = filters + SHORT * (AROUND + 1) + MARKS

    def drawn(rows: int, columns: int, scale: float = 1.0) -> Any:
        return (rng.standard_normal((rows, columns)) * np.sqrt(1.5 / rows) * scale).astype(np.float32)

    shapes = {"windows": filters, "short": SHORT, "hidden": HIDDEN, "types": types, "put": statuses}
    layers = {f"{name}_bias": np.zeros(columns, np.float32) for name, columns in shapes.items()}
    layers["types_bias"] -= 3
    return layers | {
        "vectors": vectors.astype(np.float32),
        "windows": drawn(WIDTHS * wide, filters, 1.2) * reached(wide),
        "short": drawn(filters, SHORT),
        "hidden": drawn(seen, HIDDEN),
        "types": drawn(HIDDEN, types),
        "straight": drawn(filters, types, 0.5),
        "put": drawn(HIDDEN, statuses),
        "put_by_type": np.zeros((HIDDEN, (types - 1) * statuses), np.float32),
        "put_by_type_bias": np.zeros((types - 1) * statuses, np.float32),
    }


def reached(wide: int) -> Any:
    """One where a window reaches a place, nought where it does not."""
    mask = np.zeros((WIDTHS, wide, FILTERS * WIDTHS), np.float32)
    for place, narrowest in enumerate(NARROWEST):
        mask[place, :, FILTERS * narrowest :] = 1
    return mask.reshape(WIDTHS * wide, -1)


class Pass:
    """A batch led through the layers, with shares of everything left out by chance."""

    def __init__(self, layers: Layers, batch: Batch, rng: Any) -> None:
        self.layers, self.batch, self.rng = layers, batch, rng
        self.row = np.where((rng.random(batch.row.shape) < FORGOTTEN) & (batch.row > 0), UNKNOWN, batch.row)
        vectors = layers["vectors"][self.row]
        self.words_kept = self._kept(vectors.shape, DROPPED_WORDS)
        vectors = vectors * self.words_kept
        self.window = np.concatenate([vectors[batch.at + place] for place in REACH], axis=1)
        self.said = self.window @ layers["windows"] + layers["windows_bias"]
        self.most = np.maximum.reduceat(self.said, batch.first, axis=0)
        self.lines_kept = self._kept(self.most.shape, DROPPED_LINES)
        self.lines = np.maximum(self.most, 0) * self.lines_kept
        self.short = np.maximum(self.lines @ layers["short"] + layers["short_bias"], 0)
        nothing = np.zeros((1, SHORT), np.float32)
        around = np.concatenate([self.short, nothing])[batch.around].reshape(len(self.lines), -1)
        self.near_kept = self._kept(around.shape, DROPPED_NEAR)
        self.seen = np.concatenate([self.lines, around * self.near_kept, batch.near @ self.short, batch.marks], axis=1)
        hidden = np.maximum(self.seen @ layers["hidden"] + layers["hidden_bias"], 0)
        self.hidden_kept = self._kept(hidden.shape, DROPPED_HIDDEN)
        self.hidden = hidden * self.hidden_kept
        self.odds = self.hidden @ layers["types"] + self.lines @ layers["straight"] + layers["types_bias"]
        by_type = self.hidden @ layers["put_by_type"] + layers["put_by_type_bias"]
        put = self.hidden @ layers["put"] + layers["put_bias"]
        self.put = by_type.reshape(len(put), -1, put.shape[1]) + put[:, None, :]

    def _kept(self, shape: tuple[int, ...], dropped: float) -> Any:
        return (self.rng.random(shape, dtype=np.float32) > dropped) / np.float32(1 - dropped)

    def steps(self) -> Layers:
        """Which way each layer has to go."""
        layers, batch, lines = self.layers, self.batch, len(self.lines)
        wrong, wrong_put = self._wrong()
        by_type, put = wrong_put.reshape(lines, -1), wrong_put.sum(axis=1)
        hidden = wrong @ layers["types"].T + put @ layers["put"].T + by_type @ layers["put_by_type"].T
        hidden = hidden * self.hidden_kept * (self.hidden > 0)
        seen = hidden @ layers["hidden"].T
        wide = self.lines.shape[1]
        short = self._back_to_short(seen[:, wide:]) * (self.short > 0)
        back = seen[:, :wide] + wrong @ layers["straight"].T + short @ layers["short"].T
        most = back * self.lines_kept * (self.most > 0)
        of_line = np.repeat(np.arange(lines), batch.long)
        said = (self.said == self.most[of_line]) * most[of_line]
        gone = {"types": wrong, "put": put, "put_by_type": by_type, "hidden": hidden, "short": short, "windows": said}
        steps = {f"{name}_bias": one.sum(axis=0) for name, one in gone.items()}
        for name, before in (("types", self.hidden), ("put", self.hidden), ("put_by_type", self.hidden)):
            steps[name] = before.T @ gone[name]
        steps["straight"], steps["hidden"] = self.lines.T @ wrong, self.seen.T @ hidden
        steps["short"] = self.lines.T @ short
        steps["windows"] = (self.window.T @ said) * reached(layers["vectors"].shape[1])
        return steps | {"vectors": self._back_to_words(said @ layers["windows"].T)}

    def _wrong(self) -> tuple[Any, Any]:
        """How far off the odds of types are, and those of the statuses of claims."""
        wrong = (1 / (1 + np.exp(-np.clip(self.odds, -30, 30))) - self.batch.types) / len(self.lines)
        put = np.zeros_like(self.put)
        line, type_ = np.nonzero(self.batch.statuses >= 0)
        if len(line):
            chance = np.exp(self.put[line, type_] - self.put[line, type_].max(axis=1, keepdims=True))
            chance /= chance.sum(axis=1, keepdims=True)
            chance[np.arange(len(line)), self.batch.statuses[line, type_]] -= 1
            put[line, type_] = chance * STATUS_SHARE / len(line)
        return wrong.astype(np.float32), put

    def _back_to_short(self, seen: Any) -> Any:
        """What the lines around and near ask of the short form of each line."""
        lines, around = len(self.lines), SHORT * AROUND
        back = self.batch.near.T @ seen[:, around : around + SHORT]
        asked = seen[:, :around] * self.near_kept
        for place in range(AROUND):
            moved = csr_matrix(
                (np.ones(lines, np.float32), (self.batch.around[:, place], np.arange(lines))), shape=(lines + 1, lines)
            )
            back = back + (moved @ asked[:, place * SHORT : (place + 1) * SHORT])[:lines]
        return back

    def _back_to_words(self, window: Any) -> tuple[Any, Any]:
        """The rows of the words that were seen, and which way each has to go."""
        wide = self.layers["vectors"].shape[1]
        back = np.zeros((len(self.row), wide), np.float32)
        for number, place in enumerate(REACH):
            back[self.batch.at + place] += window[:, number * wide : (number + 1) * wide]
        back *= self.words_kept
        rows, moved = np.unique(self.row, return_inverse=True)
        gathered = csr_matrix((np.ones(len(moved), np.float32), (moved, np.arange(len(moved)))))
        back = gathered @ back
        back[rows == 0] = 0
        return rows, back


class Adam:
    """Takes the steps, each as long as what was asked of a weight so far makes sure; words only when they are seen."""

    def __init__(self, layers: Layers, steps: int) -> None:
        self.layers, self.steps, self.taken = layers, steps, 0
        self.mean = {name: np.zeros_like(one) for name, one in layers.items()}
        self.square = {name: np.zeros_like(one) for name, one in layers.items()}
        self.seen = np.zeros(len(layers["vectors"]), np.int64)

    def take(self, steps: Layers) -> None:
        """One step of every layer."""
        rows, words = steps.pop("vectors")
        size = np.sqrt(sum(float((one * one).sum()) for one in (*steps.values(), words)))
        short = np.float32(min(1.0, LONGEST_STEP / (size + 1e-6)))
        self.taken += 1
        warm, rest = self.taken / (WARMING * self.steps), 1 - self.taken / self.steps
        speed = np.float32(SPEED * min(1.0, warm) * max(SLOWEST, rest))
        for name, step in steps.items():
            held = np.float32(0 if name.endswith("_bias") else DECAY)
            move = self._move(name, ..., step * short, self.taken)
            self.layers[name] -= speed * (move + held * self.layers[name])
        self.seen[rows] += 1
        self.layers["vectors"][rows] -= speed * self._move("vectors", rows, words * short, self.seen[rows][:, None])

    def _move(self, name: str, rows: Any, step: Any, times: Any) -> Any:
        mean, square = self.mean[name][rows], self.square[name][rows]
        mean = mean + np.float32(1 - FIRST) * (step - mean)
        square = square + np.float32(1 - SECOND) * (step * step - square)
        self.mean[name][rows], self.square[name][rows] = mean, square
        told, spread = np.float32(1 - FIRST**times), np.float32(1 - SECOND**times)
        return (mean / told) / (np.sqrt(square / spread) + np.float32(LEAST))


def learnt(lessons: Sequence[Lesson], vectors: Any, types: int, statuses: int, epochs: int = EPOCHS) -> Layers:
    """The layers that these pages give."""
    rng = np.random.default_rng(0)
    layers = fresh_layers(vectors, types, statuses, rng)
    adam = Adam(layers, epochs * -(-len(lessons) // PAGES_AT_ONCE))
    for _ in range(epochs):
        order = rng.permutation(len(lessons))
        for first in range(0, len(order), PAGES_AT_ONCE):
            batch = batch_of([lessons[at] for at in order[first : first + PAGES_AT_ONCE]])
            adam.take(Pass(layers, batch, rng).steps())
    return layers
