"""`exowatch run`: the line for cron."""

from datetime import datetime
from pathlib import Path

import click

from db.queries import Reader
from monitor import config
from monitor.commands.crawl import AT, FULL, crawl_sites, finish, tell
from monitor.commands.deliver import send_owed
from monitor.commands.digest import edition
from monitor.delivery.recipients import recipients
from monitor.errors import Exit, LockHeld
from monitor.home import Home
from monitor.lock import held
from monitor.times import Clock


@click.command()
@FULL
@AT
@click.pass_context
def run(ctx: click.Context, full: bool, at: datetime | None) -> None:
    """Visits all sites, renders the editions that exowatch.toml names, and sends what is owed. The line for cron."""
    home: Home = ctx.obj
    with held(home.require().lock):
        settings = config.load(home.config)
        audiences = settings.digest.audiences
        for audience in audiences:
            recipients(home, settings, audience)  # complains before anything is fetched
        clock = Clock(at)
        begun = clock.now()
        result = crawl_sites(home, (), full, begun)
        code = tell(result)
        for audience in audiences:
            path = _closed_before(home, audience, result.run, begun) or edition(home, audience, at=clock.now())
            click.echo(f"digest: {path}")
    sent = _sent(home, clock)
    finish(home, result, clock.now())
    ctx.exit(max(int(code), int(sent)))


def _sent(home: Home, clock: Clock) -> Exit:
    """What came of sending; what another process is at stays owed until that one or the next sends it."""
    try:
        return send_owed(home, clock)
    except LockHeld as error:
        click.echo(f"{error}; what is owed is sent by that process or by `exowatch deliver`", err=True)
        return Exit.INCIDENTS


def _closed_before(home: Home, audience: str, run: int, begun: datetime) -> Path | None:
    """The edition that this very run closed before it was killed and went on; None where it has to be rendered."""
    with Reader.open(home.store) as reader:
        ended = next(
            (one.ended_at for one in reader.runs(1) if one.id == run and one.started_at < begun.replace(microsecond=0)),
            None,
        )
        closed = [one for one in reader.editions(audience) if ended and one.rendered_at >= ended]
    return home.path / closed[-1].path if closed else None
