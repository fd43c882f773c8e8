"""Runs of the crawler: begun, ended, with what they could not do and did not reach."""

from collections.abc import Sequence
from dataclasses import replace
from json import dumps

from db.base import Database
from db.errors import StoreError, StoreUnusable
from db.kept import KnownManifest, Picture
from db.leads import LeftOut
from db.model import Incident, Site
from db.times import stamp
from db.visited import keep_counts
from db.writing.captures import SiteRun
from db.writing.elsewhere import leave_elsewhere
from db.writing.leaving import leave_dropped
from db.writing.merging import join_moved
from db.writing.resuming import cut_off
from db.writing.rows import Value, insert, many, one, update
from db.writing.work import Work

# A site is known once a run has seen it to its end, or two have begun to; until then what it says may be old.
KNOWN = """
    SELECT count(*) > 1 OR max(runs.ended_at IS NOT NULL) AS is_known
    FROM run_sites JOIN runs ON runs.id = run_sites.run_id
    WHERE run_sites.site_id = ? AND EXISTS (
        SELECT 1 FROM captures
        WHERE captures.run_id = runs.id AND captures.site_id = run_sites.site_id AND captures.quality = 'ok')"""

SAME_INCIDENT = "SELECT 1 FROM incidents WHERE run_id = ? AND site_id IS ? AND address = ? AND cause = ?"


def begin(db: Database, sites: Sequence[Site], basis: str, at: str, country_of_exit: str = "") -> int:
    """A new run over these sites, or the one that was cut off.

    Raises StoreUnusable where the clock stands before the newest run.
    """
    refuse_earlier(db, at)
    goes_on = cut_off(db, sites, basis, at, country_of_exit)
    run = goes_on or insert(db, "runs", started_at=at, basis=basis, country_of_exit=country_of_exit)
    for site in sites:
        number = keep_site(db, site)
        known = one(db, KNOWN, number)
        values = (run, number, not (known and known["is_known"]))
        db.conn.execute("INSERT OR IGNORE INTO run_sites (run_id, site_id, baseline) VALUES (?, ?, ?)", values)
    return run


def refuse_earlier(db: Database, at: str) -> None:
    """Raise StoreUnusable where the clock stands before the newest run."""
    newest = one(db, "SELECT max(started_at) FROM runs")
    if newest and newest[0] and newest[0] > at:
        raise StoreUnusable(
            f"the clock says {at}, but the newest run began at {newest[0]}: "
            "set the clock right, then run the same command again; nothing was written"
        )


def watch(db: Database, names: Sequence[str]) -> None:
    """Keep which sites are watched now."""
    db.conn.execute("UPDATE sites SET is_watched = name IN (SELECT value FROM json_each(?))", (dumps(list(names)),))


def keep_unvisited(db: Database, run: SiteRun, count: int, left_out: Sequence[LeftOut]) -> None:
    """Keep how many addresses of a site lay past its budget, and how many were not followed, by reason."""
    sql = "UPDATE run_sites SET unvisited = ?, endless = ? WHERE run_id = ? AND site_id = ?"
    told = dumps([[left.reason, left.count] for left in left_out])
    db.conn.execute(sql, (count, told, run.run, run.site))


def site_run(db: Database, run: int, site: str) -> SiteRun:
    """One site in one run. Raises StoreError where the run was not begun with it."""
    sql = """
        SELECT run_sites.site_id, run_sites.baseline FROM run_sites JOIN sites ON sites.id = run_sites.site_id
        WHERE run_sites.run_id = ? AND sites.name = ?"""
    row = one(db, sql, run, site)
    if row is None:
        raise StoreError(f"site {site!r} is not part of run {run}: name it when the run begins")
    return SiteRun(run, int(row["site_id"]), bool(row["baseline"]))


def end(db: Database, run: int, at: str) -> None:
    """Close a run: what moved is one, what has left goes, what it saw is counted; twice is as once."""
    if not one(db, "SELECT 1 FROM runs WHERE id = ? AND ended_at IS NOT NULL", run):
        for row in many(db, "SELECT * FROM run_sites WHERE run_id = ?", run):
            work = _work(db, SiteRun(run, int(row["site_id"]), bool(row["baseline"])), at)
            join_moved(work)
            if row["listed"]:
                leave_dropped(work)
            leave_elsewhere(work)
        update(db, "runs", run, ended_at=at)
    keep_counts(db.conn)


def seal(db: Database, manifest: KnownManifest, at: str) -> None:
    """Keep a manifest and which runs it covers. Raises StoreError where its number is taken."""
    number = manifest.number
    if one(db, "SELECT 1 FROM manifests WHERE number = ?", number):
        raise StoreError(f"manifest {number} was made meanwhile: run the same command again")
    values = {"path": manifest.path, "sha256": manifest.sha256, "previous": manifest.previous, "made_at": at}
    insert(db, "manifests", number=number, **values)
    for run in manifest.runs:
        update(db, "runs", run, manifest=number)


def keep_picture(db: Database, run: SiteRun, picture: Picture) -> None:
    """Keep a picture of a page."""
    insert(
        db,
        "pictures",
        run_id=run.run,
        site_id=run.site,
        address=picture.address,
        taken_at=stamp(picture.taken_at),
        path=picture.path,
        digest=picture.digest,
    )


def keep_incident(db: Database, run: int, incident: Incident) -> None:
    """Keep something that the run could not do, once where it goes on after a kill.

    A site that the store does not know is named in the cause.
    """
    site = one(db, "SELECT id FROM sites WHERE name = ?", incident.site)
    if site is None and incident.site:
        incident = replace(incident, cause=f"{incident.site}: {incident.cause}")
    if one(db, SAME_INCIDENT, run, site["id"] if site else None, incident.address, incident.cause):
        return
    insert(
        db,
        "incidents",
        run_id=run,
        site_id=site["id"] if site else None,
        address=incident.address,
        cause=incident.cause,
        remedy=incident.remedy,
        at=stamp(incident.at) if incident.at else None,
    )


def keep_site(db: Database, site: Site) -> int:
    """The number of a site, whose entry is kept as it stands in the watchlist now."""
    values: dict[str, Value] = {
        "url": site.url,
        "kind": site.kind,
        "country": site.country,
        "markets": dumps(site.markets),
        "labels": dumps(site.labels, ensure_ascii=False),
        "spider": site.spider,
        "start": dumps(site.start),
        "delay": site.delay,
        "max_pages": site.max_pages,
        "render": site.render,
        "allow_private": site.allow_private,
        "night": site.night,
        "ocr": site.ocr,
        "is_watched": True,
    }
    row = one(db, "SELECT id FROM sites WHERE name = ?", site.name)
    if row is None:
        return insert(db, "sites", name=site.name, **values)
    update(db, "sites", int(row["id"]), **values)
    return int(row["id"])


def _work(db: Database, run: SiteRun, at: str) -> Work:
    """The end of a run as work: no capture of its own, so nothing but what others saw."""
    return Work(
        db=db,
        run=run.run,
        site=run.site,
        baseline=run.baseline,
        at=at,
        address="",
        address_id=0,
        full=True,
        same_bytes=False,
        seen_before=None,
        capture_before=None,
    )
