"""`exowatch schedule`: runs on a cadence."""

import click

from monitor import config
from monitor.home import Home
from monitor.schedule import keep


@click.command(short_help="Runs on the cadence of exowatch.toml until stopped.")
@click.pass_obj
def schedule(home: Home) -> None:
    """Runs `exowatch run` on the cadence of exowatch.toml until stopped; a missed run is made up once at the start.

    Each run is a process of its own and shares its lock with cron.
    """
    settings = config.load(home.require().config)
    keep(home, settings.schedule)
