"""The file of the net: a head that says what was learnt and from what, words, their vectors, and layers.

A vector holds a signed byte for each of its numbers, a layer two bytes. All is deflated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as pydantic_dataclass

from claims.errors import DataFileError
from claims.likeness.kept import REMEDY, as_kept, load_kept

MAGIC = b"exowatch net 1\n"
_STRICT = ConfigDict(extra="forbid", defer_build=True)
_LAYER = np.dtype("<f2")


@pydantic_dataclass(frozen=True, config=_STRICT)
class Bounds:
    """Where the helper has a word: log odds of the net, and `mix` times those of the linear model.

    Where the net's own odds of a type, or of any claim, lie below `none`, the linear model is not asked to add one.

    A claim that no rule finds is added where they reach `add` and those of any claim `add_any`; one that a rule finds
    is held back where they lie below `veto`, or those of any claim below `veto_any`. In a line that the gates close
    one is added where they reach `sure`, and those of any claim `sure_any`; the linear model is asked there only where
    the net's own odds of any claim reach `add_any`.
    """

    mix: float
    none: float
    add: float
    add_any: float
    veto: float
    veto_any: float
    sure: float
    sure_any: float


@pydantic_dataclass(frozen=True, config=_STRICT)
class Head:
    """What a net is: `steps` is what a step of each number of a vector is worth, `layers` the shape of each layer.

    `gold` names each file that was learnt from, with its SHA-256.
    """

    lang: str
    version: int
    types: tuple[str, ...]
    bounds: Bounds
    words: int
    letters: int
    steps: tuple[float, ...]
    layers: Mapping[str, tuple[int, ...]]
    gold: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class NetFile:
    """A net as it is kept; row 0 of the vectors stands for no word, row 1 for a word that is not known."""

    head: Head
    words: tuple[str, ...]
    vectors: Any
    layers: Mapping[str, Any]
    digest: str = ""

    @property
    def name(self) -> str:
        """Language, version and digest, for the record of a reading."""
        return f"{self.head.lang}.net {self.head.version} {self.digest[:12]}"


def load_net(path: Path) -> NetFile:
    """The net of a file. Raises DataFileError where it is none, or broken."""
    head, body, digest = load_kept(path, MAGIC, _HEAD)
    wide = len(head.steps)
    sizes = {name: int(np.prod(shape)) for name, shape in sorted(head.layers.items())}
    vectors = (head.words + 2) * wide
    wanted = head.letters + vectors + sum(sizes.values()) * _LAYER.itemsize
    words = tuple(body[: head.letters].decode("utf-8", "replace").split("\n"))
    if len(body) != wanted or len(words) != head.words:
        raise DataFileError(
            f"{path}: holds {len(body)} bytes and {len(words)} words, not {wanted} and {head.words}: {REMEDY}"
        )
    layers, start = {}, head.letters + vectors
    for name, size in sizes.items():
        numbers = np.frombuffer(body, _LAYER, size, start).astype(np.float32)
        layers[name] = numbers.reshape(head.layers[name])
        start += size * _LAYER.itemsize
    kept = np.frombuffer(body, np.int8, vectors, head.letters).reshape(-1, wide)
    return NetFile(head, words, kept, layers, digest)


def to_bytes(head: Head, words: Sequence[str], vectors: Any, layers: Mapping[str, Any]) -> bytes:
    """The file of a net; the same net makes the same bytes."""
    parts = ["\n".join(words).encode("utf-8"), vectors.astype(np.int8).tobytes()]
    parts += [layers[name].astype(_LAYER).tobytes() for name in sorted(layers)]
    return as_kept(MAGIC, _HEAD, head, b"".join(parts))


_HEAD = TypeAdapter(Head)
