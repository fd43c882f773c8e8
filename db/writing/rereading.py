"""Stored captures read again: which are to be, and what comes of each."""

from collections.abc import Sequence
from json import dumps, loads
from sqlite3 import Row

from claims.model import Read
from db.base import Database
from db.errors import StoreError
from db.kept import KnownPage, PageDigest, ReadAgain, StoredPage
from db.model import Recorded, Site
from db.writing.documents import keep_packed
from db.writing.pages import compare_pages, pack_set
from db.writing.rows import insert, many, one
from db.writing.runs import keep_site, refuse_earlier
from db.writing.work import Work

CUT_OFF = """
    SELECT id FROM runs WHERE id = (SELECT max(id) FROM runs) AND kind = 'reread' AND ended_at IS NULL AND basis = ?"""
# Addresses with a page that stands, each with the newest capture that may be believed.
TO_READ = """
    SELECT addresses.id, sites.name AS site, addresses.address, captures.final_address, captures.headers,
        captures.format, captures.digest, captures.warc, captures.warc_offset, addresses.made_of, addresses.read_by,
        documents.digest AS documents
    FROM addresses JOIN sites ON sites.id = addresses.site_id JOIN captures ON captures.id = addresses.ok_capture_id
    LEFT JOIN documents ON documents.address_id = addresses.id AND addresses.made_of <> ''
    WHERE captures.warc <> '' AND coalesce(addresses.reread_run_id, 0) <> ?
      AND sites.name IN (SELECT value FROM json_each(?))
      AND EXISTS (SELECT 1 FROM pages WHERE pages.address_id = addresses.id AND pages.gone_at IS NULL)
    ORDER BY addresses.site_id, addresses.id"""
KNOWN = """
    SELECT address_id, key, digest, reading_digest, packs, claimed_by FROM pages
    JOIN pack_sets ON pack_sets.id = pages.pack_set_id
    WHERE gone_at IS NULL AND missed_at IS NULL AND site_id IN (
        SELECT id FROM sites WHERE name IN (SELECT value FROM json_each(?)))"""
ADDRESS = "SELECT * FROM addresses WHERE id = ?"
DONE = "UPDATE addresses SET reread_run_id = ?, read_by = ? WHERE id = ?"
RENEW = """
    UPDATE pages SET reading_digest = ?, pack_set_id = ?, claimed_by = ?
    WHERE address_id = ? AND key = ? AND gone_at IS NULL"""


def begin(db: Database, sites: Sequence[Site], basis: str, at: str) -> int:
    """The run to re-read in: the one that was cut off, if it rested on the same rules, else a new one."""
    for site in sites:
        if one(db, "SELECT 1 FROM sites WHERE name = ?", site.name):
            keep_site(db, site)
    cut_off = one(db, CUT_OFF, basis)
    if cut_off:
        return int(cut_off["id"])
    refuse_earlier(db, at)
    return insert(db, "runs", started_at=at, kind="reread", basis=basis)


def to_read(db: Database, run: int, sites: Sequence[str]) -> tuple[StoredPage, ...]:
    """The captures of these sites that the run has not read again yet."""
    names = dumps(list(sites))
    known: dict[int, set[KnownPage]] = {}
    for row in many(db, KNOWN, names):
        known.setdefault(row["address_id"], set()).add(_known(row))
    return tuple(_stored(row, frozenset(known.get(row["id"], ()))) for row in many(db, TO_READ, run, names))


def keep_reread(db: Database, run: int, again: ReadAgain, reads: tuple[Read, ...], at: str) -> Recorded:
    """Bring what is known of an address up to a new reading of its capture; the caller holds the transaction."""
    page = again.page
    address = one(db, ADDRESS, page.id)
    if address is None:
        raise StoreError(f"{page.address}: is no address of this store: read the list of stored pages again")
    work = Work(
        db=db,
        run=run,
        site=int(address["site_id"]),
        baseline=False,
        at=at,
        address=page.address,
        address_id=page.id,
        full=True,
        same_bytes=True,
        seen_before=address["seen_at"],
        capture_before=address["ok_capture_id"],
        reread=True,
    )
    unchanged = compare_pages(work, reads)
    if again.documents is not None:
        keep_packed(db, page.id, again.documents)
    db.conn.execute(DONE, (run, again.read_by, page.id))
    return Recorded(capture=int(address["ok_capture_id"]), changes=work.told, unchanged=unchanged)


def keep_same(db: Database, run: int, again: Sequence[ReadAgain]) -> None:
    """Note that these were read again and say what they said, by which packs, and the documents made for it."""
    packs = {known.packs: pack_set(db, known.packs) for one_page in again for known in one_page.renewed}
    renewed = [
        (known.digest.reading, packs[known.packs], dumps(known.claimed_by), one_page.page.id, known.digest.key)
        for one_page in again
        for known in one_page.renewed
    ]
    db.conn.executemany(RENEW, renewed)
    for one_page in again:
        if one_page.documents is not None:
            keep_packed(db, one_page.page.id, one_page.documents)
    db.conn.executemany(DONE, [(run, one_page.read_by, one_page.page.id) for one_page in again])


def _known(row: Row) -> KnownPage:
    digest = PageDigest(row["key"], row["digest"], row["reading_digest"])
    return KnownPage(digest, tuple(loads(row["packs"])), tuple(loads(row["claimed_by"])))


def _stored(row: Row, known: frozenset[KnownPage]) -> StoredPage:
    headers = {str(name).lower(): str(value) for name, value in loads(row["headers"])}
    return StoredPage(
        id=row["id"],
        site=row["site"],
        address=row["address"],
        final_address=row["final_address"],
        content_type=headers.get("content-type", ""),
        format=row["format"],
        digest=row["digest"],
        warc=row["warc"],
        offset=row["warc_offset"],
        known=known,
        made_of=row["made_of"],
        documents=row["documents"] or "",
        read_by=row["read_by"],
    )
