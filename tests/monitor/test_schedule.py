"""When the scheduler runs, and what it makes up."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.config import Schedule
from monitor.errors import ConfigError
from monitor.schedule import is_due, trigger_of

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
