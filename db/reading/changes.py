"""What happened, and what of it each audience has been told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from json import dumps
from sqlite3 import Row

from db.base import Database
from db.known import Change, Edition
from db.model import ChangeKind
from db.reading.asking import SELLING, Where, ask, level_of
from db.reading.near import listed
from db.times import moment, moment_or_none, stamp

CHANGES = "SELECT changes.*, sites.name AS site FROM changes JOIN sites ON sites.id = changes.site_id"
# Changes first, from the first that was not told on, whatever the planner takes sites for.
UNTOLD = "SELECT changes.*, sites.name AS site FROM changes CROSS JOIN sites ON sites.id = changes.site_id"
NOT_TOLD = """NOT EXISTS (
    SELECT 1 FROM edition_changes WHERE edition_changes.audience = ? AND edition_changes.change_id = changes.id)"""
THROUGH = "changes.id > coalesce((SELECT told_through FROM audiences WHERE name = ?), 0)"
OF_CLAIMS = " WHERE changes.claim_id IN (SELECT value FROM json_each(?))"
OF_PRODUCTS = """ WHERE changes.product_id IN (SELECT value FROM json_each(?))
        AND changes.kind IN ('source', 'conflict_opened', 'conflict_closed', 'level')"""
# (site, address) pairs; of a page only what no claim and no product moved.
OF_PAGES = """
    SELECT changes.*, sites.name AS site FROM json_each(?) AS page
    CROSS JOIN sites ON sites.name = json_extract(page.value, '$[0]')
    CROSS JOIN changes ON changes.site_id = sites.id AND changes.address = json_extract(page.value, '$[1]')
    WHERE changes.product_id IS NULL AND changes.claim_id IS NULL
        AND changes.kind IN ('source', 'conflict_opened', 'conflict_closed', 'level')"""
EDITIONS = """
    SELECT editions.*, (SELECT count(*) FROM edition_changes WHERE edition = editions.number) AS changes
    FROM editions"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for; empty fields ask for all."""

    since: datetime | None = None
    until: datetime | None = None
    kinds: Sequence[ChangeKind] = ()
    site: str = ""
    claim: int | None = None
    run: int | None = None
    limit: int | None = None
    news: bool = False


def changes(db: Database, wanted: Wanted) -> tuple[Change, ...]:
    """What happened in [since, until), oldest first."""
    where = Where()
    if wanted.since is not None:
        where.add("changes.at >= ?", stamp(wanted.since))
    if wanted.until is not None:
        where.add("changes.at < ?", stamp(wanted.until))
    if wanted.kinds:
        where.among("changes.kind", tuple(wanted.kinds))
    if wanted.site:
        where.add("changes.site_id = (SELECT id FROM sites WHERE name = ?)", wanted.site)
    if wanted.claim is not None:
        where.add("changes.claim_id = (SELECT coalesce(joined_to, id) FROM claims WHERE id = ?)", wanted.claim)
    if wanted.run is not None:
        where.add("changes.run_id = ?", wanted.run)
    if wanted.news:
        where.add(f"changes.is_news AND {SELLING}")
    limit = "" if wanted.limit is None else f" LIMIT {int(wanted.limit)}"
    rows = ask(db, f"{CHANGES}{where.sql()} ORDER BY changes.at, changes.id{limit}", where.values)
    return tuple(_change(row) for row in rows)


def untold(db: Database, audience: str, until: datetime | None) -> tuple[Change, ...]:
    """The changes before `until` that no edition of an audience has told, oldest first."""
    where = Where()
    where.add("changes.caused_by IS NULL")
    where.add(THROUGH, audience)
    where.add(NOT_TOLD, audience)
    if until is not None:
        where.add("changes.at < ?", stamp(until))
    rows = ask(db, f"{UNTOLD}{where.sql()} ORDER BY +changes.at, changes.id", where.values)
    return tuple(_change(row) for row in rows)


def about(
    db: Database, claims: Sequence[int], products: Sequence[int], pages: Sequence[tuple[str, str]]
) -> tuple[Change, ...]:
    """All that ever happened to some claims, to the stated sources of some products, and to those of some pages."""
    rows = [
        *ask(db, CHANGES + OF_CLAIMS, (listed(claims),)),
        *ask(db, CHANGES + OF_PRODUCTS, (listed(products),)),
        *ask(db, OF_PAGES, (dumps(pages),)),
    ]
    return tuple(_change(row) for row in sorted(rows, key=lambda row: (row["at"], row["id"])))


def told_in(db: Database, edition: int) -> tuple[Change, ...]:
    """What an edition told, oldest first."""
    sql = f"{CHANGES} JOIN edition_changes ON edition_changes.change_id = changes.id WHERE edition_changes.edition = ?"
    return tuple(_change(row) for row in ask(db, f"{sql} ORDER BY changes.at, changes.id", (edition,)))


def editions(db: Database, audience: str) -> tuple[Edition, ...]:
    """Closed editions, newest first; of all audiences where none is named."""
    where = Where()
    if audience:
        where.add("editions.audience = ?", audience)
    return tuple(_edition(row) for row in ask(db, f"{EDITIONS}{where.sql()} ORDER BY number DESC", where.values))


def edition(db: Database, number: int) -> Edition | None:
    """One closed edition; None where there is none of that number."""
    rows = ask(db, f"{EDITIONS} WHERE editions.number = ?", (number,))
    return _edition(rows[0]) if rows else None


def next_edition(db: Database) -> int:
    """The number that the next edition takes."""
    return int(ask(db, "SELECT coalesce(max(number), 0) + 1 FROM editions")[0][0])


def _edition(row: Row) -> Edition:
    return Edition(
        number=row["number"],
        audience=row["audience"],
        since=moment(row["since"]),
        until=moment(row["until"]),
        rendered_at=moment(row["rendered_at"]),
        changes=row["changes"],
        path=row["path"],
        permanent_id=row["permanent_id"],
    )


def _change(row: Row) -> Change:
    return Change(
        id=row["id"],
        kind=ChangeKind(row["kind"]),
        at=moment(row["at"]),
        site=row["site"],
        address=row["address"],
        subject=row["subject"],
        before=row["before"],
        after=row["after"],
        level=level_of(row["level"]),
        claim=row["claim_id"],
        product=row["product_id"],
        technical=bool(row["is_technical"]),
        seen_at=moment_or_none(row["seen_at"]),
        missed_at=moment_or_none(row["missed_at"]),
        baseline=bool(row["is_baseline"]),
        type=row["type"],
        reason=row["reason"],
        caused_by=row["caused_by"],
    )
