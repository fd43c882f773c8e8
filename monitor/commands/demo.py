"""`exowatch demo`: the whole way on sites of our own invention."""

from datetime import UTC, datetime
from pathlib import Path

import click

from monitor.demo.play import play
from monitor.home import Home


@click.command(short_help="Watches invented sites: a digest in a minute.")
@click.pass_obj
def demo(home: Home) -> None:
    """Watches invented sites, served on loopback, over two visits a week apart; the last line names the digest.

    The home must be a new or empty folder, or hold an earlier demo, which is made anew.
    """
    newest = play(home, datetime.now(UTC).replace(microsecond=0))
    click.echo(f"digest: {_shown(newest)}")


def _shown(path: Path) -> str:
    """The path from the current folder where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
