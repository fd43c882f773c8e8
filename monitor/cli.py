"""The command line `exowatch`."""

import atexit
import errno
import gc
import sys
import traceback
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit as ClickExit

from claims.errors import ClaimsError, DataFileError
from crawler.errors import CrawlError
from db.errors import NotStored, StoreBusy, StoreError
from monitor.errors import ConfigError, Exit, LockHeld, MonitorError
from monitor.home import Home
from reports.errors import ReportError

# The first that fits gives the exit code.
EXITS: tuple[tuple[type[Exception], Exit], ...] = (
    (LockHeld, Exit.BUSY),
    (StoreBusy, Exit.BUSY),
    (ConfigError, Exit.USAGE),
    (DataFileError, Exit.USAGE),
    (NotStored, Exit.USAGE),
    (MonitorError, Exit.FAILED),
    (StoreError, Exit.FAILED),
    (CrawlError, Exit.FAILED),
    (ReportError, Exit.FAILED),
    (ClaimsError, Exit.FAILED),
    (OSError, Exit.FAILED),
)


# A command's module is loaded when the command is asked for: what only reads the store need not load a crawler.
COMMANDS = {
    "init": "init",
    "add": "add",
    "crawl": "crawl",
    "claims": "known",
    "changes": "known",
    "products": "known",
    "coverage": "known",
    "digest": "digest",
    "editions": "digest",
    "dossier": "dossier",
    "deliver": "deliver",
    "publish": "publish",
    "review": "review",
    "run": "run",
    "schedule": "schedule",
    "read": "read",
    "rules": "rules",
    "reread": "reread",
    "evidence": "evidence",
    "backup": "backup",
    "prune": "prune",
    "doctor": "doctor",
    "demo": "demo",
}


STOPPED = "stopped before the end: nothing half-written was kept, the same command can be run again"
FULL = {errno.ENOSPC, errno.EDQUOT}


class Group(click.Group):
    """A group that loads commands when asked, and turns errors into one message and the right exit code.

    A fault of our own ends with its traceback and "could not run": Python's own 1 would read as "with incidents".
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own shape
        """The names, in the order of a first day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            if near := get_close_matches(cmd_name, COMMANDS, 1):
                raise click.UsageError(f"no such command as {cmd_name}: {near[0]} is one", ctx)
            return None
        command = getattr(import_module(f"monitor.commands.{COMMANDS[cmd_name]}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - our own table
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """The command's own result; every error ends the process here."""
        try:
            return super().invoke(ctx)
        except (BrokenPipeError, click.ClickException, ClickExit):
            raise
        except (KeyboardInterrupt, click.Abort):
            click.echo(f"\nexowatch: {STOPPED}", err=True)
            ctx.exit(int(Exit.FAILED))
        except tuple(kind for kind, _ in EXITS) as error:
            click.echo(f"exowatch: {_words(error)}", err=True)
            code = next(code for kind, code in EXITS if isinstance(error, kind))
            ctx.exit(int(code))
        except Exception:  # noqa: BLE001 - the last stop: told in full, with an exit code that says so
            traceback.print_exc()
            click.echo("exowatch: a fault in Exowatch itself: report it with the lines above", err=True)
            ctx.exit(int(Exit.FAILED))


def _words(error: Exception) -> str:
    """What an error says; one of the system's own with its file and what to do."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}: check the path, its rights and the space on the disk"
    if isinstance(error, OSError) and error.errno in FULL:
        return f"{error.strerror}: make room on the disk of --home, then run the same command again"
    return str(error)


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
    atexit.register(gc.freeze)  # the end then looks for no garbage among all that is loaded: 0.1 s
    ctx.obj = Home(home.resolve())


if __name__ == "__main__":
    sys.exit(main(prog_name="exowatch"))
