"""Proof of absence, one way for claims and products on a page.

A row of `places` or `product_pages` is present (seen_at is NULL), missed (seen_at says when it was last seen), or gone.
"""

from sqlite3 import Row

from db.writing.rows import Value, update
from db.writing.work import Page, Work

NEEDED = 2  # ok captures that lack it, all but the first in full
NEEDED_OF_A_BANNER = 6  # what has come back twice is known to rotate
PRESENT: dict[str, Value] = {
    "seen_at": None,
    "capture_id": None,
    "missed_at": None,
    "missed_run_id": None,
    "misses": 0,
    "is_technical": 0,
    "gone_at": None,
}


def miss(work: Work, page: Page, table: str, row: Row, *, needed: int, technical: bool) -> bool:
    """Count an ok capture that lacks it; True where that proves it gone.

    A capture that is read again proves at once that our rules no longer find it, and nothing of what the page lacked.
    """
    if row["missed_at"] is None:
        freeze(work, page, table, row["id"], technical=technical)
        if work.reread:
            update(work.db, table, row["id"], gone_at=work.at)
        return work.reread
    if work.reread or not work.full or page.doubtful:
        return False
    misses = row["misses"] + 1
    if misses < needed:
        update(work.db, table, row["id"], misses=misses)
        return False
    update(work.db, table, row["id"], misses=misses, gone_at=work.at)
    return True


def freeze(work: Work, page: Page, table: str, row: int, *, technical: bool) -> None:
    """Note the first capture that lacks it, and which one showed it last."""
    update(
        work.db,
        table,
        row,
        seen_at=page.seen_before,
        capture_id=page.capture_before,
        missed_at=work.at,
        missed_run_id=work.run,
        misses=1,
        is_technical=technical,
    )
