"""A page that now says the very same as other pages of its site: a notice or a wall that nothing else gives away."""

from claims.model import Read
from db.base import Database
from db.writing.rows import many
from db.writing.work import Work

THE_SAME = "SELECT id FROM pages WHERE site_id = ? AND digest = ? AND address_id <> ? AND gone_at IS NULL"
HOLDS = """
    SELECT 'claim', claim_id FROM places WHERE page_id = ?1 AND gone_at IS NULL
    UNION ALL SELECT 'product', product_id FROM product_pages WHERE page_id = ?1 AND gone_at IS NULL"""


def is_one_of_many(work: Work, page: int, read: Read, digest: str) -> bool:
    """Whether a page has lost all it held to a text that another address has too, where something else stood.

    Such a text proves nothing gone: a shop that is closed for an hour gives it for every page. Pages that always said
    the same hold the same, and one that never held anything has its own text, so that these still prove a loss.
    """
    if work.reread or read.reading.claims or read.document.products:
        return False
    held = _held(work.db, page)
    others = many(work.db, THE_SAME, work.site, digest, work.address_id) if held else []
    return any(_held(work.db, int(other["id"])) not in (held, frozenset()) for other in others)


def _held(db: Database, page: int) -> frozenset[tuple[str, int]]:
    """The claims and products that stood on a page and are not known to be gone."""
    return frozenset((row[0], int(row[1])) for row in many(db, HOLDS, page))
