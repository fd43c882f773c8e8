"""The file of weights: a head that says what was learnt and from what, and a row of bytes for each bucket.

A row holds a signed byte for each column, and the bucket's rarity. Columns are named: a claim type, ANY for a claim of
whatever type, or STATUS and a status for how claims of the line are put.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as pydantic_dataclass

from claims.errors import DataFileError

MAGIC = b"exowatch likeness 1\n"
ZERO = 128  # what a byte that weighs nothing holds
RANK = 9  # how hard the rows are pressed
ANY = "any"
STATUS = "status "
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
    """What a file of weights is: `gold` names each file that was learnt from, with its SHA-256.

    A claim that no rule finds is added where its log odds reach `add` and those of any claim `add_any`; one that a rule
    finds is held back where they lie below `veto`, or those of any claim below `veto_any`.
    """

    lang: str
    version: int
    buckets: int
    rarity_step: float
    parts: Parts
    columns: tuple[Column, ...]
    add: float
    add_any: float
    veto: float
    veto_any: float
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
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataFileError(f"{path}: cannot be read ({error.strerror}): install Exowatch anew") from error
    if not data.startswith(MAGIC):
        raise DataFileError(f"{path}: is no file of weights: make it with scripts/learn_claims.py")
    line, _, pressed = data[len(MAGIC) :].partition(b"\n")
    try:
        head, rows = _HEAD.validate_json(line), zlib.decompress(pressed)
    except (ValidationError, zlib.error) as error:
        raise DataFileError(
            f"{path}: is broken ({str(error).splitlines()[0]}): make it with scripts/learn_claims.py"
        ) from error
    weights = Weights(head, rows, hashlib.sha256(data).hexdigest())
    if len(rows) != head.buckets * weights.width:
        raise DataFileError(
            f"{path}: holds {len(rows)} bytes of rows, not {head.buckets * weights.width}: make it anew"
        )
    return weights


def to_bytes(head: Head, rows: bytes) -> bytes:
    """The file of these weights; the same weights make the same bytes."""
    told = json.dumps(_HEAD.dump_python(head, mode="json"), sort_keys=True)
    return MAGIC + told.encode() + b"\n" + zlib.compress(rows, RANK)


def digests_of(paths: Sequence[Path]) -> dict[str, str]:
    """The SHA-256 of each file by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


_HEAD = TypeAdapter(Head)
