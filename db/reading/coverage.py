"""How much of each site a run saw, and what it could not do."""

from collections.abc import Sequence
from datetime import datetime
from json import dumps, loads
from sqlite3 import Row

from claims.model import SiteKind
from db.base import Database
from db.known import PageState, Run, SiteCoverage
from db.leads import Endless, LeftOut, Refused
from db.model import Incident, Quality, Site
from db.reading.asking import NAMED, ask
from db.times import moment, moment_or_none, stamp
from db.visited import HAS_PAGES, NEWEST, Counts, counted, kept

RUN_SITES = """
    SELECT run_sites.*, runs.started_at, sites.name, sites.kind, sites.country, sites.url FROM run_sites
    JOIN runs ON runs.id = run_sites.run_id JOIN sites ON sites.id = run_sites.site_id"""
# Addresses of which a run saw nothing, each with its last capture there, by the small index of trouble.
TROUBLED = f"""
    SELECT telling.quality, telling.cause, telling.fetched_at, addresses.address, addresses.seen_at
    FROM captures AS telling JOIN addresses ON addresses.id = telling.address_id
    WHERE telling.id IN (
        SELECT max(id) FROM captures INDEXED BY captures_in_trouble
        WHERE run_id = ?1 AND site_id = ?2 AND quality NOT IN ('ok', 'not_modified') GROUP BY address_id)
      AND NOT EXISTS (
        SELECT 1 FROM captures WHERE captures.run_id = ?1 AND captures.site_id = ?2
          AND captures.address_id = telling.address_id AND captures.quality IN ('ok', 'not_modified'))
      AND (telling.quality NOT IN ('gone', 'soft_404') OR {HAS_PAGES})
    ORDER BY telling.address_id"""  # noqa: S608
SITES = "SELECT * FROM sites"
INCIDENTS = """
    SELECT incidents.*, coalesce(sites.name, '') AS site FROM incidents
    LEFT JOIN sites ON sites.id = incidents.site_id WHERE incidents.run_id = ? ORDER BY incidents.id"""


def coverage(db: Database, run: int | None) -> tuple[SiteCoverage, ...]:
    """How much of each site a run saw; without a run, each site's newest."""
    condition, values = (f"sites.is_watched AND {NEWEST}", ()) if run is None else ("run_sites.run_id = ?", (run,))
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
    found = [(_counts(db, row), int(row["unvisited"])) for row in rows]
    seen = sum(counts.seen for counts, _ in found)
    return seen, seen + sum(_missed(counts, unvisited) for counts, unvisited in found), len(found)


def incidents(db: Database, run: int) -> tuple[Incident, ...]:
    """What a run could not do."""
    return tuple(_incident(row) for row in ask(db, INCIDENTS, (run,)))


def runs(db: Database, limit: int) -> tuple[Run, ...]:
    """The newest runs, newest first."""
    sql = """
        SELECT runs.*, (SELECT count(*) FROM incidents WHERE incidents.run_id = runs.id) AS incidents
        FROM runs WHERE kind = 'visit' ORDER BY id DESC LIMIT ?"""
    return tuple(
        Run(
            id=row["id"],
            started_at=moment(row["started_at"]),
            ended_at=moment_or_none(row["ended_at"]),
            incidents=row["incidents"],
            country_of_exit=row["country_of_exit"],
        )
        for row in ask(db, sql, (limit,))
    )


def sites(db: Database, name: str | None = None) -> tuple[Site, ...]:
    """Every site ever visited, as its watchlist entry stood at its last run, by name; with `name` only that one."""
    where, values = ("", ()) if name is None else (" WHERE name = ?", (name,))
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
        for row in ask(db, f"{SITES}{where} ORDER BY name", values)
    )


def labelled(db: Database, label: str) -> tuple[str, ...]:
    """The names of the sites that bear a label."""
    sql = "SELECT name FROM sites WHERE EXISTS (SELECT 1 FROM json_each(sites.labels) WHERE value = ?) ORDER BY name"
    return tuple(row["name"] for row in ask(db, sql, (label,)))


def packs(db: Database) -> tuple[str, ...]:
    """The rule packs by which the pages that stand were last read."""
    sql = """
        SELECT packs FROM pack_sets
        WHERE EXISTS (SELECT 1 FROM pages WHERE pages.pack_set_id = pack_sets.id AND pages.gone_at IS NULL)
        ORDER BY id DESC"""
    return tuple(dict.fromkeys(pack for row in ask(db, sql) for pack in loads(row["packs"])))


def _site(db: Database, row: Row, found: tuple[Incident, ...]) -> SiteCoverage:
    counts = _counts(db, row)
    troubled = counts.blocked + counts.failed + counts.gone
    visited = ask(db, TROUBLED, (row["run_id"], row["site_id"])) if troubled else []
    return SiteCoverage(
        site=row["name"],
        kind=SiteKind(row["kind"]),
        country=row["country"],
        url=row["url"],
        run=row["run_id"],
        started_at=moment(row["started_at"]),
        expected=counts.seen + _missed(counts, row["unvisited"]),
        seen=counts.seen,
        unchanged=counts.unchanged,
        blocked=counts.blocked,
        failed=counts.failed,
        gone=counts.gone,
        unvisited=max(row["unvisited"], counts.passed_over),
        unread=counts.unread,
        troubles=tuple(map(_state, visited)),
        incidents=tuple(incident for incident in found if incident.site == row["name"]),
        endless=_left_out(row, Endless),
        refused=_left_out(row, Refused),
    )


def _left_out(row: Row, reasons: type[Endless | Refused]) -> tuple[LeftOut, ...]:
    """What was not followed for reasons of one sort; both sorts are kept together."""
    known = {reason.value: reason for reason in reasons}
    return tuple(LeftOut(known[reason], count) for reason, count in loads(row["endless"]) if reason in known)


def _counts(db: Database, row: Row) -> Counts:
    """The pages of a site in a run, as kept when it ended, or counted while that is not."""
    return kept(row) if row["is_counted"] else counted(db.conn, row["run_id"], row["site_id"], row["started_at"])


def _missed(counts: Counts, unvisited: int) -> int:
    """How many pages that were expected were not seen."""
    return counts.blocked + counts.failed + counts.gone + max(unvisited, counts.passed_over)


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
