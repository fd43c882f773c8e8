"""`exowatch reread`: stored captures read again after a change of rules or code."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import click

from crawler.reread import Reread, Rereading
from crawler.reread import reread as read_again
from db.known import Change
from db.model import Site
from db.queries import Reader
from db.store import Store
from monitor import config, watchlist
from monitor.errors import ConfigError, Exit
from monitor.home import Home
from monitor.lock import held
from monitor.output import emit, json_option
from monitor.times import MOMENT


@dataclass(frozen=True, slots=True)
class How:
    """How captures are to be read again."""

    processes: int
    from_captures: bool
    every_page: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A re-reading as it is told: what it did, and the changes it brought."""

    result: Reread
    changes: tuple[Change, ...]


@click.command(short_help="Reads stored captures again after a change of rules.")
@click.argument("sites", nargs=-1)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=lambda: min(os.cpu_count() or 1, 8),
    show_default="one for each processor, at most 8",
    help="How many captures are read at once.",
)
@click.option("--from-captures", is_flag=True, help="Make all documents anew, too, where those that are kept would do.")
@click.option("--every-page", is_flag=True, help="Read those pages, too, that nothing which has changed can move.")
@click.option("--at", type=MOMENT, hidden=True, help="The moment that the re-reading is dated to (for tests).")
@json_option
@click.pass_context
def reread(
    ctx: click.Context,
    sites: tuple[str, ...],
    processes: int,
    from_captures: bool,
    every_page: bool,
    at: datetime | None,
    as_json: bool,
) -> None:
    """Reads the newest stored capture of every page again, or only those of the SITES that are named.

    For after a change of rules, markets or extraction: nothing is fetched, and all that moves is marked technical, so
    that no digest tells it as news. A page is left as it is where nothing that has changed can move its reading. What
    was cut off goes on where it was when the same command is given again.
    """
    home: Home = ctx.obj
    how = How(processes, from_captures, every_page)
    with held(home.require().lock):
        moved = _again(home, sites, at or datetime.now(UTC), how)
    emit(moved.changes, as_json, ("site", "change", "subject", "before", "after"), _cells, "nothing moved")
    for line in _told(moved.result):
        click.echo(line, err=True)
    for incident in moved.result.incidents:
        click.echo(f"{incident.site}: {incident.cause} ({incident.address}); {incident.remedy}", err=True)
    ctx.exit(int(Exit.INCIDENTS if moved.result.incidents else Exit.OK))


def _told(result: Reread) -> Iterator[str]:
    """What a re-reading did, for people."""
    yield f"{result.read} captures read again, {result.moved} of them moved something"
    if result.pages > result.read:
        yield f"{result.pages - result.read} not read: nothing that has changed since can move what they say"


def _again(home: Home, names: tuple[str, ...], now: datetime, how: How) -> Moved:
    with Reader.open(home.store) as reader:
        sites = _sites(home, names, reader.sites())
    with Store.open(home.store, now=now) as store:
        likeness = config.load(home.config).reading.likeness
        asked = Rereading(
            sites,
            home.path,
            now,
            processes=how.processes,
            from_captures=how.from_captures,
            every_page=how.every_page,
            likeness=likeness,
        )
        result = read_again(store, asked)
    with Reader.open(home.store) as reader:
        return Moved(result, reader.changes(run=result.run))


def _sites(home: Home, names: tuple[str, ...], stored: tuple[Site, ...]) -> tuple[Site, ...]:
    """The stored sites that are meant, as the watchlist has them now where it still does."""
    listed = {site.name: site for site in watchlist.load(home.watchlist)}
    known = {site.name: listed.get(site.name, site) for site in stored}
    if strange := sorted(set(names) - set(known)):
        raise ConfigError(f"no stored site named {', '.join(strange)}: name some of {', '.join(sorted(known))}")
    return tuple(site for name, site in known.items() if not names or name in names)


def _cells(row: Change) -> tuple[object, ...]:
    kind = row.kind.value + (" (technical)" if row.technical else "")
    return (row.site, kind, row.subject, row.before, row.after)
