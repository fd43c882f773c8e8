"""Moments at the border: ISO 8601 with Z outside, UTC inside."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic

import click


def written(moment: datetime) -> str:
    """A moment as ISO 8601 with Z, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of a command: the machine's, or, where it is set to begin at a moment, what has passed since then."""

    begins: datetime | None = None
    started: float = field(default_factory=monotonic)

    def now(self) -> datetime:
        """The moment it shows, in UTC."""
        if self.begins is None:
            return datetime.now(UTC)
        return self.begins + timedelta(seconds=monotonic() - self.started)


class Moment(click.ParamType[datetime]):
    """A date or a moment in ISO 8601; without an offset it is UTC."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment in UTC."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date or moment: write 2026-11-14 or 2026-11-14T06:00:00Z", param, ctx)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


MOMENT = Moment()
