"""The numbers by which commands know what can be judged: 12 is a claim, S12 a stated source."""

import re
from dataclasses import dataclass

import click

from db.known import KnownClaim, KnownSource
from db.verdicts import KnownSourceVerdict, KnownVerdict

SOURCE = "S"
NUMBER = re.compile(r"(s?)([1-9]\d{0,17})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a claim, or of a stated source."""

    id: int
    of_source: bool = False

    def __str__(self) -> str:
        return f"{SOURCE if self.of_source else ''}{self.id}"


class NumberType(click.ParamType[Number]):
    """A number as it is typed."""

    name = "number"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Number:
        """The number; a usage error for what is none."""
        found = NUMBER.fullmatch(str(value))
        if found is None:
            self.fail(f"{value} is no number: 12 is a claim, S12 a stated source (`exowatch review queue`)", param, ctx)
        return Number(int(found[2]), bool(found[1]))


def number_of(thing: KnownClaim | KnownSource | KnownVerdict | KnownSourceVerdict) -> Number:
    """The number of a claim or source, or of what a verdict is on."""
    if isinstance(thing, KnownVerdict):
        return Number(thing.claim)
    if isinstance(thing, KnownSourceVerdict):
        return Number(thing.source, of_source=True)
    return Number(thing.id, of_source=isinstance(thing, KnownSource))
