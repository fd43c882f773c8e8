"""The command line `exowatch`."""

import sys
from pathlib import Path
from typing import Any

import click

from claims.errors import ClaimsError, DataFileError
from crawler.errors import CrawlError
from db.errors import StoreBusy, StoreError
from monitor.commands import add, crawl, demo, digest, init, known, read, run, schedule
from monitor.errors import ConfigError, Exit, LockHeld, MonitorError
from monitor.home import Home

# The first that fits gives the exit code.
EXITS: tuple[tuple[type[Exception], Exit], ...] = (
    (LockHeld, Exit.BUSY),
    (StoreBusy, Exit.BUSY),
    (ConfigError, Exit.USAGE),
    (DataFileError, Exit.USAGE),
    (MonitorError, Exit.FAILED),
    (StoreError, Exit.FAILED),
    (CrawlError, Exit.FAILED),
    (ClaimsError, Exit.FAILED),
    (OSError, Exit.FAILED),
)


class Group(click.Group):
    """A group that turns the rooms' errors into one message and the right exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """The command's own result; every foreseen error ends the process here."""
        try:
            return super().invoke(ctx)
        except (BrokenPipeError, click.ClickException):
            raise
        except tuple(kind for kind, _ in EXITS) as error:
            click.echo(f"exowatch: {error}", err=True)
            code = next(code for kind, code in EXITS if isinstance(error, kind))
            ctx.exit(int(code))


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="EXOWATCH_HOME",
    default=".",
    show_default="the current folder",
    help="The folder with exowatch.toml, watchlist.yml, the store and the digests. Also EXOWATCH_HOME.",
)
@click.version_option(package_name="exowatch")
@click.pass_context
def main(ctx: click.Context, home: Path) -> None:
    """Watches shops and clinics for claims about exosomes, and renders a digest of what is new, risky and changed.

    Exit codes: 0 all well, 1 finished with incidents, 2 wrong usage or configuration, 3 could not run, 4 another
    run holds the lock.
    """
    ctx.obj = Home(home.resolve())


COMMANDS: tuple[click.Command, ...] = (
    init.init,
    add.add,
    crawl.crawl,
    known.claims,
    known.changes,
    known.products,
    known.coverage,
    digest.digest,
    run.run,
    schedule.schedule,
    read.read,
    demo.demo,
)
for _command in COMMANDS:
    main.add_command(_command)


if __name__ == "__main__":
    sys.exit(main(prog_name="exowatch"))
