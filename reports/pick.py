"""Choosing from lists without losing their order."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")


def one_of_each(items: Iterable[T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    """The first item of each key, in the order of the items."""
    chosen: dict[Hashable, T] = {}
    for item in items:
        chosen.setdefault(key(item), item)
    return tuple(chosen.values())
