"""The counts that an edition needs: by level, by week, by type, by site."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from json import dumps

from claims.model import Level, SiteKind
from db.base import Database
from db.ranks import STRENGTHS
from db.reading.asking import NAMED, SELLING, ask, at_least
from db.reading.coverage import pages_of
from db.times import moment, stamp
from db.totals import MatrixCell, PeriodTotal, SiteTotal, SiteWeeks, TypeTotal, WeekTotal

WEEK = timedelta(days=7)
Names = Sequence[str] | None
Wanted = tuple[Names, Level | None]  # sites of these names, changes from this level up; None for all
NEWS = f"changes.is_news AND {SELLING}"
# Changes first, whatever the planner takes sites for: a period holds few, sites hold all there ever were.
CHANGES = "FROM changes CROSS JOIN sites ON sites.id = changes.site_id WHERE changes.at >= ? AND changes.at < ?"
# By the small indexes, whatever the planner makes of them: what a first look found is many times what is news.
AMONG_NEWS = CHANGES.replace("FROM changes", "FROM changes INDEXED BY changes_that_are_news")
AMONG_OURS = CHANGES.replace("FROM changes", "FROM changes INDEXED BY changes_that_are_ours")
SITES = """
    SELECT sites.name, sites.kind, sites.country, sites.url, sum(live), sum(live * (level = 'critical')),
        sum(live * (level = 'high')), sum(live * (level = 'medium')), sum(live * (level = 'low'))
    FROM standing JOIN sites ON sites.id = standing.site_id AND sites.is_watched
    WHERE standing.live > 0 GROUP BY standing.site_id"""
GONE = f"""
    SELECT sites.name AS site, changes.type AS type, count(*) AS gone {CHANGES} AND changes.kind = 'gone'
      AND sites.is_watched
    GROUP BY sites.name, changes.type"""
SITE_NEWS = f"SELECT sites.name AS site, count(*) AS news {AMONG_NEWS} AND {NEWS} GROUP BY sites.name"
RANKS = " ".join(f"WHEN '{status}' THEN {strength}" for status, strength in STRENGTHS.items())
CELLS = f"""
    SELECT sites.name, standing.type, sum(standing.live), max(CASE standing.status {RANKS} END)
    FROM standing JOIN sites ON sites.id = standing.site_id AND sites.is_watched
    WHERE standing.live > 0 GROUP BY standing.site_id, standing.type"""  # noqa: S608 - names are ours


def site_totals(db: Database) -> tuple[SiteTotal, ...]:
    """The live claims of each site by level, the site with the most pressing ones first."""
    totals = [SiteTotal(name, SiteKind(kind), *rest) for name, kind, *rest in ask(db, SITES)]
    return tuple(sorted(totals, key=lambda t: (-t.critical, -t.high, -t.medium, -t.low, -t.live, t.site)))


def week_totals(
    db: Database, until: datetime, weeks: int, sites: Names = None, level: Level | None = None
) -> tuple[WeekTotal, ...]:
    """The news of each of the weeks that end at `until`, oldest first; none from before the first run."""
    first = ask(db, "SELECT min(started_at) FROM runs")[0][0]
    totals: list[WeekTotal] = []
    for number in range(weeks, 0, -1):
        since, end = until - number * WEEK, until - (number - 1) * WEEK
        if first is not None and end > moment(first):
            levels = _levels(db, since, end, (sites, level))
            critical, high, medium, low = (levels.get(each, 0) for each in Level)
            ours = _technical(db, since, end, (sites, level))
            totals.append(WeekTotal(since, end, critical, high, medium, low, ours))
    return tuple(totals)


def site_weeks(db: Database, until: datetime, weeks: int) -> tuple[SiteWeeks, ...]:
    """The news of each site that has any in the weeks that end at `until`, by name."""
    found: dict[str, list[int]] = {}
    for number in range(weeks, 0, -1):
        since, end = until - number * WEEK, until - (number - 1) * WEEK
        for row in ask(db, SITE_NEWS, (stamp(since), stamp(end))):
            found.setdefault(row["site"], [0] * weeks)[weeks - number] = row["news"]
    return tuple(SiteWeeks(site, tuple(news)) for site, news in sorted(found.items()))


def type_totals(
    db: Database, since: datetime, until: datetime, weeks: int, sites: Names = None, level: Level | None = None
) -> tuple[TypeTotal, ...]:
    """The news of each claim type in the period and in the weeks before it, most news first."""
    now = _types(db, since, until, (sites, level))
    before = _types(db, since - weeks * WEEK, since, (sites, level))
    types = sorted(now.keys() | before.keys(), key=lambda name: (-now.get(name, 0), -before.get(name, 0), name))
    return tuple(TypeTotal(name, now.get(name, 0), before.get(name, 0), weeks) for name in types)


def period_total(
    db: Database, since: datetime, until: datetime, sites: Names = None, level: Level | None = None
) -> PeriodTotal:
    """The figures of one period."""
    levels = _levels(db, since, until, (sites, level))
    among, names = _among((sites, level))
    sql = f"""
        SELECT total(changes.kind = 'gone') AS gone, total(changes.is_softer) AS softened
        {CHANGES} AND changes.kind IN ('gone', 'status', 'level') AND NOT changes.is_technical
          AND changes.caused_by IS NULL AND {SELLING}{among}"""
    left = ask(db, sql, (stamp(since), stamp(until), *names))[0]
    seen, expected, visited = pages_of(db, since, until, sites)
    return PeriodTotal(
        news=sum(levels.values()),
        pressing=levels.get(Level.CRITICAL, 0) + levels.get(Level.HIGH, 0),
        gone=int(left["gone"]),
        softened=int(left["softened"]),
        pages_seen=seen,
        pages_expected=expected,
        sites=visited,
    )


def matrix(db: Database, since: datetime, until: datetime) -> tuple[MatrixCell, ...]:
    """Claim types by site: what stands, and what went in the period."""
    of_rank = {rank: status for status, rank in STRENGTHS.items()}
    gone = {(site, type_): number for site, type_, number in ask(db, GONE, (stamp(since), stamp(until)))}
    cells = [
        MatrixCell(site, type_, live, gone.pop((site, type_), 0), of_rank[strongest])
        for site, type_, live, strongest in ask(db, CELLS)
    ]
    cells += [MatrixCell(site, type_, 0, number, None) for (site, type_), number in gone.items()]
    return tuple(sorted(cells, key=lambda cell: (cell.site, cell.type)))


def _levels(db: Database, since: datetime, until: datetime, wanted: Wanted) -> dict[str | None, int]:
    """News by level, None where no flag was raised."""
    among, names = _among(wanted)
    sql = f"SELECT changes.level, count(*) AS news {AMONG_NEWS} AND {NEWS}{among} GROUP BY changes.level"
    return {row["level"]: row["news"] for row in ask(db, sql, (stamp(since), stamp(until), *names))}


def _technical(db: Database, since: datetime, until: datetime, wanted: Wanted) -> int:
    among, names = _among(wanted)
    sql = f"SELECT count(*) {AMONG_OURS} AND changes.is_technical AND changes.caused_by IS NULL AND {SELLING}{among}"
    return int(ask(db, sql, (stamp(since), stamp(until), *names))[0][0])


def _types(db: Database, since: datetime, until: datetime, wanted: Wanted) -> dict[str, int]:
    among, names = _among(wanted)
    sql = f"""
        SELECT changes.type, count(*) AS news {AMONG_NEWS} AND {NEWS} AND changes.type <> ''{among}
        GROUP BY changes.type"""
    return {row["type"]: row["news"] for row in ask(db, sql, (stamp(since), stamp(until), *names))}


def _among(wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    """The condition that keeps only what is wanted, with its values; nothing where all is."""
    sites, level = wanted
    named, values = ("", ()) if sites is None else (f" AND {NAMED}", (dumps(list(sites)),))
    if level is None:
        return named, values
    levels = at_least(level)
    return f"{named} AND changes.level IN ({', '.join('?' * len(levels))})", (*values, *levels)
