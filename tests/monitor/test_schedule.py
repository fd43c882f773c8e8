"""When the scheduler runs, and what it makes up."""

import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.store import Store
from monitor import config
from monitor.config import Schedule
from monitor.errors import ConfigError
from monitor.home import Home
from monitor.schedule import Child, is_due, keep, trigger_of, was_cut_off
from tests.loopback import Loopback, page

MONDAY = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, MONDAY, False),
        (MONDAY, datetime(2026, 11, 17, tzinfo=UTC), False),
        (datetime(2026, 11, 12, tzinfo=UTC), datetime(2026, 11, 17, tzinfo=UTC), True),
        (datetime(2026, 11, 12, tzinfo=UTC), datetime(2026, 11, 14, tzinfo=UTC), False),
        (datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 11, 14, tzinfo=UTC), True),
    ],
)
def test_a_missed_moment_is_due(last: datetime | None, now: datetime, due: bool) -> None:
    assert is_due(trigger_of(Schedule()), last, now) is due


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("1", {"Mon"}),
        ("0", {"Sun"}),
        ("7", {"Sun"}),
        ("mon", {"Mon"}),
        ("1-3", {"Mon", "Tue", "Wed"}),
        ("0,6", {"Sun", "Sat"}),
        ("5-7", {"Fri", "Sat", "Sun"}),
        ("*/3", {"Sun", "Wed", "Sat"}),
        ("1-5/2", {"Mon", "Wed", "Fri"}),
        ("mon-tue", {"Mon", "Tue"}),
    ],
)
def test_days_of_the_week_are_those_of_crontab(field: str, days: set[str]) -> None:
    trigger, moment, found = trigger_of(Schedule(cron=f"0 6 * * {field}")), MONDAY, set()
    for _ in range(7):
        moment = trigger.get_next_fire_time(None, moment)
        found.add(moment.strftime("%a"))
        moment += timedelta(seconds=1)
    assert found == days


@pytest.mark.parametrize(
    "cadence", [Schedule(cron="often"), Schedule(cron="0 6 * * xyz"), Schedule(timezone="Mars/Base")]
)
def test_a_cadence_that_cannot_be_read_says_how_to_write_one(cadence: Schedule) -> None:
    with pytest.raises(ConfigError, match="five fields"):
        trigger_of(cadence)


def test_a_cadence_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.config.write_text('contact = ""\n[schedule]\n  cron = "often"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"exowatch\.toml:3:3: \[schedule\] cron = 'often'"):
        keep(home, config.load(home.config).schedule)


def watched(folder: Path, server: Loopback) -> Home:
    """A home whose last run was long ago, with one slow site."""
    home = Home(folder)
    home.config.write_text(config.TEMPLATE, encoding="utf-8")
    entry = f"  - {{name: shop, url: '{server.url}', kind: clinic, country: GB, delay: 3, allow_private: true}}\n"
    home.watchlist.write_text(f"sites:\n{entry}", encoding="utf-8")
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    with Store.open(home.store, now=long_ago) as store:
        store.end_run(store.begin_run([server.site()], long_ago), long_ago)
    return home


def test_a_missed_run_is_made_up_and_a_stop_ends_it_cleanly(tmp_path: Path, server: Loopback) -> None:
    server.routes["/"] = page(*(f"/exosomes/{number}" for number in range(50)))
    home = watched(tmp_path, server)
    command = [sys.executable, "-m", "monitor.cli", "--home", str(home.path), "schedule"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as keeper:
        patience = time.monotonic() + 30
        while "/" not in server.paths and time.monotonic() < patience:
            time.sleep(0.05)
        keeper.send_signal(signal.SIGTERM)
        told = keeper.communicate(timeout=30)[1]
    assert server.paths[:1] == ["/"]
    assert "a run was missed" in told
    assert "stopped before the end; what was seen is kept" in told
    assert keeper.returncode == 0
    assert len(server.paths) < 10
    with Store.open(home.store, now=datetime.now(UTC)) as store:
        assert store.known_addresses("shop")


def test_a_run_that_was_cut_off_is_known_while_it_is_young(tmp_path: Path, server: Loopback) -> None:
    home = Home(tmp_path)
    now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert not was_cut_off(home, now)
    with Store.open(home.store, now=now) as store:
        run = store.begin_run([server.site()], now)
        assert was_cut_off(home, now + timedelta(hours=1))
        assert not was_cut_off(home, now + timedelta(hours=13))
        store.end_run(run, now)
    assert not was_cut_off(home, now + timedelta(hours=1))


def test_no_run_is_started_once_it_is_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def started(*_: object, **__: object) -> None:
        raise AssertionError("a run was started")

    monkeypatch.setattr(subprocess, "Popen", started)
    child = Child(Home(tmp_path))
    child.stop()
    child.run()
    assert child.process is None
