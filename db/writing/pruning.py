"""Files of the archive that nothing rests on any more."""

from collections.abc import Sequence

from db.base import Database
from db.writing.documents import let_go
from db.writing.rows import many

# A file may go where each of its captures is old, brought nothing new, is the last sight of nothing, and on no card.
PRUNABLE = """
    SELECT warc FROM captures
    WHERE warc <> '' AND warc NOT IN (SELECT warc FROM pruned) AND warc NOT IN (SELECT warc FROM edition_captures)
    GROUP BY warc
    HAVING max(fetched_at) < ? AND NOT max(
        (quality = 'ok' AND NOT is_unchanged)
        OR id IN (SELECT ok_capture_id FROM addresses WHERE ok_capture_id IS NOT NULL)
        OR id IN (SELECT capture_id FROM pages WHERE capture_id IS NOT NULL)
        OR id IN (SELECT capture_id FROM places WHERE capture_id IS NOT NULL)
        OR id IN (SELECT capture_id FROM product_pages WHERE capture_id IS NOT NULL))
    ORDER BY warc"""


def prunable(db: Database, before: str) -> tuple[str, ...]:
    """The files whose captures are all from before that moment, and that nothing rests on."""
    return tuple(row["warc"] for row in many(db, PRUNABLE, before))


def prune(db: Database, warcs: Sequence[str], at: str) -> None:
    """Note that these files go; their captures stay known. Documents that nobody would read again go with them."""
    let_go(db)
    db.conn.executemany("INSERT INTO pruned (warc, pruned_at) VALUES (?, ?)", [(warc, at) for warc in warcs])
