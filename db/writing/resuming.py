"""A visit that was cut off goes on where it was: which one, and what its addresses have answered already."""

from collections.abc import Sequence
from sqlite3 import Row

from db.base import Database
from db.kept import Answered
from db.model import Quality, Site
from db.times import YOUNG, moment
from db.writing.rows import many, one, update

CUT_OFF = """
    SELECT id, started_at FROM runs
    WHERE id = (SELECT max(id) FROM runs) AND kind = 'visit' AND finished_at IS NULL AND basis = ?
      AND country_of_exit = ?"""
SITES = "SELECT sites.name FROM run_sites JOIN sites ON sites.id = run_sites.site_id WHERE run_sites.run_id = ?"
ANSWERED = """
    SELECT addresses.address, captures.final_address, captures.status, captures.quality, captures.cause,
        captures.warc, captures.warc_offset
    FROM captures JOIN addresses ON addresses.id = captures.address_id
    WHERE captures.id IN (
        SELECT max(id) FROM captures
        WHERE run_id = ? AND site_id = (SELECT id FROM sites WHERE name = ?) AND status > 0 GROUP BY address_id)"""


NEWEST_OK = """
    SELECT addresses.address, captures.final_address, captures.status, captures.quality, captures.cause,
        captures.warc, captures.warc_offset
    FROM addresses JOIN captures ON captures.id = addresses.ok_capture_id
    WHERE addresses.site_id = (SELECT id FROM sites WHERE name = ?) AND addresses.address = ?"""


def cut_off(db: Database, sites: Sequence[Site], basis: str, at: str, country_of_exit: str) -> int | None:
    """The newest run, where it is young, unfinished, of the same sites, as full, and from the same stated country."""
    run = one(db, CUT_OFF, basis, country_of_exit)
    if run is None or moment(at) - moment(run["started_at"]) >= YOUNG:
        return None
    names = {row["name"] for row in many(db, SITES, run["id"])}
    return int(run["id"]) if names == {site.name for site in sites} else None


def answered(db: Database, run: int, site: str) -> dict[str, Answered]:
    """What a site's addresses answered in this run so far; one that gave no answer may be asked again."""
    return {row["address"]: _answered(row) for row in many(db, ANSWERED, run, site)}


def newest_ok(db: Database, site: str, address: str) -> Answered | None:
    """The newest ok answer of an address."""
    row = one(db, NEWEST_OK, site, address)
    return _answered(row) if row else None


def finish(db: Database, run: int, at: str) -> None:
    """Note that a run is over with all that follows it."""
    update(db, "runs", run, finished_at=at)


def _answered(row: Row) -> Answered:
    return Answered(
        row["address"],
        row["final_address"],
        row["status"],
        Quality(row["quality"]),
        row["cause"],
        row["warc"],
        row["warc_offset"],
    )
