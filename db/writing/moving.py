"""A product that moves to another address: it and its claims keep their numbers, and with them their history."""

from sqlite3 import Row

from claims.identity import claim_key, normalised
from claims.model import Product
from db.writing.rows import many, one, update
from db.writing.work import Work

AWAY = "('gone', 'soft_404', 'redirected_home', 'redirected_away')"
# Of that name: whether no page shows it any more that answered when last asked, or only what address ?3 held before;
# when a page last showed it; and when the run began that saw it first.
NAMED = f"""
    SELECT products.*, NOT EXISTS (
            SELECT 1 FROM product_pages
            JOIN pages ON pages.id = product_pages.page_id JOIN addresses ON addresses.id = pages.address_id
            WHERE product_pages.product_id = products.id AND product_pages.gone_at IS NULL
              AND product_pages.missed_at IS NULL AND pages.gone_at IS NULL AND pages.missed_at IS NULL
              AND addresses.id <> ?3 AND coalesce(addresses.quality, 'ok') NOT IN {AWAY}) AS is_left,
        (SELECT max(coalesce(product_pages.seen_at, pages.seen_at, addresses.seen_at)) FROM product_pages
            JOIN pages ON pages.id = product_pages.page_id JOIN addresses ON addresses.id = pages.address_id
            WHERE product_pages.product_id = products.id) AS last_seen,
        (SELECT max(started_at) FROM runs WHERE started_at <= products.first_seen) AS came_in
    FROM products WHERE site_id = ?1 AND lower(name) = lower(?2)"""  # noqa: S608 - words are ours
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
    """The product of that name and brand that has left its own address, where there is just one; it has the new key.

    Of several that have left, one that was not called gone yet is meant before those that were.
    """
    if work.baseline:
        return None
    same = named(work, product.name, product.brand, work.address_id)
    left = [row for row in same if row["is_left"] and row["key"] != product.key and row["key"] not in work.offered]
    meant = [row for row in left if not row["gone_at"]] or left
    if len(meant) != 1:
        return None
    left_behind(work, meant[0]["id"])
    return adopt(work, int(meant[0]["id"]), meant[0]["key"], product.key)


def named(work: Work, name: str, brand: str, address: int = 0) -> list[Row]:
    """The products of that name and brand, with `is_left`, `last_seen` and `came_in`; that address counts as left."""
    rows = many(work.db, NAMED, work.site, name, address)
    return [row for row in rows if is_named(row, name, brand)]


def is_named(row: Row, name: str, brand: str) -> bool:
    """Whether a product has that name, and that brand where both are known."""
    brands = {normalised(row["brand"]), normalised(brand)} - {""}
    return normalised(row["name"]) == normalised(name) and len(brands) < 2


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
