"""One round of the whole watch: visit, editions, sending."""

from datetime import datetime
from pathlib import Path

import click

from crawler.readers import Readers
from db.queries import Reader
from monitor import config
from monitor.delivery.recipients import recipients
from monitor.errors import Exit, LockHeld
from monitor.home import Home
from monitor.lock import held
from monitor.times import Clock
from monitor.visiting import crawl_sites, finish, tell


def go_round(home: Home, readers: Readers, full: bool, at: datetime | None) -> Exit:
    """Visits all sites, renders the editions that exowatch.toml names, and sends what is owed; the exit code."""
    with held(home.lock):
        settings = config.load(home.config)
        audiences = settings.digest.audiences
        for audience in audiences:
            recipients(home, settings, audience)  # complains before anything is fetched
        clock = Clock(at)
        begun = clock.now()
        result = crawl_sites(home, (), full, begun, readers)
        code = tell(result)
        for audience in audiences:
            path = _closed_before(home, audience, result.run, begun) or _rendered(home, audience, clock.now())
            click.echo(f"digest: {path}")
    sent = _sent(home, clock)
    finish(home, result, clock.now())
    return max(code, sent)


def _rendered(home: Home, audience: str, now: datetime) -> Path:
    from monitor.commands.digest import edition  # with all that lays out editions: no visit waits for that

    return edition(home, audience, at=now)


def _sent(home: Home, clock: Clock) -> Exit:
    """What came of sending; what another process is at stays owed until that one or the next sends it."""
    from monitor.commands.deliver import exit_of, send_owed

    try:
        return exit_of(send_owed(home, clock))
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
