"""A site with a night window is visited within it only."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.night import NightUnreadable, hours_of, is_open
from tests.crawler.crawling import NOW, counts, visit
from tests.loopback import Asked, Loopback, Reply, page


@pytest.mark.parametrize(
    ("night", "hour", "may"),
    [
        ("", 12, True),
        ("22:00-06:00", 21, False),
        ("22:00-06:00", 22, True),
        ("22:00-06:00", 23, True),
        ("22:00-06:00", 5, True),
        ("22:00-06:00", 6, False),
        ("22:00-06:00", 12, False),
        ("1:00 - 4:30", 1, True),
        ("1:00 - 4:30", 4, True),
        ("1:00 - 4:30", 5, False),
    ],
)
def test_hours_may_lie_across_midnight(night: str, hour: int, may: bool) -> None:
    assert is_open(night, datetime(2026, 11, 2, hour, tzinfo=UTC)) is may


@pytest.mark.parametrize("night", ["at night", "22-6", "25:00-06:00", "06:00-06:00", "22:00-06:00 CET"])
def test_what_names_no_hours_is_told(night: str) -> None:
    with pytest.raises(NightUnreadable, match="22:00-06:00"):
        hours_of(night)


def test_outside_its_hours_a_site_is_not_asked_for_anything(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page()
    result = visit(tmp_path, server.site(night="22:00-06:00"))
    assert (server.log, counts(result)) == ([], {})
    assert [incident.cause for incident in result.incidents] == ["not visited outside its hours (22:00-06:00 UTC)"]
    night = NOW + timedelta(hours=14)
    assert counts(visit(tmp_path, server.site(night="22:00-06:00"), now=night)) == {"ok": 1}


def test_a_visit_ends_where_its_hours_do(server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passed = 0.0

    def answer(_: Asked) -> Reply:
        nonlocal passed
        passed += 0.2
        return Reply(page(*(f"/{number}" for number in range(40))))

    monkeypatch.setattr("crawler.job.monotonic", lambda: passed)
    server.routes.update({"/": answer, **{f"/{number}": answer for number in range(40)}})
    late = NOW.replace(hour=5, minute=59, second=59)
    result = visit(tmp_path, server.site(night="22:00-06:00"), now=late, began=0.0)
    asked, one_in_line = 5, 1  # answers of 0.2 s until the hours are over, and a request that is under way by then
    assert asked <= result.tallies["shop"].seen <= asked + one_in_line
    assert result.tallies["shop"].unvisited == 41 - result.tallies["shop"].seen
