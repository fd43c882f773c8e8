"""Pages and products that go as a whole: not found twice, or dropped by a complete listing."""

from dataclasses import replace
from datetime import timedelta
from sqlite3 import Row

from db.base import Database
from db.model import ChangeKind
from db.times import moment
from db.writing.merging import join_left
from db.writing.products import leave_product
from db.writing.rows import many, one, update
from db.writing.standing import leave_if_last
from db.writing.work import News, Work, tell

APART = timedelta(days=1)
MANY = 5  # a listing that drops so many at once, and over half of all, has to do so in two runs
PAGES = "SELECT * FROM pages WHERE address_id = ? AND gone_at IS NULL"
PLACES = "SELECT id, claim_id FROM places WHERE page_id = ? AND gone_at IS NULL"
# Products that were in a complete listing once, are not in this run's, and that no page of this run showed.
DROPPED = """
    SELECT products.* FROM products
    JOIN listed_products ON listed_products.site_id = products.site_id AND listed_products.key = products.key
    WHERE products.site_id = ?1 AND products.gone_at IS NULL AND listed_products.last_run_id < ?2
      AND NOT EXISTS (
        SELECT 1 FROM product_pages
        JOIN pages ON pages.id = product_pages.page_id JOIN addresses ON addresses.id = pages.address_id
        WHERE product_pages.product_id = products.id AND product_pages.gone_at IS NULL
          AND coalesce(product_pages.seen_at, pages.seen_at) IS NULL
          AND addresses.last_run_id = ?2 AND addresses.quality IN ('ok', 'not_modified'))"""
# Products that one listing lacked and this run's has again: the next that lacks them is the first once more.
LISTED_AGAIN = """
    UPDATE products SET drops = 0 WHERE site_id = ?1 AND drops > 0
      AND key IN (SELECT key FROM listed_products WHERE site_id = ?1 AND last_run_id = ?2)"""
PAGES_OF_A_PRODUCT = """
    SELECT pages.*, addresses.seen_at AS address_seen_at, addresses.ok_capture_id AS ok_capture_id
    FROM pages JOIN addresses ON addresses.id = pages.address_id
    JOIN product_pages ON product_pages.page_id = pages.id
    WHERE product_pages.product_id = ?1 AND pages.gone_at IS NULL
      AND NOT (addresses.last_run_id = ?2 AND addresses.quality IN ('ok', 'not_modified') AND pages.seen_at IS NULL)
      AND NOT EXISTS (
        SELECT 1 FROM product_pages AS other WHERE other.page_id = pages.id AND other.gone_at IS NULL)"""
PLACES_OF_A_PRODUCT = """
    SELECT places.id, places.claim_id, places.page_id FROM places JOIN pages ON pages.id = places.page_id
    WHERE pages.site_id = ? AND places.product = ? AND places.gone_at IS NULL"""


def not_found(work: Work, status: int, address: Row) -> str:
    """Count a 404 or 410; on the second, a day or more after the first, its pages go. Gives the first one's moment."""
    since: str = address["absent_since"] or work.at
    if moment(work.at) - moment(since) < APART:
        return since
    reason = f"its page answered {status} on {since[:10]} and on {work.at[:10]}"
    for page in many(work.db, PAGES, work.address_id):
        leave_page(work, page, reason, since)
    return since


def leave_page(work: Work, page: Row, reason: str, missed_at: str) -> None:
    """Let a page go, with the claims and products that stood on it only."""
    seen, capture = page["seen_at"] or work.seen_before or work.at, page["capture_id"] or work.capture_before
    products = many(work.db, "SELECT * FROM product_pages WHERE page_id = ? AND gone_at IS NULL", page["id"])
    places = many(work.db, PLACES, page["id"])
    update(
        work.db,
        "pages",
        page["id"],
        gone_at=work.at,
        gone_reason=reason,
        missed_at=missed_at,
        seen_at=seen,
        capture_id=capture,
        is_pending=False,
    )
    work.db.conn.execute("UPDATE sources SET gone_at = ? WHERE page_id = ? AND gone_at IS NULL", (work.at, page["id"]))
    if products or places:
        subject = page["title"] or page["address"]
        news = News(ChangeKind.PAGE_GONE, subject, page["address"], reason=reason, seen_at=seen, missed_at=missed_at)
        tell(work, news)
    for row in products:
        _go(work, "product_pages", int(row["id"]), missed_at, seen, capture)
        left = many(work.db, "SELECT * FROM product_pages WHERE product_id = ? AND gone_at IS NULL", row["product_id"])
        if all(other["missed_at"] for other in left):
            leave_product(work, int(row["product_id"]), reason, missed_at)
    for row in places:
        _go(work, "places", int(row["id"]), missed_at, seen, capture)
        leave_if_last(work, int(row["claim_id"]), reason)


def leave_dropped(work: Work) -> None:
    """Let go what this run's complete listing of a site no longer has, but for what it has at another address."""
    work.db.conn.execute(LISTED_AGAIN, (work.site, work.run))
    dropped = [row for row in many(work.db, DROPPED, work.site, work.run) if not join_left(work, int(row["id"]))]
    twice = _is_doubtful(work.db, work.site, work.run, len(dropped))
    for product in dropped:
        if twice and not product["drops"]:
            update(work.db, "products", product["id"], drops=1)
        else:
            _drop(work, product)


def _drop(work: Work, product: Row) -> None:
    reason = "the complete listing of its site no longer has it"
    for place in many(work.db, PLACES_OF_A_PRODUCT, work.site, product["key"]):
        seen, capture = _sight(work, int(place["page_id"]))
        _go(work, "places", int(place["id"]), work.at, seen, capture)
        leave_if_last(work, int(place["claim_id"]), reason)
    for row in many(work.db, "SELECT * FROM product_pages WHERE product_id = ? AND gone_at IS NULL", product["id"]):
        seen, capture = _sight(work, int(row["page_id"]))
        _go(work, "product_pages", int(row["id"]), work.at, seen, capture)
    leave_product(work, int(product["id"]), reason, work.at)
    for page in many(work.db, PAGES_OF_A_PRODUCT, product["id"], work.run):
        of_page = replace(work, seen_before=page["address_seen_at"], capture_before=page["ok_capture_id"])
        leave_page(of_page, page, reason, work.at)


def _go(work: Work, table: str, row: int, missed_at: str, seen: str, capture: int | None) -> None:
    """Let one place go, with the dates that prove it; what was missed before keeps its own."""
    work.db.conn.execute(
        f"UPDATE {table} SET gone_at = ?, missed_at = coalesce(missed_at, ?), seen_at = coalesce(seen_at, ?), "  # noqa: S608
        "capture_id = coalesce(capture_id, ?) WHERE id = ?",
        (work.at, missed_at, seen, capture, row),
    )


def _sight(work: Work, page: int) -> tuple[str, int | None]:
    sql = """
        SELECT coalesce(pages.seen_at, addresses.seen_at) AS seen_at,
            coalesce(pages.capture_id, addresses.ok_capture_id) AS capture_id
        FROM pages JOIN addresses ON addresses.id = pages.address_id WHERE pages.id = ?"""
    row = one(work.db, sql, page)
    return (row["seen_at"] or work.at, row["capture_id"]) if row else (work.at, None)


def _is_doubtful(db: Database, site: int, run: int, dropped: int) -> bool:
    """Whether a listing shrank so much that it is believed only when it does so twice."""
    sql = "SELECT count(*) FROM listed_products WHERE site_id = ? AND last_run_id = ?"
    row = one(db, sql, site, run)
    listed = int(row[0]) if row else 0
    return listed == 0 or (dropped >= MANY and dropped > listed)
