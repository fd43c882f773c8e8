"""What a checker says of a data file, in words for those who write it: also which key was meant by one not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import ValidationError

Step = str | int

UNKNOWN = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
MISSING = "missing"
WORDS = frozenset({"enum", "literal_error"})
NO_MAPPING = frozenset({"dataclass_type", "dict_type"})
NO_TEXT = "string_type"  # NO, on and 12:30 are no text to YAML
NEAR = 0.6  # how alike two keys are, from 0 to 1, where one may stand for the other
MOST_NAMED = 20  # keys; of more nobody reads the list


@dataclass(frozen=True, slots=True)
class Fault:
    """One complaint: where it is (keys and list positions), what is wrong, what was found there, what to do."""

    steps: tuple[Step, ...]
    message: str
    found: object
    remedy: str
    missing: bool = False

    @property
    def name(self) -> str:
        """The place in words."""
        return ".".join(str(step) for step in self.steps) or "the file"


def faults_of(error: ValidationError, shape: object) -> tuple[Fault, ...]:
    """The complaints about data that should have had a shape.

    A key that is missing because it was written with another letter is told once, where it was written.
    """
    entries = error.errors(include_url=False)
    lacking = {entry["loc"] for entry in entries if entry["type"] == MISSING}
    meant: dict[tuple[Step, ...], str] = {}
    for entry in entries:
        if entry["type"] in UNKNOWN and entry["loc"]:
            *around, key = entry["loc"]
            near = _near(str(key), keys_at(shape, around), {str(loc[-1]) for loc in lacking if [*loc[:-1]] == around})
            if near:
                meant[entry["loc"]] = near
    mended = {(*steps[:-1], near) for steps, near in meant.items()}
    return tuple(
        _fault(entry, meant, shape) for entry in entries if entry["type"] != MISSING or entry["loc"] not in mended
    )


def keys_at(shape: object, steps: Sequence[Step]) -> tuple[str, ...]:
    """The keys that are known at a place of data of this shape; none where that place has no fixed keys."""
    for step in steps:
        shape = _inner(shape, step)
    return tuple(field.name for option in _options(shape) if is_dataclass(option) for field in fields(option))


def _near(key: str, known: Sequence[str], lacking: set[str]) -> str:
    """The known key that was meant, one that is lacking before others; empty where none is near."""
    from difflib import get_close_matches  # only where something is wrong

    for choice in (sorted(lacking), known):
        found = get_close_matches(key.casefold(), choice, 1, NEAR)
        if found:
            return found[0]
    return ""


def _fault(entry: Any, meant: Mapping[tuple[Step, ...], str], shape: object) -> Fault:
    steps, kind, message = entry["loc"], entry["type"], entry["msg"]
    message = f"{message[:1].lower()}{message[1:]}"
    if kind in UNKNOWN and steps:
        return Fault(steps, "no such key is known here", entry["input"], _mend(steps, meant, shape))
    if kind == MISSING:
        return Fault(steps, message, None, "add it", missing=True)
    if kind in NO_MAPPING:
        return Fault(steps, "should be keys with their values", entry["input"], "write key: value")
    if kind == NO_TEXT and isinstance(entry["input"], bool | int | float):
        return Fault(steps, "should be a string, and is none without quotes", entry["input"], "put it in quotes")
    return Fault(steps, message, entry["input"], "use one of the words listed" if kind in WORDS else "correct it")


def _mend(steps: Sequence[Step], meant: Mapping[tuple[Step, ...], str], shape: object) -> str:
    """What to do about a key that is not known."""
    if near := meant.get(tuple(steps)):
        return f"write {near}, or remove it"
    known = keys_at(shape, steps[:-1])
    return f"use one of {', '.join(known)}, or remove it" if 0 < len(known) <= MOST_NAMED else "correct or remove it"


def _options(shape: object) -> tuple[object, ...]:
    """The shapes that a value may have."""
    return get_args(shape) if get_origin(shape) in {Union, UnionType} else (shape,)


def _inner(shape: object, step: Step) -> object:
    """The shape of what a key or a list position leads to; None where that is not told."""
    for option in _options(shape):
        kind, inner = get_origin(option), get_args(option)
        if isinstance(option, type) and is_dataclass(option):
            return get_type_hints(option).get(str(step))
        if isinstance(step, int) and isinstance(kind, type) and issubclass(kind, Sequence):
            return inner[0]
        if isinstance(kind, type) and issubclass(kind, Mapping):
            return inner[1]
    return None
