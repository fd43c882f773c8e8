"""`exowatch evidence`: whether what is kept still is what was fetched."""

from pathlib import Path

import click

from crawler.export import export as pack
from crawler.verify import Misfit
from crawler.verify import verify as walk
from monitor import config
from monitor.errors import Exit
from monitor.home import Home
from monitor.numbers import Number, NumberType
from monitor.output import emit, json_option


@click.group()
def evidence() -> None:
    """What proves that a page said what is quoted of it."""


@evidence.command(short_help="Checks database, captures and manifests against each other.")
@json_option
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Walks from the database to the captures to the manifests and back, and names what does not fit.

    Checks that every capture lies where the database says with the body it says, that the captures' files are what they
    were when each run's manifest was made, that the manifests are chained without a gap, that a stamp is one on its
    manifest, and that the text of its capture has what is quoted of it as a claim or a stated source. Exit code 1 where
    something does not fit.
    """
    home: Home = ctx.obj
    roots = config.load(home.require().config).evidence.timestamp_roots
    found = walk(home.store, home.captures, home.path / roots if roots else None)
    emit(found.misfits, as_json, ("where", "what does not fit"), _cells, "all fits")
    besides = f"; {found.unnamed} answers that no capture names (of runs that were cut off)" if found.unnamed else ""
    besides += f"; {found.unread} quotes not compared (no text of their captures is made here)" * bool(found.unread)
    besides += f"; {found.stamps} stamps, {'signed by timestamp_roots' if roots else 'signature not checked'}" * bool(
        found.stamps
    )
    walked = f"{found.manifests} manifests, {found.files} files, {found.captures} captures, {found.quotes} quotes"
    click.echo(f"{walked}{besides}", err=True)
    ctx.exit(int(Exit.INCIDENTS if found.misfits else Exit.OK))


@evidence.command(short_help="Writes one zip with all that proves what a page says.")
@click.argument("number", type=NumberType())
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="The zip to write.")
@click.pass_obj
def export(home: Home, number: Number, target: Path | None) -> None:
    """Writes one zip with all that proves what a page says: NUMBER is a claim (12), or a stated source (S12).

    Cards, `exowatch review queue` and `exowatch claims --json` (id) show the numbers.

    It holds the request and answer as WARC records, the page as text with the quote marked, headers, hashes, the run's
    manifest, and a text that says how it was taken and what that does not prove.
    """
    target = target or Path(f"exowatch-{'source' if number.of_source else 'claim'}-{number}.zip")
    click.echo(pack(home.require().store, home.path, number.id, target, of_source=number.of_source))


def _cells(row: Misfit) -> tuple[object, ...]:
    return (row.where, row.what)
