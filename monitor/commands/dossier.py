"""`exowatch dossier`: all that is known of one site, on one page."""

from datetime import UTC, datetime

import click

from db.queries import Reader
from monitor import config
from monitor.copies import from_archive
from monitor.home import Home
from monitor.output import open_in_browser
from monitor.times import MOMENT
from reports.digest import render
from reports.dossier import dossier as dossier_of
from reports.dossier import file_name
from reports.files import put_whole
from reports.linked import put_linked
from reports.words import languages


@click.command(short_help="Renders all that is known of SITE.")
@click.argument("site")
@click.option("--lang", type=click.Choice(languages()), default="en", show_default=True, help="Its language.")
@click.option("--open", "show", is_flag=True, help="Show it in the browser.")
@click.option("--at", type=MOMENT, hidden=True, help="The moment of rendering (for demos and tests).")
@click.pass_obj
def dossier(home: Home, site: str, lang: str, show: bool, at: datetime | None) -> None:
    """Renders all that is known of SITE: every claim with its life line, products, sources, changes, saved copies.

    It lies in the folder digests/dossiers and is made anew each time: the sheet that goes with a letter.
    """
    contact = config.load(home.require().config).contact
    with Reader.open(home.store) as reader:
        view = dossier_of(reader, site, at or datetime.now(UTC), contact, lang)
    path = home.digests / "dossiers" / file_name(site, lang)
    put_linked(view, home.digests, from_archive(home))
    put_whole(path, render(view))
    click.echo(f"dossier: {path}")
    if show:
        open_in_browser(path)
