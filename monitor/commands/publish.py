"""`exowatch publish`: a folder for a web server."""

from functools import partial
from pathlib import Path

import click

from crawler.errors import CrawlError
from crawler.export import saved_text
from db.queries import Reader
from monitor.commands.digest import FORMS
from monitor.copies import from_archive
from monitor.home import Home
from monitor.output import open_in_browser
from reports.forms.form import Form
from reports.public.folder import fill
from reports.words import languages


@click.command(short_help="Brings a folder for a web server up to date.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@FORMS
@click.option("--lang", type=click.Choice(languages()), default="en", show_default=True, help="The index page's.")
@click.option("--copies", is_flag=True, help="Also the saved copies behind all pressing claims, as text.")
@click.option("--open", "opens", is_flag=True, help="Open the index page in the browser of this machine.")
@click.pass_obj
def publish(home: Home, folder: Path | None, forms: tuple[str, ...], lang: str, copies: bool, opens: bool) -> None:
    """Brings FOLDER (left out: the home's folder public) up to date: all editions, feeds, dossiers, an index page.

    All links in it are relative: any web server can serve it from anywhere. Dossiers are those that `exowatch dossier`
    made. The saved copies, histories and screenshots that cards link to go with them. What is published is seen by
    whoever reaches it: names of operators and reviewers, flags that nobody reviewed, the text and pictures of pages.
    """
    target = folder or home.require().public
    wanted = [Form(form) for form in forms if form != Form.FEED]
    with Reader.open(home.require().store) as reader:
        texts = partial(_texts, home) if copies else None
        index = fill(reader, home.digests, target, wanted, lang, texts, from_archive(home))
    click.echo(f"index: {index}")
    if opens:
        open_in_browser(index)


def _texts(home: Home, claims: tuple[int, ...]) -> str:
    """The saved copies one after the other; where one cannot be had, that; why is for the terminal only."""
    return f"\n\n{'=' * 80}\n\n".join(_text(home, claim) for claim in claims)


def _text(home: Home, claim: int) -> str:
    try:
        return saved_text(home.store, home.path, claim)
    except CrawlError as error:
        click.echo(f"claim {claim}: {error}", err=True)
        return f"claim {claim}: no copy is at hand\n"
