"""Editions: which changes each audience has been told, so that none is told twice or lost."""

from collections.abc import Sequence

from db.base import Database
from db.errors import StoreBusy, StoreError
from db.outbox import Closing
from db.times import stamp
from db.writing import outbox
from db.writing.rows import insert, many_in, one

FIRST_UNTOLD = """
    SELECT min(id) FROM changes WHERE id > ?2 AND caused_by IS NULL AND NOT EXISTS (
        SELECT 1 FROM edition_changes WHERE audience = ?1 AND change_id = changes.id)"""


def close(db: Database, closing: Closing) -> int:
    """Write the edition and what it told; the caller holds the transaction."""
    number = _number(db, closing.number)
    wanted = sorted(set(closing.changes))
    _refuse_twice(db, closing.audience, wanted)
    insert(
        db,
        "editions",
        number=number,
        audience=closing.audience,
        since=stamp(closing.since),
        until=stamp(closing.until),
        rendered_at=stamp(closing.rendered_at),
        path=closing.path,
        permanent_id=closing.permanent_id,
    )
    for body in closing.bodies:
        insert(db, "edition_views", edition=number, cut=body.cut, body=body.body)
    db.conn.executemany(
        "INSERT OR IGNORE INTO edition_captures (edition, warc, warc_offset) VALUES (?, ?, ?)",
        [(number, warc, offset) for warc, offset in closing.captures],
    )
    outbox.owe(db, number, closing.owed, stamp(closing.rendered_at))
    db.conn.executemany(
        "INSERT INTO edition_changes (audience, change_id, edition) VALUES (?, ?, ?)",
        [(closing.audience, change, number) for change in wanted],
    )
    _move_watermark(db, closing.audience)
    return number


def _number(db: Database, asked: int | None) -> int:
    row = one(db, "SELECT coalesce(max(number), 0) + 1 FROM editions")
    free = int(row[0]) if row else 1
    if asked is not None and asked != free:
        raise StoreBusy(f"edition {asked} was closed by another process meanwhile: render again, as edition {free}")
    return free


def _refuse_twice(db: Database, audience: str, wanted: Sequence[int]) -> None:
    sql = "SELECT change_id, edition FROM edition_changes WHERE audience = ? AND change_id IN"
    if told := next(many_in(db, sql, (audience,), wanted), None):
        raise StoreError(
            f"change {told['change_id']} was told to {audience} in edition {told['edition']} already: "
            "ask for the untold changes again and render anew"
        )
    unknown = set(wanted) - {row["id"] for row in many_in(db, "SELECT id FROM changes WHERE id IN", (), wanted)}
    if unknown:
        raise StoreError(f"no such change: {min(unknown)}: pass ids that the store gave")


def _move_watermark(db: Database, audience: str) -> None:
    """Note below which number everything is told, so that asking for the untold stays quick."""
    known = one(db, "SELECT told_through FROM audiences WHERE name = ?", audience)
    through = int(known[0]) if known else 0
    first = one(db, FIRST_UNTOLD, audience, through)
    last = one(db, "SELECT coalesce(max(id), 0) FROM changes")
    through = int(first[0]) - 1 if first and first[0] is not None else int(last[0]) if last else through
    db.conn.execute(
        "INSERT INTO audiences (name, told_through) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET told_through = excluded.told_through",
        (audience, through),
    )
