"""The outbox: to whom an edition is owed, and what came of each try."""

from collections.abc import Sequence

from db.base import Database
from db.errors import StoreError
from db.outbox import Addressed, DeliveryState
from db.writing.rows import insert, one, update

ANSWER_LIMIT = 500


def owe(db: Database, edition: int, owed: Sequence[Addressed], at: str) -> None:
    """Write down to whom an edition goes; the caller holds the transaction that closes it."""
    for each in owed:
        insert(
            db,
            "outbox",
            edition=edition,
            reader=each.reader,
            channel=each.channel,
            cut=each.cut,
            message_id=each.message_id,
            owed_at=at,
        )


def begin(db: Database, delivery: int, at: str) -> None:
    """Count a try before it is made. Raises StoreError where nothing is owed any more."""
    row = one(db, "SELECT state, tries FROM outbox WHERE id = ?", delivery)
    if row is None or row["state"] != DeliveryState.OWED:
        raise StoreError(f"delivery {delivery} is not owed: another process ended it; list what is owed again")
    update(db, "outbox", delivery, trying_since=at, tries=row["tries"] + 1)


def end(db: Database, delivery: int, at: str, answer: str, *, sent: bool) -> None:
    """Close a delivery."""
    state = DeliveryState.SENT if sent else DeliveryState.REFUSED
    kept = answer[:ANSWER_LIMIT]
    update(db, "outbox", delivery, state=state, ended_at=at, trying_since=None, next_try_at=None, answer=kept)


def put_off(db: Database, delivery: int, next_try: str, answer: str) -> None:
    """Leave a delivery owed, with the moment of its next try."""
    update(db, "outbox", delivery, trying_since=None, next_try_at=next_try, answer=answer[:ANSWER_LIMIT])


def again(db: Database, at: str) -> int:
    """Make what was refused owed once more, due at once."""
    sql = """
        UPDATE outbox SET state = 'owed', ended_at = NULL, trying_since = NULL, next_try_at = ?
        WHERE state = 'refused'"""
    return db.conn.execute(sql, (at,)).rowcount
