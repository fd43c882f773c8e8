"""`exowatch init`: a new home."""

import click

from monitor import config, watchlist
from monitor.home import Home


@click.command(short_help="Writes exowatch.toml and watchlist.yml into the home.")
@click.pass_obj
def init(home: Home) -> None:
    """Writes exowatch.toml and a commented watchlist.yml into the home, leaving files that are there as they are."""
    home.path.mkdir(parents=True, exist_ok=True)
    for path, text in ((home.config, config.TEMPLATE), (home.watchlist, watchlist.TEMPLATE)):
        if path.exists():
            click.echo(f"kept {path}", err=True)
        else:
            path.write_text(text, encoding="utf-8")
            click.echo(f"wrote {path}", err=True)
    click.echo("next: exowatch add URL --kind … --country …", err=True)
