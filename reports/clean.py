"""A view in which no text hides or reorders another, or is endless: what every form is made from."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from reports.blocks import EditionView
from reports.text import ELLIPSIS, revealed

T = TypeVar("T")
MOST_CHARACTERS = 2_000
PLAIN = {str, int, type(None)}


def clean(view: EditionView) -> EditionView:
    """The view with every text as `revealed` shows it, of at most 2,000 characters; the same object where that holds.

    An address that is longer leads nowhere instead: cut, it would lead elsewhere.
    """
    return _clean(view)


def _clean(value: T) -> T:
    found: Any = value
    if isinstance(value, str):
        found = _shortened(revealed(value)) if type(value) is str else value
    elif isinstance(value, tuple) and not _is_plain(value):
        parts = tuple(_clean(each) for each in value)
        found = value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    elif is_dataclass(value) and not isinstance(value, type):
        found = _clean_fields(value)
    return found  # type: ignore[no-any-return]


def _is_plain(values: tuple[Any, ...]) -> bool:
    """Whether a row holds nothing but numbers, nothing, and short texts of letters that hide nothing."""
    return set(map(type, values)) <= PLAIN and all(
        type(each) is not str or (each.isascii() and each.isprintable() and len(each) <= MOST_CHARACTERS)
        for each in values
    )


def _clean_fields(thing: Any) -> Any:
    changed = {}
    for each in fields(thing):
        old = getattr(thing, each.name)
        new = _clean(old) if each.name != "href" or len(old) <= MOST_CHARACTERS else ""
        if new is not old and new != old:
            changed[each.name] = new
    return replace(thing, **changed) if changed else thing


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + ELLIPSIS
