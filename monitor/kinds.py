"""The kinds of sites as the command line takes them."""

import click

from claims.model import SiteKind


class Kind(click.Choice[str]):
    """One of the kinds, by its word in the watchlist."""

    name = "kind"

    def __init__(self) -> None:
        super().__init__([kind.value for kind in SiteKind])

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> SiteKind:
        """The kind."""
        return SiteKind(super().convert(value, param, ctx))


KIND = Kind()
