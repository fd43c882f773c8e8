"""What editions say, and what of them is owed to whom."""

from sqlite3 import Row

from db.base import Database
from db.outbox import Delivery, DeliveryState, EditionBody
from db.reading.asking import Where, ask
from db.times import moment, moment_or_none

DELIVERIES = "SELECT outbox.*, editions.audience FROM outbox JOIN editions ON editions.number = outbox.edition"


def bodies(db: Database, edition: int) -> tuple[EditionBody, ...]:
    """What an edition says, the whole before its cuts."""
    rows = ask(db, "SELECT cut, body FROM edition_views WHERE edition = ? ORDER BY cut", (edition,))
    return tuple(EditionBody(row["cut"], row["body"]) for row in rows)


def deliveries(db: Database, owed_only: bool, edition: int | None) -> tuple[Delivery, ...]:
    """Deliveries in the order in which they became owed."""
    where = Where()
    if owed_only:
        where.add("outbox.state = 'owed'")
    if edition is not None:
        where.add("outbox.edition = ?", edition)
    rows = ask(db, f"{DELIVERIES}{where.sql()} ORDER BY outbox.edition, outbox.id", where.values)
    return tuple(_delivery(row) for row in rows)


def _delivery(row: Row) -> Delivery:
    return Delivery(
        id=row["id"],
        edition=row["edition"],
        audience=row["audience"],
        reader=row["reader"],
        channel=row["channel"],
        cut=row["cut"],
        message_id=row["message_id"],
        state=DeliveryState(row["state"]),
        owed_at=moment(row["owed_at"]),
        tries=row["tries"],
        next_try_at=moment_or_none(row["next_try_at"]),
        trying_since=moment_or_none(row["trying_since"]),
        ended_at=moment_or_none(row["ended_at"]),
        answer=row["answer"],
    )
