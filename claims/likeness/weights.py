"""The file of weights: a head that says what was learnt and from what, and a row of bytes for each bucket.

A row holds a signed byte for each column, and the bucket's rarity. Columns are named: a claim type, or ANY for a
claim of whatever type.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as pydantic_dataclass

from claims.errors import DataFileError
from claims.likeness.kept import REMEDY, as_kept, load_kept

MAGIC = b"exowatch likeness 1\n"
ZERO = 128  # what a byte that weighs nothing holds
ANY = "any"
_STRICT = ConfigDict(extra="forbid", defer_build=True)


@pydantic_dataclass(frozen=True, config=_STRICT)
class Column:
    """One thing that is told of a line: what a step of its bytes weighs, and what weighs for it before any word."""

    name: str
    step: float
    bias: float
    kinds: Mapping[str, float]


@pydantic_dataclass(frozen=True, config=_STRICT)
class Parts:
    """What words with pairs, letters, and the words of the lines above weigh."""

    words: float
    letters: float
    before: float


@pydantic_dataclass(frozen=True, config=_STRICT)
class Head:
    """What a file of weights is: `gold` names each file that was learnt from, with its SHA-256."""

    lang: str
    version: int
    buckets: int
    rarity_step: float
    parts: Parts
    columns: tuple[Column, ...]
    gold: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A file of weights: `rows` holds for each bucket a byte for each column and one for its rarity."""

    head: Head
    rows: bytes
    digest: str

    @property
    def width(self) -> int:
        """How many bytes a row has."""
        return len(self.head.columns) + 1

    @property
    def name(self) -> str:
        """Language, version and digest, for the record of a reading."""
        return f"{self.head.lang}.likeness {self.head.version} {self.digest[:12]}"


def load_weights(path: Path) -> Weights:
    """The weights of a file. Raises DataFileError where it is none, or broken."""
    head, rows, digest = load_kept(path, MAGIC, _HEAD)
    weights = Weights(head, rows, digest)
    wanted = head.buckets * weights.width
    if len(rows) != wanted:
        raise DataFileError(f"{path}: holds {len(rows)} bytes of rows, not {wanted}: {REMEDY}")
    return weights


def to_bytes(head: Head, rows: bytes) -> bytes:
    """The file of these weights; the same weights make the same bytes."""
    return as_kept(MAGIC, _HEAD, head, rows)


def digests_of(paths: Sequence[Path]) -> dict[str, str]:
    """The SHA-256 of each file by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


_HEAD = TypeAdapter(Head)
