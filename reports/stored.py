"""A view as bytes for the store, and back: whatever an edition said, it says again, in every form."""

import json
import zlib
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from claims.model import Level
from reports import blocks
from reports.blocks import EditionView, Style
from reports.clean import PLAIN, clean
from reports.errors import EditionError

FORMAT = b"1"
KIND, VALUE = "is", "v"
WORDS: dict[str, type[StrEnum]] = {"Level": Level, "Style": Style}
MOMENT = "moment"


def packed(view: EditionView) -> bytes:
    """The view in few bytes, its texts as they are shown. Raises EditionError where it would not come back as it is."""
    return shown_and_packed(view)[1]


def shown_and_packed(view: EditionView) -> tuple[EditionView, bytes]:
    """The view with its texts as they are shown, and the same in few bytes. Raises EditionError likewise."""
    shown = clean(view)
    body = FORMAT + zlib.compress(json.dumps(_plain(shown), ensure_ascii=False, separators=(",", ":")).encode(), 6)
    if unpacked(body) != shown:
        raise EditionError(f"edition {view.number}: would not come back as it was said: report it with this line")
    return shown, body


def unpacked(body: bytes) -> EditionView:
    """The view that packed() was given. Raises EditionError where this version cannot read it."""
    try:
        if body[:1] != FORMAT:
            raise ValueError("another format")
        view = json.loads(zlib.decompress(body[1:]), object_hook=_thing)
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        raise EditionError(
            f"an edition that this version cannot read again ({error}): its page lies in the folder of digests; "
            "render other forms with the version that closed it"
        ) from error
    if not isinstance(view, EditionView):
        raise EditionError("an edition that is none: render it with the version that closed it")
    return view


def _plain(value: Any) -> Any:
    """A value as JSON has it; what JSON has not becomes an object that tells its kind, without what is by default."""
    if isinstance(value, StrEnum):
        return {KIND: type(value).__name__, VALUE: value.value}
    if isinstance(value, datetime):
        return {KIND: MOMENT, VALUE: value.isoformat()}
    if isinstance(value, tuple):
        return list(value) if set(map(type, value)) <= PLAIN else [_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        told = {name: getattr(value, name) for name, default in _fields(type(value)) if getattr(value, name) != default}
        return {KIND: type(value).__name__, **{name: _plain(each) for name, each in told.items()}}
    return value


def _thing(told: dict[str, Any]) -> Any:
    """What an object of JSON stands for."""
    kind = told.pop(KIND)
    if kind == MOMENT:
        return datetime.fromisoformat(told[VALUE])
    if kind in WORDS:
        return WORDS[kind](told[VALUE])
    return _kinds()[kind](**{name: _settled(value) for name, value in told.items()})


def _settled(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return tuple(value) if set(map(type, value)) <= PLAIN else tuple(_settled(each) for each in value)


@cache
def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass with their defaults; one without has a mark that equals nothing."""
    return tuple((each.name, each.default) for each in fields(kind))


@cache
def _kinds() -> dict[str, type]:
    """Everything that an edition is made of, by name."""
    return {name: each for name, each in vars(blocks).items() if isinstance(each, type) and is_dataclass(each)}
