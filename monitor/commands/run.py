"""`exowatch run`: the line for cron."""

from datetime import datetime

import click

from monitor.commands.crawl import AT, FULL, loading, ready_to_read
from monitor.home import Home


@click.command(short_help="The line for cron: visits, renders editions, sends them.")
@FULL
@AT
@click.pass_context
def run(ctx: click.Context, full: bool, at: datetime | None) -> None:
    """Visits all sites, renders the editions that exowatch.toml names, and sends what is owed. The line for cron."""
    home: Home = ctx.obj
    home.require()
    with ready_to_read(home, full=full) as readers:
        with loading():
            from crawler import quickload  # noqa: F401 - before all that loads Scrapy
            from monitor.round import go_round
        code = go_round(home, readers, full, at)
    ctx.exit(int(code))
