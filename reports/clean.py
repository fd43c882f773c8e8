"""A view in which no text hides or reorders another: what every form but the page's template is made from."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from reports.blocks import EditionView
from reports.text import revealed

T = TypeVar("T")


def clean(view: EditionView) -> EditionView:
    """The view with every text as `revealed` shows it; the same object where nothing hid."""
    return _clean(view)


def _clean(value: T) -> T:
    found: Any = value
    if isinstance(value, str):
        found = revealed(value) if type(value) is str else value
    elif isinstance(value, tuple):
        parts = tuple(_clean(each) for each in value)
        found = value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    elif is_dataclass(value) and not isinstance(value, type):
        found = _clean_fields(value)
    return found  # type: ignore[no-any-return]


def _clean_fields(thing: Any) -> Any:
    changed = {}
    for each in fields(thing):
        old = getattr(thing, each.name)
        new = _clean(old)
        if new is not old and new != old:
            changed[each.name] = new
    return replace(thing, **changed) if changed else thing
