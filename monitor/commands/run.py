"""`exowatch run`: the line for cron."""

from datetime import datetime

import click

from monitor import config
from monitor.commands.crawl import AT, FULL, crawl_sites, finish, tell
from monitor.commands.digest import edition
from monitor.home import Home
from monitor.lock import held
from monitor.times import Clock


@click.command()
@FULL
@AT
@click.pass_context
def run(ctx: click.Context, full: bool, at: datetime | None) -> None:
    """Visits all sites, then renders the editions that exowatch.toml names. The line for cron."""
    home: Home = ctx.obj
    with held(home.require().lock):
        audiences = config.load(home.config).digest.audiences
        clock = Clock(at)
        result = crawl_sites(home, (), full, clock.now())
        code = tell(result)
        for audience in audiences:
            click.echo(f"digest: {edition(home, audience, at=clock.now())}")
        finish(home, result, clock.now())
    ctx.exit(int(code))
