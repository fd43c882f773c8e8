"""What a run saw of a site, counted by address: the one definition, for what is kept and for what is counted anew."""

from dataclasses import astuple, dataclass, fields
from sqlite3 import Connection, Row

from db.model import Quality

# What kept a page from being seen, by kind of trouble; all else that is not ok has failed.
KEPT_OUT = frozenset({Quality.BLOCKED, Quality.CONSENT, Quality.LOGIN, Quality.ROBOTS})
NOT_THERE = frozenset({Quality.GONE, Quality.SOFT_404})
SEEN = frozenset({Quality.OK, Quality.NOT_MODIFIED})

HAS_PAGES = "EXISTS (SELECT 1 FROM pages WHERE pages.address_id = telling.address_id)"
# The telling capture of each address in a run: the last that was seen, else the last.
TELLING = """
    SELECT coalesce(max(CASE WHEN quality IN ('ok', 'not_modified') THEN id END), max(id)) AS id
    FROM captures WHERE run_id = ? AND site_id = ? GROUP BY address_id"""
# An address that was never a page does not count: a sitemap that gave no document, a link that leads nowhere.
COUNTED = f"""
    SELECT telling.quality, count(*) AS pages, total(telling.is_unchanged) AS unchanged,
        total(EXISTS (SELECT 1 FROM pages WHERE pages.address_id = telling.address_id AND NOT pages.is_read
            AND pages.gone_at IS NULL)) AS unread
    FROM captures AS telling
    WHERE telling.id IN ({TELLING})
      AND (telling.quality NOT IN ('ok', 'not_modified', 'gone', 'soft_404') OR {HAS_PAGES})
    GROUP BY telling.quality"""  # noqa: S608 - parts are ours
PASSED_OVER = """
    SELECT count(*) AS pages FROM addresses
    WHERE site_id = ?1 AND first_run_id < ?2 AND ok_capture_id IS NOT NULL
      AND EXISTS (SELECT 1 FROM pages WHERE pages.address_id = addresses.id
        AND (pages.gone_at IS NULL OR pages.gone_at > ?3))
      AND NOT EXISTS (SELECT 1 FROM captures WHERE captures.run_id = ?2 AND captures.site_id = ?1
        AND captures.address_id = addresses.id)"""
# The newest run of each site.
NEWEST = "run_sites.run_id = (SELECT max(run_id) FROM run_sites AS other WHERE other.site_id = run_sites.site_id)"


@dataclass(frozen=True, slots=True)
class Counts:
    """The pages of one site in one run; `passed_over` were known before and not asked for."""

    seen: int = 0
    unchanged: int = 0
    blocked: int = 0
    failed: int = 0
    gone: int = 0
    unread: int = 0
    passed_over: int = 0


COLUMNS = tuple(each.name for each in fields(Counts))
KEEP = f"UPDATE run_sites SET {', '.join(f'{name} = ?' for name in COLUMNS)}, is_counted = 1"  # noqa: S608
TO_KEEP = f"""
    SELECT run_sites.run_id, run_sites.site_id, runs.started_at FROM run_sites JOIN runs ON runs.id = run_sites.run_id
    WHERE NOT run_sites.is_counted AND {NEWEST}"""  # noqa: S608
KEPT = f"""
    SELECT sites.name, run_sites.run_id, run_sites.site_id, runs.started_at,
        {", ".join(f"run_sites.{name}" for name in COLUMNS)}
    FROM run_sites JOIN runs ON runs.id = run_sites.run_id JOIN sites ON sites.id = run_sites.site_id"""  # noqa: S608


def counted(connection: Connection, run: int, site: int, started_at: str) -> Counts:
    """The pages of a site in a run, counted from its captures."""
    found = dict.fromkeys(COLUMNS, 0)
    for quality, pages, unchanged, unread in connection.execute(COUNTED, (run, site)):
        found[_kind(Quality(quality))] += pages
        if quality in SEEN:
            found["unchanged"] += int(unchanged)
            found["unread"] += int(unread)
    (found["passed_over"],) = connection.execute(PASSED_OVER, (site, run, started_at)).fetchone()
    return Counts(**found)


def kept(row: Row) -> Counts:
    """The counts that a row of a run and a site holds."""
    return Counts(*(row[name] for name in COLUMNS))


def keep_counts(connection: Connection) -> None:
    """Count what the newest run of each site saw, where that is not kept already."""
    for run, site, started_at in connection.execute(TO_KEEP).fetchall():
        values = astuple(counted(connection, run, site, started_at))
        connection.execute(f"{KEEP} WHERE run_id = ? AND site_id = ?", (*values, run, site))


def miscounted(connection: Connection) -> list[str]:
    """The sites whose kept counts differ from a recount, each with both."""
    rows = connection.execute(f"{KEPT} WHERE run_sites.is_counted AND {NEWEST} ORDER BY sites.name").fetchall()
    found = []
    for name, run, site, started_at, *values in rows:
        known, anew = Counts(*values), counted(connection, run, site, started_at)
        if known != anew:
            found.append(f"{name}: the pages kept of run {run} are {known}, a recount gives {anew}")
    return found


def _kind(quality: Quality) -> str:
    if quality in SEEN:
        return "seen"
    if quality in KEPT_OUT:
        return "blocked"
    return "gone" if quality in NOT_THERE else "failed"
