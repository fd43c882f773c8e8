"""Moments as the store keeps them: UTC, ISO 8601 with Z, to the second, so that text sorts as time does."""

from datetime import UTC, datetime, timedelta

from db.errors import StoreError

YOUNG = timedelta(hours=12)  # a run that was cut off goes on; an older one saw what may be another day's news by now


def stamp(at: datetime) -> str:
    """The text that is stored for a moment. Raises StoreError where it does not say its zone."""
    if at.tzinfo is None:
        raise StoreError(f"the moment {at.isoformat()} does not say its time zone: pass UTC")
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def moment(text: str) -> datetime:
    """The moment that a stored text stands for."""
    return datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> datetime | None:
    """The same where there may be none."""
    return None if text is None else datetime.fromisoformat(text)
