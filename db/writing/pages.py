"""The pages of one ok capture beside those that its address gave before."""

from dataclasses import replace
from json import dumps
from sqlite3 import Row

from claims.model import Read
from db.base import Database
from db.digests import claimed_by, each_once, marks_in, marks_of, page_digest
from db.kept import PageDigest
from db.writing.alike import is_one_of_many
from db.writing.blame import Blame
from db.writing.claims import compare_claims, miss_all_claims
from db.writing.mentions import keep_mentions
from db.writing.products import compare_products, miss_all_products
from db.writing.rows import insert, many, one, update
from db.writing.sources import compare_sources
from db.writing.work import Page, Work

OF_AN_ADDRESS = "SELECT * FROM pages WHERE address_id = ? AND gone_at IS NULL"
PENDING = """
    SELECT EXISTS (SELECT 1 FROM places WHERE page_id = ?1 AND missed_at IS NOT NULL AND gone_at IS NULL)
        OR EXISTS (SELECT 1 FROM product_pages WHERE page_id = ?1 AND missed_at IS NOT NULL AND gone_at IS NULL)"""


def compare_pages(work: Work, reads: tuple[Read, ...]) -> bool:
    """Bring the pages of an address up to its capture; True where nothing had to be compared.

    A capture that gave no document at all is no proof of anything: nothing is compared, and what stood stays last seen
    in the capture before.
    """
    if not reads:
        _hold(work)
        return True
    standing = {row["key"]: row for row in many(work.db, OF_AN_ADDRESS, work.address_id)}
    unchanged = True
    work.offered = frozenset(product.key for read in reads for product in read.document.products)
    for read in each_once(reads):
        row = standing.pop(read.document.key, None)
        digests = page_digest(read)
        if row is not None and _is_same(row, digests, pack_set(work.db, read.reading.packs), reread=work.reread):
            continue
        unchanged = False
        _compare(work, read, row, digests)
    for row in standing.values():
        unchanged = False
        _miss(work, row)
    return unchanged


def _is_same(row: Row, digests: PageDigest, packs: int, *, reread: bool) -> bool:
    """Whether a page says what it said, is read as it was read, and waits for no proof that this capture could give."""
    same = row["digest"] == digests.text and row["reading_digest"] == digests.reading and row["pack_set_id"] == packs
    held = row["is_read"] and row["seen_at"] is not None
    return bool(same and row["missed_at"] is None and not held and (reread or not row["is_pending"]))


def _hold(work: Work) -> None:
    """Keep when the pages of an address were last seen, and which capture shows them, as they were before this one."""
    if work.reread:
        return
    work.db.conn.execute(
        "UPDATE pages SET seen_at = ?, capture_id = ? WHERE address_id = ? AND gone_at IS NULL AND seen_at IS NULL",
        (work.seen_before, work.capture_before, work.address_id),
    )


def _compare(work: Work, read: Read, row: Row | None, digests: PageDigest) -> None:
    work.moved.clear()
    page = _page(work, read, row, digests)
    if row is not None and is_one_of_many(work, page.id, read, digests.text):
        work.doubted, page = True, replace(page, doubtful=True)
    compare_products(work, page, read)
    if read.reading.read:
        if not page.doubtful:
            compare_sources(work, page, read)
        compare_claims(work, page, read)
        keep_mentions(work, page, read)
    is_pending = _is_pending(work, page.id)
    if row is None or is_pending != bool(row["is_pending"]):
        update(work.db, "pages", page.id, is_pending=is_pending)


def _page(work: Work, read: Read, row: Row | None, digests: PageDigest) -> Page:
    """The page's row, made or brought up to date, with what tells its own news from ours."""
    document = read.document
    packs = pack_set(work.db, read.reading.packs)
    blame = Blame(
        document=document,
        same=work.reread or (row is not None and (work.same_bytes or row["digest"] == digests.text)),
        packs_moved=row is not None and row["pack_set_id"] != packs,
        old_marks=marks_in(row["marks"]) if row is not None else frozenset(),
    )
    values: dict[str, str | bytes | int | None] = {
        "address": document.address,
        "title": document.title,
        "lang": read.reading.lang or document.lang,
        "digest": digests.text,
        "reading_digest": digests.reading,
        "marks": marks_of(document),
        "pack_set_id": packs,
        "claimed_by": dumps(claimed_by(read)),
        "is_read": read.reading.read,
        "missed_at": None,
        "gone_at": None,
        "gone_reason": "",
        "seen_at": None,
        "capture_id": None,
    }
    seen, capture = _last_sight(work, row)
    if not read.reading.read:
        values |= {"seen_at": seen, "capture_id": capture}
    number = _keep(work, document.key, row, values)
    return Page(number, document.address, blame, row is None and not work.reread, seen, capture)


def _keep(work: Work, key: str, row: Row | None, values: dict[str, str | bytes | int | None]) -> int:
    """Write the page's row; one that went and is back keeps its number."""
    if row is None:
        row = one(work.db, "SELECT id FROM pages WHERE address_id = ? AND key = ?", work.address_id, key)
    if row is not None:
        update(work.db, "pages", int(row["id"]), **values)
        return int(row["id"])
    return insert(
        work.db, "pages", site_id=work.site, address_id=work.address_id, key=key, first_seen=work.sighted, **values
    )


def _last_sight(work: Work, row: Row | None) -> tuple[str, int | None]:
    """When a page was last read before this capture, and which capture shows it."""
    if row is not None and row["seen_at"] is not None:
        return row["seen_at"], row["capture_id"]
    return work.seen_before or work.at, work.capture_before


def _miss(work: Work, row: Row) -> None:
    """Count that an ok capture no longer holds a page: what stood on it is missed one by one."""
    if work.reread and row["missed_at"] is not None:
        return
    seen, capture = _last_sight(work, row)
    page = Page(int(row["id"]), row["address"], Blame(None, same=work.same_bytes or work.reread), False, seen, capture)
    miss_all_products(work, page)
    miss_all_claims(work, page)
    is_pending = _is_pending(work, page.id)
    if row["missed_at"] is None:
        update(work.db, "pages", page.id, missed_at=work.at, seen_at=seen, capture_id=capture, is_pending=True)
    if not is_pending and (work.reread or row["missed_at"] is not None):
        reason = "its address no longer holds it"
        update(work.db, "pages", page.id, gone_at=work.at, gone_reason=reason, is_pending=False)


def _is_pending(work: Work, page: int) -> bool:
    row = one(work.db, PENDING, page)
    return bool(row and row[0])


def pack_set(db: Database, packs: tuple[str, ...]) -> int:
    """The number of these packs, which is given out where they are new."""
    text = dumps(packs)
    row = one(db, "SELECT id FROM pack_sets WHERE packs = ?", text)
    return int(row["id"]) if row else insert(db, "pack_sets", packs=text)
