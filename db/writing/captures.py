"""One capture into the store: its row, what its address stands at now, and, where it is ok, all that follows."""

from dataclasses import dataclass
from json import dumps
from sqlite3 import Row

from db.base import Database
from db.model import Capture, Quality, Recorded, Visit
from db.times import stamp
from db.writing import documents, leads
from db.writing.leaving import not_found
from db.writing.pages import compare_pages
from db.writing.rows import Value, insert, one, update
from db.writing.work import Work

ADDRESS = "SELECT * FROM addresses WHERE site_id = ? AND address = ?"


@dataclass(frozen=True, slots=True)
class SiteRun:
    """One site in one run; `baseline` is True until a run has seen it to the end."""

    run: int
    site: int
    baseline: bool


def keep_visit(db: Database, run: SiteRun, visit: Visit) -> Recorded:
    """Keep a capture and compare what it brought; the caller holds the transaction."""
    capture = visit.capture
    address = _address(db, run, capture.address)
    work = Work(
        db=db,
        run=run.run,
        site=run.site,
        baseline=run.baseline,
        at=stamp(capture.fetched_at),
        address=capture.address,
        address_id=int(address["id"]),
        full=capture.full,
        same_bytes=bool(capture.digest) and capture.digest == address["ok_digest"],
        seen_before=address["seen_at"],
        capture_before=address["ok_capture_id"],
    )
    values, unchanged = _outcome(work, visit, address)
    number = _insert(db, run, int(address["id"]), capture, unchanged=unchanged)
    if capture.quality == Quality.OK:
        values["ok_capture_id"] = number
        values |= _documents(work, visit, address)
        if visit.reads:
            values["read_by"] = visit.read_by
        leads.keep(db, run.site, visit.leads)
    update(
        db,
        "addresses",
        work.address_id,
        last_run_id=run.run,
        quality=capture.quality,
        cause=capture.cause,
        fetched_at=work.at,
        **values,
    )
    if capture.quality in {Quality.OK, Quality.NOT_MODIFIED}:
        leads.date(db, work.address_id)
    return Recorded(capture=number, changes=work.told, unchanged=unchanged, doubted=work.doubted)


def _outcome(work: Work, visit: Visit, address: Row) -> tuple[dict[str, Value], bool]:
    """What the address stands at after this capture, by its quality; only an ok one moves anything else."""
    capture = visit.capture
    if capture.quality == Quality.NOT_MODIFIED and address["ok_capture_id"]:
        visits = address["visits_since_full"] + 1
        return {"seen_at": work.at, "visits_since_full": visits, "absent_since": None}, True
    if capture.quality == Quality.OK:
        unchanged = compare_pages(work, visit.reads)
        if visit.listed is not None:
            _keep_listing(work, visit.listed)
        return _believed(work, capture, address), unchanged and bool(visit.reads)
    if capture.quality == Quality.GONE and address["ok_capture_id"]:
        return {"absent_since": not_found(work, capture.status, address)}, False
    return {}, False


def _documents(work: Work, visit: Visit, address: Row) -> dict[str, Value]:
    """Keep what the capture's text was made into, where it was made of something else than what is kept.

    What is kept is always that of the newest reading: of what is not to be kept there is nothing.
    """
    if not visit.reads or visit.made_of == address["made_of"]:
        return {}
    if not visit.made_of:
        return {"made_of": ""}
    documents.keep(work.db, work.address_id, (read.document for read in visit.reads))
    return {"made_of": visit.made_of}


def _believed(work: Work, capture: Capture, address: Row) -> dict[str, Value]:
    return {
        "seen_at": work.at,
        "ok_digest": capture.digest,
        "etag": capture.etag,
        "last_modified": capture.last_modified,
        "visits_since_full": 0 if capture.full else address["visits_since_full"] + 1,
        "absent_since": None,
    }


def _address(db: Database, run: SiteRun, address: str) -> Row:
    row = one(db, ADDRESS, run.site, address)
    if row is None:
        insert(db, "addresses", site_id=run.site, address=address, first_run_id=run.run)
        row = one(db, ADDRESS, run.site, address)
    assert row is not None  # noqa: S101 - it was written one line above
    return row


def _insert(db: Database, run: SiteRun, address: int, capture: Capture, *, unchanged: bool) -> int:
    """The capture's row; headers of a 304 are those of the capture that it confirms, and are not kept again."""
    headers = () if capture.quality == Quality.NOT_MODIFIED else capture.headers
    return insert(
        db,
        "captures",
        run_id=run.run,
        site_id=run.site,
        address_id=address,
        fetched_at=stamp(capture.fetched_at),
        status=capture.status,
        quality=capture.quality,
        cause=capture.cause,
        final_address=capture.final_address,
        redirects=dumps(capture.redirects, ensure_ascii=False) if capture.redirects else "[]",
        headers=dumps(headers, ensure_ascii=False) if headers else "[]",
        size=capture.size,
        digest=capture.digest,
        etag=capture.etag,
        last_modified=capture.last_modified,
        warc=capture.warc,
        warc_offset=capture.offset,
        is_full=capture.full,
        is_unchanged=unchanged,
        format=capture.format,
    )


def _keep_listing(work: Work, listed: frozenset[str]) -> None:
    """Keep which products a complete listing has; what it dropped is settled when the run ends."""
    work.db.conn.executemany(
        "INSERT INTO listed_products (site_id, key, last_run_id) VALUES (?, ?, ?) "
        "ON CONFLICT (site_id, key) DO UPDATE SET last_run_id = excluded.last_run_id",
        [(work.site, key, work.run) for key in sorted(listed)],
    )
    work.db.conn.execute("UPDATE run_sites SET listed = 1 WHERE run_id = ? AND site_id = ?", (work.run, work.site))
