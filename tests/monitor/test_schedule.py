"""When the scheduler runs, and what it makes up."""

from datetime import UTC, datetime

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
    "cadence", [Schedule(cron="often"), Schedule(cron="0 6 * * xyz"), Schedule(timezone="Mars/Base")]
)
def test_a_cadence_that_cannot_be_read_says_how_to_write_one(cadence: Schedule) -> None:
    with pytest.raises(ConfigError, match="five fields"):
        trigger_of(cadence)
