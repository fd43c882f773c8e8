"""How much of each site a run saw, and what it could not do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from json import dumps, loads
from sqlite3 import Row

from sqlite_utils import Database

from claims.model import SiteKind
from db.model import Incident, PageState, Quality, Run, Site, SiteCoverage
from db.reading.asking import NAMED, ask
from db.times import moment, moment_or_none, stamp

# What kept a page from being seen, by kind of trouble; all else that is not ok has failed.
KEPT_OUT = frozenset({Quality.BLOCKED, Quality.CONSENT, Quality.LOGIN, Quality.ROBOTS})
NOT_THERE = frozenset({Quality.GONE, Quality.SOFT_404})
SEEN = frozenset({Quality.OK, Quality.NOT_MODIFIED})

RUN_SITES = """
    SELECT run_sites.*, runs.started_at, sites.name, sites.kind, sites.country, sites.url FROM run_sites
    JOIN runs ON runs.id = run_sites.run_id JOIN sites ON sites.id = run_sites.site_id"""
NEWEST = """sites.is_watched
    AND run_sites.run_id = (SELECT max(run_id) FROM run_sites AS other WHERE other.site_id = run_sites.site_id)"""
# The telling capture of each address in a run: the last that was seen, else the last.
VISITED = """
    SELECT captures.quality, captures.cause, captures.fetched_at, captures.is_unchanged, captures.address_id,
        addresses.address, addresses.seen_at,
        EXISTS (SELECT 1 FROM pages WHERE pages.address_id = addresses.id) AS has_pages,
        EXISTS (SELECT 1 FROM pages WHERE pages.address_id = addresses.id AND NOT pages.is_read
            AND pages.gone_at IS NULL) AS is_unread
    FROM (
        SELECT coalesce(max(CASE WHEN quality IN ('ok', 'not_modified') THEN id END), max(id)) AS id
        FROM captures WHERE run_id = ? AND site_id = ? GROUP BY address_id) AS telling
    JOIN captures ON captures.id = telling.id JOIN addresses ON addresses.id = captures.address_id"""
# An address that was never a page does not count: a sitemap that gave no document, a link that leads nowhere.
COUNTED = f"""
    SELECT quality, count(*) AS pages, total(is_unchanged) AS unchanged, total(is_unread) AS unread FROM ({VISITED})
    WHERE has_pages OR quality NOT IN ('ok', 'not_modified', 'gone', 'soft_404') GROUP BY quality"""  # noqa: S608
TROUBLED = f"""
    SELECT * FROM ({VISITED})
    WHERE quality NOT IN ('ok', 'not_modified') AND (has_pages OR quality NOT IN ('gone', 'soft_404'))
    ORDER BY address_id"""  # noqa: S608
PASSED_OVER = """
    SELECT count(*) FROM addresses
    WHERE site_id = ?1 AND first_run_id < ?2 AND ok_capture_id IS NOT NULL
      AND EXISTS (SELECT 1 FROM pages WHERE pages.address_id = addresses.id
        AND (pages.gone_at IS NULL OR pages.gone_at > ?3))
      AND NOT EXISTS (SELECT 1 FROM captures WHERE captures.run_id = ?2 AND captures.site_id = ?1
        AND captures.address_id = addresses.id)"""
INCIDENTS = """
    SELECT incidents.*, coalesce(sites.name, '') AS site FROM incidents
    LEFT JOIN sites ON sites.id = incidents.site_id WHERE incidents.run_id = ? ORDER BY incidents.id"""


@dataclass(slots=True)
class Counts:
    """The pages of one site in one run, counted."""

    seen: int = 0
    unchanged: int = 0
    blocked: int = 0
    failed: int = 0
    gone: int = 0
    unread: int = 0


def coverage(db: Database, run: int | None) -> tuple[SiteCoverage, ...]:
    """How much of each site a run saw; without a run, each site's newest."""
    condition, values = (NEWEST, ()) if run is None else ("run_sites.run_id = ?", (run,))
    rows = ask(db, f"{RUN_SITES} WHERE {condition} ORDER BY sites.name", values)
    by_run = {row["run_id"]: incidents(db, row["run_id"]) for row in rows}
    return tuple(_site(db, row, by_run[row["run_id"]]) for row in rows)


def pages_of(
    db: Database, since: datetime, until: datetime, names: Sequence[str] | None = None
) -> tuple[int, int, int]:
    """Pages seen and expected by each site's newest run of a period, and how many sites that are."""
    condition = """run_sites.run_id = (
        SELECT max(other.run_id) FROM run_sites AS other JOIN runs AS theirs ON theirs.id = other.run_id
        WHERE other.site_id = run_sites.site_id AND theirs.started_at >= ? AND theirs.started_at < ?)"""
    values: tuple[str, ...] = (stamp(since), stamp(until))
    if names is not None:
        condition, values = f"{condition} AND {NAMED}", (*values, dumps(list(names)))
    rows = ask(db, f"{RUN_SITES} WHERE {condition}", values)
    counted = [_counts(db, row) for row in rows]
    seen = sum(counts.seen for counts, _ in counted)
    return seen, seen + sum(c.blocked + c.failed + c.gone + unvisited for c, unvisited in counted), len(counted)


def incidents(db: Database, run: int) -> tuple[Incident, ...]:
    """What a run could not do."""
    return tuple(_incident(row) for row in ask(db, INCIDENTS, (run,)))


def runs(db: Database, limit: int) -> tuple[Run, ...]:
    """The newest runs, newest first."""
    sql = """
        SELECT runs.*, (SELECT count(*) FROM incidents WHERE incidents.run_id = runs.id) AS incidents
        FROM runs WHERE kind = 'visit' ORDER BY id DESC LIMIT ?"""
    return tuple(
        Run(row["id"], moment(row["started_at"]), moment_or_none(row["ended_at"]), row["incidents"])
        for row in ask(db, sql, (limit,))
    )


def sites(db: Database) -> tuple[Site, ...]:
    """Every site ever visited, as its watchlist entry stood at its last run, by name."""
    return tuple(
        Site(
            name=row["name"],
            url=row["url"],
            kind=SiteKind(row["kind"]),
            country=row["country"],
            markets=tuple(loads(row["markets"])),
            labels=tuple(loads(row["labels"])),
            spider=row["spider"],
            start=tuple(loads(row["start"])),
            delay=row["delay"],
            max_pages=row["max_pages"],
            render=bool(row["render"]),
            allow_private=bool(row["allow_private"]),
            night=row["night"],
            ocr=bool(row["ocr"]),
        )
        for row in ask(db, "SELECT * FROM sites ORDER BY name")
    )


def packs(db: Database) -> tuple[str, ...]:
    """The rule packs by which the pages that stand were last read."""
    sql = """
        SELECT packs FROM pack_sets
        WHERE id IN (SELECT pack_set_id FROM pages WHERE gone_at IS NULL) ORDER BY id DESC"""
    return tuple(dict.fromkeys(pack for row in ask(db, sql) for pack in loads(row["packs"])))


def _site(db: Database, row: Row, found: tuple[Incident, ...]) -> SiteCoverage:
    counts, unvisited = _counts(db, row)
    troubled = counts.blocked + counts.failed + counts.gone
    visited = ask(db, TROUBLED, (row["run_id"], row["site_id"])) if troubled else []
    return SiteCoverage(
        site=row["name"],
        kind=SiteKind(row["kind"]),
        country=row["country"],
        url=row["url"],
        run=row["run_id"],
        started_at=moment(row["started_at"]),
        expected=counts.seen + troubled + unvisited,
        seen=counts.seen,
        unchanged=counts.unchanged,
        blocked=counts.blocked,
        failed=counts.failed,
        gone=counts.gone,
        unvisited=unvisited,
        unread=counts.unread,
        troubles=tuple(map(_state, visited)),
        incidents=tuple(incident for incident in found if incident.site == row["name"]),
    )


def _counts(db: Database, row: Row) -> tuple[Counts, int]:
    """The pages of a site in a run, counted, and how many of those that were expected were not visited."""
    counts = Counts()
    for group in ask(db, COUNTED, (row["run_id"], row["site_id"])):
        _count(counts, group)
    passed_over = ask(db, PASSED_OVER, (row["site_id"], row["run_id"], row["started_at"]))[0][0]
    return counts, max(int(row["unvisited"]), int(passed_over))


def _count(counts: Counts, group: Row) -> None:
    quality, pages = Quality(group["quality"]), int(group["pages"])
    if quality in SEEN:
        counts.seen += pages
        counts.unchanged += int(group["unchanged"])
        counts.unread += int(group["unread"])
    elif quality in KEPT_OUT:
        counts.blocked += pages
    elif quality in NOT_THERE:
        counts.gone += pages
    else:
        counts.failed += pages


def _state(row: Row) -> PageState:
    return PageState(
        address=row["address"],
        quality=Quality(row["quality"]),
        cause=row["cause"],
        fetched_at=moment(row["fetched_at"]),
        last_ok=moment_or_none(row["seen_at"]),
    )


def _incident(row: Row) -> Incident:
    return Incident(row["site"], row["cause"], row["remedy"], row["address"], moment_or_none(row["at"]))
