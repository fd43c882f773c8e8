"""`exowatch prune`: old captures that nothing rests on."""

from datetime import UTC, datetime, timedelta

import click

from crawler.prune import Pruned, prunable
from crawler.prune import prune as delete
from monitor.home import Home
from monitor.lock import held
from monitor.output import emit, json_option

LEAST = 30


@click.command(short_help="Deletes old captures that nothing rests on.")
@click.option("--older-than", "days", type=click.IntRange(LEAST), required=True, help="How old, in days.")
@click.option("--dry-run", is_flag=True, help="Only name what would go.")
@json_option
@click.pass_obj
def prune(home: Home, days: int, dry_run: bool, as_json: bool) -> None:
    """Deletes files of captures in which everything is older than so many days and nothing rests on.

    A capture stays whose run told something of its site, that shows a page, claim or product last, gone ones included,
    or a wording first, or where something was last seen and missed. What was fetched and said nothing new may go. What
    goes stays known in the database, and `exowatch evidence verify` expects it no more.
    """
    now = datetime.now(UTC)
    with held(home.require().lock):
        go = prunable if dry_run else delete
        found = go(home.store, home.path, now - timedelta(days=days), now)
    emit(found, as_json, ("file", "bytes"), _cells, "nothing goes")
    size = sum(one.size for one in found)
    click.echo(f"{len(found)} files, {size} bytes{' would go' if dry_run else ''}", err=True)


def _cells(row: Pruned) -> tuple[object, ...]:
    return (row.path, row.size)
