"""The hours of the day in which a site may be visited, such as 22:00-06:00 (UTC)."""

import re
from datetime import datetime, time

from crawler.errors import CrawlError

_WINDOW = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)")


class NightUnreadable(CrawlError):
    """Words that name no hours."""


def hours_of(night: str) -> tuple[time, time]:
    """When the window opens and when it closes, in UTC. Raises NightUnreadable."""
    found = _WINDOW.fullmatch(night.strip())
    opens = time(int(found[1]), int(found[2])) if found else time()
    closes = time(int(found[3]), int(found[4])) if found else time()
    if opens == closes:
        raise NightUnreadable(f"night {night!r} names no hours: write it like 22:00-06:00 (UTC)")
    return opens, closes


def is_open(night: str, now: datetime) -> bool:
    """Whether a site with these hours may be visited now; one without may at any time. `now` is UTC."""
    if not night:
        return True
    opens, closes = hours_of(night)
    here = now.time()
    return opens <= here < closes if opens < closes else here >= opens or here < closes
