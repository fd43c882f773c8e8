"""`exowatch backup`: a copy of the store that is known to be sound."""

from pathlib import Path

import click

from db.health import backup as copy
from monitor.home import Home


@click.command(short_help="Copies the store to FILE and checks the copy.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(home: Home, file: Path) -> None:
    """Copies the store to FILE, also while a run is writing, and checks the copy.

    The captures are not in it: they are never changed once written, so copy that folder with any tool.
    """
    size = copy(home.require().store, file)
    click.echo(f"{file}: {size} bytes, checked and sound", err=True)
    click.echo(f"copy {home.captures} as well: it holds the evidence", err=True)
