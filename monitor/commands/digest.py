"""`exowatch digest`: one edition."""

from datetime import UTC, datetime
from pathlib import Path

import click

from monitor import config
from monitor.config import AUDIENCES
from monitor.home import Home
from monitor.lock import held
from monitor.times import MOMENT
from reports.publish import publish


@click.command()
@click.option("--audience", type=click.Choice(AUDIENCES), default="regulator", show_default=True, help="Who reads it.")
@click.option("--since", type=MOMENT, help="The period's start; left out: the end of the edition before.")
@click.option("--until", type=MOMENT, help="The period's end; left out: now.")
@click.option("--at", type=MOMENT, hidden=True, help="The moment of rendering (for demos and tests).")
@click.pass_obj
def digest(home: Home, audience: str, since: datetime | None, until: datetime | None, at: datetime | None) -> None:
    """Renders the next edition into the home's digests folder and prints where it lies.

    Every change is told once to each audience. With --since and --until the edition covers that period again and
    leaves what is still to be told as it is.
    """
    check_period(since, until, at or datetime.now(UTC))
    with held(home.require().lock):
        path = edition(home, audience, since, until, at)
    click.echo(f"digest: {path}")


def check_period(since: datetime | None, until: datetime | None, now: datetime) -> None:
    """Raises a usage error for a period that is none, or not over: what comes later would fall between editions."""
    if until is not None and until > now:
        raise click.BadParameter("lies in the future: give a moment that has passed", param_hint="--until")
    if since is not None and since >= (until or now):
        raise click.BadParameter("lies after the period's end: give an earlier moment", param_hint="--since")


def edition(
    home: Home,
    audience: str,
    since: datetime | None = None,
    until: datetime | None = None,
    at: datetime | None = None,
) -> Path:
    """Renders and closes one edition; the lock is the caller's. The file it lies in."""
    now = at or datetime.now(UTC)
    contact = config.load(home.config).contact
    return publish(home.store, home.digests, audience, since=since, until=until, now=now, contact=contact)
