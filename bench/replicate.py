"""A store with many times the sites, made of one: every row that belongs to a site copied in SQL."""

import sqlite3
from datetime import datetime
from pathlib import Path

TABLES = (
    "sites",
    "run_sites",
    "addresses",
    "captures",
    "pages",
    "products",
    "product_pages",
    "sources",
    "claims",
    "wordings",
    "places",
    "changes",
)


def replicate(path: Path, times: int) -> None:
    """Fill a store up to so many times its sites; all that it held is told to both audiences then."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN")
    steps = {table: _highest(connection, table) for table in TABLES}
    statements = [_copy(connection, table, steps) for table in TABLES]
    for copy in range(1, times):
        for statement in statements:
            connection.execute(statement, {"copy": copy})
    for audience in ("regulator", "brand"):
        connection.execute("INSERT INTO audiences SELECT ?, max(id) FROM changes", (audience,))
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def news(path: Path, number: int, at: datetime) -> None:
    """So many claims, spread over all sites, made new at a moment."""
    connection = sqlite3.connect(path)
    stamp = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    connection.execute(
        """INSERT INTO changes (kind, at, run_id, site_id, address, subject, before, after, level, type, claim_id,
            is_technical, is_baseline, is_softer, is_news, reason)
        SELECT 'new', ?1, 1, claims.site_id, pages.address, places.quote, '', '', claims.level, claims.type, claims.id,
            0, 0, 0, 1, ''
        FROM claims JOIN places ON places.id = claims.place_id JOIN pages ON pages.id = places.page_id
        WHERE claims.id % ((SELECT max(id) FROM claims) / ?2) = 1 LIMIT ?2""",
        (stamp, number),
    )
    connection.execute(
        "UPDATE claims SET first_seen = ? WHERE id IN (SELECT claim_id FROM changes WHERE is_news)", (stamp,)
    )
    connection.commit()
    connection.close()


def forget_editions(path: Path) -> None:
    """Take back every edition, so that the next tells the same."""
    connection = sqlite3.connect(path)
    for table in ("outbox", "edition_views", "edition_changes", "editions"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("UPDATE audiences SET told_through = (SELECT min(id) - 1 FROM changes WHERE is_news)")
    connection.commit()
    connection.close()


def _highest(connection: sqlite3.Connection, table: str) -> int:
    columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    return int(connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0) if "id" in columns else 0


def _copy(connection: sqlite3.Connection, table: str, steps: dict[str, int]) -> str:
    """The statement that copies a table's first rows, with every number moved on by as much as its table needs."""
    leads = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
    names, values = [], []
    for _, name, *_ in connection.execute(f"PRAGMA table_info({table})"):
        moved = table if name == "id" else leads.get(name, "")
        names.append(name)
        if moved in steps:
            values.append(f"{name} + :copy * {steps[moved]}")
        else:
            values.append("name || ' ' || :copy" if (table, name) == ("sites", "name") else name)
    first = ("id", steps[table]) if steps[table] else ("site_id", steps["sites"])
    where = f"{first[0]} <= {first[1]}"
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table} WHERE {where}"
