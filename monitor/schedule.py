"""Runs on a cadence: APScheduler decides when, a child process does the work."""

import logging
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from db.queries import Reader
from monitor.config import Schedule
from monitor.errors import ConfigError
from monitor.home import Home

log = logging.getLogger(__name__)
# A cadence rarer than this has nothing to make up.
LOOK_BACK = timedelta(days=62)


def keep(home: Home, cadence: Schedule) -> None:
    """Runs on the cadence until interrupted. Raises ConfigError where the cadence cannot be read."""
    trigger = trigger_of(cadence)
    scheduler = BlockingScheduler(timezone="UTC")
    scheduler.add_job(
        start_run, trigger, args=[home], id="run", max_instances=1, coalesce=True, misfire_grace_time=None
    )
    if is_due(trigger, last_run(home), datetime.now(UTC)):
        scheduler.add_job(start_run, args=[home], id="missed", misfire_grace_time=None)
    try:
        scheduler.start()
    except (KeyboardInterrupt, SystemExit):
        log.info("stopped")


def trigger_of(cadence: Schedule) -> CronTrigger:
    """The moments of a cadence. Raises ConfigError where it cannot be read."""
    try:
        return CronTrigger.from_crontab(cadence.cron, timezone=cadence.timezone)
    except (ValueError, LookupError) as error:
        raise ConfigError(
            f"[schedule] cron = {cadence.cron!r}, timezone = {cadence.timezone!r}: {error}: "
            "write five fields (minute hour day month weekday) and a zone such as Europe/London"
        ) from error


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


def start_run(home: Home) -> int:
    """One `exowatch run` in a process of its own; its exit code, which is logged."""
    ended = subprocess.run([sys.executable, "-m", "monitor.cli", "--home", str(home.path), "run"], check=False)
    log.info("run ended with exit code %d", ended.returncode)
    return ended.returncode
