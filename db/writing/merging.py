"""A product met at its new address before its old one was known to be left: at the end of the run the two are one."""

from sqlite3 import Row

from claims.identity import claim_key, normalised
from db.writing.moving import adopt, left_behind, left_in
from db.writing.products import join_facts
from db.writing.rows import many, one, update
from db.writing.sources import follow_elsewhere
from db.writing.standing import refresh
from db.writing.work import Work

# What no run before this one knew, and no edition could have told.
CAME = """
    SELECT products.* FROM products JOIN runs ON runs.id = ?2
    WHERE products.site_id = ?1 AND products.first_seen >= runs.started_at AND products.gone_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM editions WHERE editions.rendered_at >= runs.started_at)
    ORDER BY products.id"""
ITS_WORDINGS = """
    SELECT wordings.id, wordings.quote, wordings.claim_id, claims.type FROM wordings
    JOIN claims ON claims.id = wordings.claim_id
    WHERE claims.site_id = ?1 AND claims.product = ?2 AND NOT EXISTS (
        SELECT 1 FROM verdicts WHERE verdicts.claim_id = claims.id)"""
KNOWN = """
    SELECT wordings.id, wordings.claim_id FROM wordings JOIN claims ON claims.id = wordings.claim_id
    WHERE wordings.site_id = ?1 AND wordings.key = ?2 AND claims.gone_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM places JOIN places AS mine ON mine.page_id = places.page_id
        WHERE places.claim_id = claims.id AND mine.claim_id = ?3)"""
UNSAID = (
    "UPDATE changes SET caused_by = NULL WHERE caused_by IN (SELECT id FROM changes WHERE {0} = ?)",
    "DELETE FROM changes WHERE {0} = ?",
)
PLACES_OF = "SELECT pages.address FROM places JOIN pages ON pages.id = places.page_id WHERE places.claim_id = ?"


def join_moved(work: Work) -> None:
    """Join what came in this run with what has left its address in it, where name and brand name just one of each."""
    came = many(work.db, CAME, work.site, work.run)
    for new in came:
        if work.baseline or sum(_name(other) == _name(new) for other in came) > 1:
            continue
        left = [row for row in left_in(work, new["name"], new["key"]) if _name(row) == _name(new)]
        if len(left) == 1 and left[0]["id"] not in {row["id"] for row in came}:
            _join(work, left[0], new)


def _name(row: Row) -> tuple[str, str]:
    return normalised(row["name"]), normalised(row["brand"])


def _join(work: Work, old: Row, new: Row) -> None:
    """Let the known product be where the new one is, and unsay that this is new."""
    _unsay(work, "product_id", new["id"])
    left_behind(work, old["id"])
    claims = _join_claims(work, old["key"], new["key"])
    for table in ("product_pages", "sources"):
        work.db.conn.execute(f"UPDATE {table} SET product_id = ? WHERE product_id = ?", (old["id"], new["id"]))  # noqa: S608 - names are ours
    work.db.conn.execute("DELETE FROM products WHERE id = ?", (new["id"],))
    adopt(work, old["id"], old["key"], new["key"])
    join_facts(work, old, new)
    follow_elsewhere(work, old["id"])
    for claim in claims:
        address = one(work.db, PLACES_OF, claim)
        refresh(work, claim, address["address"] if address else new["address"], technical=False)


def _join_claims(work: Work, old: str, new: str) -> list[int]:
    """Give the places of claims that were known under the old key to these; gives the claims that got some."""
    joined = []
    for row in many(work.db, ITS_WORDINGS, work.site, new):
        known = one(work.db, KNOWN, work.site, claim_key(row["type"], row["quote"], old), row["claim_id"])
        if known is None:
            continue
        mine, claim = int(row["claim_id"]), int(known["claim_id"])
        moved = "UPDATE places SET claim_id = ?, wording_id = ? WHERE claim_id = ? AND wording_id = ?"
        work.db.conn.execute(moved, (claim, known["id"], mine, row["id"]))
        joined.append(claim)
        if one(work.db, "SELECT 1 FROM places WHERE claim_id = ?", mine) is None:
            _unsay(work, "claim_id", mine)
            update(work.db, "claims", mine, place_id=None, wording_id=None)
            work.db.conn.execute("DELETE FROM wordings WHERE claim_id = ?", (mine,))
            work.db.conn.execute("DELETE FROM claims WHERE id = ?", (mine,))
    return joined


def _unsay(work: Work, column: str, row: int) -> None:
    for statement in UNSAID:
        work.db.conn.execute(statement.format(column), (row,))
