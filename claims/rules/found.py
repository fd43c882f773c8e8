"""What a rule finds in a line."""

from typing import NamedTuple

from claims.rules.shapes import Rule


class Found(NamedTuple):
    """A hit of a rule that stands."""

    rule: Rule
    start: int
    end: int
