"""A product that moves to another address: it and its claims keep their numbers, and with them their history."""

from sqlite3 import Row

from claims.identity import claim_key, normalised
from claims.model import Product
from db.writing.rows import many, one, update
from db.writing.work import Work

# Of that name, and shown by no page any more that answered when last asked, or only by what this address held before.
LEFT = """
    SELECT * FROM products
    WHERE site_id = ?1 AND lower(name) = lower(?2) AND key <> ?3 AND NOT EXISTS (
        SELECT 1 FROM product_pages
        JOIN pages ON pages.id = product_pages.page_id JOIN addresses ON addresses.id = pages.address_id
        WHERE product_pages.product_id = products.id AND product_pages.gone_at IS NULL
          AND product_pages.missed_at IS NULL AND pages.gone_at IS NULL AND pages.missed_at IS NULL
          AND addresses.id <> ?4
          AND addresses.quality NOT IN ('gone', 'soft_404', 'redirected_home', 'redirected_away'))"""
# Where it was shown before it moved, and when that page was last seen: the page where it is now speaks for it.
SIGHT = """
    FROM (
        SELECT pages.id, pages.address_id, coalesce(pages.seen_at, addresses.seen_at) AS seen_at,
            coalesce(pages.capture_id, addresses.ok_capture_id) AS capture_id
        FROM pages JOIN addresses ON addresses.id = pages.address_id) AS sight
    WHERE sight.id = page_id AND sight.address_id <> ?3 AND product_id = ?2 AND gone_at IS NULL"""
LEFT_BEHIND = (
    f"""UPDATE product_pages SET missed_at = ?1, seen_at = coalesce(product_pages.seen_at, sight.seen_at),
        capture_id = coalesce(product_pages.capture_id, sight.capture_id) {SIGHT} AND missed_at IS NULL""",  # noqa: S608 - words are ours
    f"UPDATE sources SET gone_at = ?1, seen_at = coalesce(sources.seen_at, sight.seen_at) {SIGHT}",  # noqa: S608 - words are ours
)
ITS_WORDINGS = """
    SELECT wordings.id, wordings.quote, claims.type FROM wordings JOIN claims ON claims.id = wordings.claim_id
    WHERE claims.site_id = ? AND claims.product = ?"""

PLACES = """
    UPDATE places SET product = ?1
    WHERE product = ?3 AND claim_id IN (SELECT id FROM claims WHERE site_id = ?2 AND product = ?3)"""


def moved(work: Work, product: Product) -> Row | None:
    """The product of that name and brand that has left its own address, where there is just one; it has the new key."""
    if work.baseline:
        return None
    name = (normalised(product.name), normalised(product.brand))
    left = [
        row
        for row in left_in(work, product.name, product.key)
        if (normalised(row["name"]), normalised(row["brand"])) == name and row["key"] not in work.offered
    ]
    if len(left) != 1:
        return None
    left_behind(work, left[0]["id"])
    return adopt(work, int(left[0]["id"]), left[0]["key"], product.key)


def left_in(work: Work, name: str, key: str) -> list[Row]:
    """The products of about that name that have left their addresses, but for the one of that key."""
    return many(work.db, LEFT, work.site, name, key, work.address_id)


def left_behind(work: Work, product: int) -> None:
    """Note that a product is no longer where it was shown, this address left aside."""
    for statement in LEFT_BEHIND:
        work.db.conn.execute(statement, (work.at, product, work.address_id))


def adopt(work: Work, number: int, old: str, new: str) -> Row | None:
    """Give a product its new key, and its claims with it."""
    update(work.db, "products", number, key=new)
    for row in many(work.db, ITS_WORDINGS, work.site, old):
        key = claim_key(row["type"], row["quote"], new)
        if one(work.db, "SELECT 1 FROM wordings WHERE site_id = ? AND key = ?", work.site, key) is None:
            update(work.db, "wordings", row["id"], key=key)
    work.db.conn.execute(PLACES, (new, work.site, old))
    work.db.conn.execute("UPDATE claims SET product = ? WHERE site_id = ? AND product = ?", (new, work.site, old))
    return one(work.db, "SELECT * FROM products WHERE id = ?", number)
