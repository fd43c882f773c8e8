"""A linear model as a table of small numbers: a row for each bucket of features, a column for each thing to tell.

A feature's bucket is its CRC-32. A row is kept as 16-bit lanes, so that rows add as whole numbers, all columns
at once, without any library. The last lane holds the squared weight of the feature itself (how rare it is), so that the
length of what was summed is known. A file holds the rows as single bytes.
"""

import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import exp, sqrt
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from claims.errors import DataFileError
from claims.likeness.kept import REMEDY, as_kept, load_kept

MAGIC = b"exowatch table 1\n"
ZERO = 128  # the byte that stands for no weight
AT_ONCE = 256  # rows that are added before a lane could run over
LANE = 2  # bytes


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid", defer_build=True))
class Head:
    """What a table says of itself: `learnt_from` is the digest of the labelled pages, `rarity` the last lane's unit."""

    version: int
    learnt_from: str
    bits: int
    columns: tuple[str, ...]
    scales: tuple[float, ...]
    biases: tuple[float, ...]
    rarity: float


class Table:
    """A table made ready."""

    def __init__(self, head: Head, rows: bytes) -> None:
        self.head = head
        self._lanes = len(head.columns) + 1
        self._row = self._lanes * LANE
        self._mask = (1 << head.bits) - 1
        spread = bytearray(len(rows) * LANE)
        spread[::LANE] = rows
        self._rows = bytes(spread)
        self._unpack = struct.Struct(f"<{self._lanes}H").unpack

    def probabilities(self, features: Iterable[str]) -> tuple[float, ...]:
        """How likely each column is, given the features; a feature counts once."""
        return tuple(_probability(score) for score in self.scores(features))

    def scores(self, features: Iterable[str]) -> tuple[float, ...]:
        """The log odds of each column."""
        buckets = {zlib.crc32(feature.encode()) & self._mask for feature in features}
        sums = self._sums(sorted(buckets))
        length = sqrt(max(sums[-1] * self.head.rarity, 1e-9))
        return tuple(
            (total - ZERO * len(buckets)) * scale / length + bias
            for total, scale, bias in zip(sums, self.head.scales, self.head.biases, strict=False)
        )

    def weight(self, feature: str, column: int) -> int:
        """What a feature weighs for a column, in steps of the column's scale."""
        start = (zlib.crc32(feature.encode()) & self._mask) * self._row + column * LANE
        return self._rows[start] - ZERO

    def _sums(self, buckets: Sequence[int]) -> list[int]:
        sums = [0] * self._lanes
        rows, row = self._rows, self._row
        for first in range(0, len(buckets), AT_ONCE):
            total = 0
            for bucket in buckets[first : first + AT_ONCE]:
                start = bucket * row
                total += int.from_bytes(rows[start : start + row], "little")
            added = self._unpack(total.to_bytes(row, "little"))
            sums = [one + other for one, other in zip(sums, added, strict=True)]
        return sums


def _probability(score: float) -> float:
    return 1 / (1 + exp(-score)) if score > -700 else 0.0


@lru_cache(maxsize=8)
def load_table(path: Path) -> Table:
    """The table of a file. Raises DataFileError where it is none."""
    head, rows, _ = load_kept(path, MAGIC, _HEAD)
    wanted = (len(head.columns) + 1) << head.bits
    if len(rows) != wanted:
        raise DataFileError(f"{path}: {len(rows)} bytes where {wanted} belong: {REMEDY}")
    return Table(head, rows)


def save_table(path: Path, head: Head, rows: bytes) -> None:
    """Writes a table, the same bytes for the same rows."""
    path.write_bytes(as_kept(MAGIC, _HEAD, head, rows))


_HEAD = TypeAdapter(Head)
