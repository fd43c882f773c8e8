"""Runs on a cadence: APScheduler decides when, a child process does the work."""

import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import FrameType

import click
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from db.queries import Reader
from db.times import YOUNG
from monitor.config import Schedule, place_of
from monitor.errors import ConfigError
from monitor.home import Home
from monitor.times import written

# A cadence rarer than this has nothing to make up.
LOOK_BACK = timedelta(days=62)
# In crontab 0 and 7 are Sunday; to APScheduler 0 is Monday, so that days go to it by name.
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(slots=True)
class Child:
    """The run that is under way, in a session of its own, so that a terminal's Ctrl-C does not reach it twice."""

    home: Home
    process: subprocess.Popen[bytes] | None = None
    stopping: bool = False

    def run(self) -> None:
        """One `exowatch run`; its exit code is told."""
        if self.stopping:
            return
        command = [sys.executable, "-m", "monitor.cli", "--home", str(self.home.path), "run"]
        self.process = subprocess.Popen(command, start_new_session=True)
        click.echo(f"{written(datetime.now(UTC))} run ended with exit code {self.process.wait()}", err=True)

    def stop(self) -> None:
        """Asks the run to end after the pages in flight."""
        self.stopping = True
        if self.process is not None:
            self.process.terminate()


def keep(home: Home, cadence: Schedule) -> None:
    """Runs on the cadence until SIGINT or SIGTERM. Raises ConfigError where the cadence cannot be read."""
    trigger = trigger_in(home, cadence)
    child = Child(home)
    scheduler = BlockingScheduler(timezone="UTC")
    scheduler.add_job(child.run, trigger, id="run", max_instances=1, coalesce=True, misfire_grace_time=None)
    now = datetime.now(UTC)
    if is_due(trigger, last_run(home), now):
        click.echo("a run was missed: it is made up now", err=True)
        scheduler.add_job(child.run, id="missed", misfire_grace_time=None)
    elif was_cut_off(home, now):
        click.echo("a run was cut off: it goes on now", err=True)
        scheduler.add_job(child.run, id="missed", misfire_grace_time=None)
    click.echo(f"next run: {written(trigger.get_next_fire_time(None, now))}", err=True)
    signal.signal(signal.SIGTERM, _leave)
    try:
        scheduler.start()
    except (KeyboardInterrupt, SystemExit):
        child.stop()
        scheduler.shutdown(wait=True)
        click.echo("stopped", err=True)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit


def trigger_in(home: Home, cadence: Schedule) -> CronTrigger:
    """The moments of a home's cadence. Raises ConfigError with path:line:column where it cannot be read."""
    try:
        return trigger_of(cadence)
    except ConfigError as error:
        key = "timezone" if isinstance(error.__cause__, LookupError) else "cron"
        raise ConfigError(f"{place_of(home.config, 'schedule', key)}: {error}") from error


def trigger_of(cadence: Schedule) -> CronTrigger:
    """The moments of a cadence. Raises ConfigError where it cannot be read."""
    try:
        return CronTrigger.from_crontab(_with_days_by_name(cadence.cron), timezone=cadence.timezone)
    except (ValueError, LookupError) as error:
        raise ConfigError(
            f"[schedule] cron = {cadence.cron!r}, timezone = {cadence.timezone!r}: {error}: "
            "write five fields (minute hour day month weekday) and a zone such as Europe/London"
        ) from error


def _with_days_by_name(cron: str) -> str:
    """The crontab line with the days of its last field by their names."""
    fields = cron.split()
    if len(fields) == 5:
        fields[4] = ",".join(_day_names(part) for part in fields[4].split(","))
    return " ".join(fields)


def _day_names(part: str) -> str:
    """`1` is mon, `5-7` fri,sat,sun, `*/2` sun,tue,thu,sat; what holds no number stays as it is."""
    found = re.fullmatch(r"(?:([0-7])(?:-([0-7]))?|\*(?=/))(?:/([1-7]))?", part)
    if found is None:
        return part
    first, last, step = found.groups()
    end = int(last or (first if first and not step else 6))
    return ",".join(DAYS[number] for number in range(int(first or 0), end + 1, int(step or 1))) or part


def is_due(trigger: CronTrigger, last: datetime | None, now: datetime) -> bool:
    """Whether a moment of the cadence passed since the last run began; never for a home without a run."""
    if last is None:
        return False
    planned = trigger.get_next_fire_time(None, max(last, now - LOOK_BACK) + timedelta(seconds=1))
    return planned is not None and planned <= now


def last_run(home: Home) -> datetime | None:
    """When the newest run of this home began; None where there was none."""
    if not home.store.exists():
        return None
    with Reader.open(home.store) as reader:
        runs = reader.runs()
    return max((run.started_at for run in runs), default=None)


def was_cut_off(home: Home, now: datetime) -> bool:
    """Whether the newest run of this home did not come to its end, and is young enough to go on."""
    if not home.store.exists():
        return False
    with Reader.open(home.store) as reader:
        newest = next(iter(reader.runs(1)), None)
    return newest is not None and newest.ended_at is None and now - newest.started_at < YOUNG
