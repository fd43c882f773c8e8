"""Files of the archive that nothing rests on any more."""

from collections.abc import Sequence

from db.base import Database
from db.writing.documents import let_go
from db.writing.rows import many

# A file may go where each of its captures is old, of a run that told nothing of its site, the first or last sight of
# nothing that a claim or edition rests on, no proof that something was missed, and on no card.
PRUNABLE = """
    WITH dated (site_id, at) AS (
        SELECT site_id, seen_at FROM changes UNION SELECT site_id, missed_at FROM changes
        UNION SELECT site_id, first_seen FROM products UNION SELECT site_id, first_seen FROM sources
        UNION SELECT site_id, first_seen FROM wordings
        UNION SELECT pages.site_id, places.first_seen FROM places JOIN pages ON pages.id = places.page_id
        UNION SELECT pages.site_id, places.missed_at FROM places JOIN pages ON pages.id = places.page_id
        UNION SELECT pages.site_id, product_pages.missed_at FROM product_pages
            JOIN pages ON pages.id = product_pages.page_id
        UNION SELECT site_id, absent_since FROM addresses)
    SELECT warc FROM captures
    WHERE warc <> '' AND warc NOT IN (SELECT warc FROM pruned) AND warc NOT IN (SELECT warc FROM edition_captures)
    GROUP BY warc
    HAVING max(fetched_at) < ? AND NOT max(
        (site_id, run_id) IN (SELECT site_id, run_id FROM changes)
        OR (site_id, fetched_at) IN (SELECT site_id, at FROM dated WHERE at IS NOT NULL)
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
