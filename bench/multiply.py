"""A store with many times the claims, made of one: each claim with its words, its place and its changes, in SQL."""

import sqlite3
from pathlib import Path

# In the order in which one needs the other. A copy stands on the page that is so many further on.
TABLES = ("claims", "wordings", "places", "changes", "edition_changes")
PLACE = "places"
# Copied changes come at their own time: numbers follow it, as they do in a store that was written day by day.
IN_ORDER = (
    "CREATE TEMP TABLE ordered AS SELECT id AS old, row_number() OVER (ORDER BY at, id) AS new FROM changes",
    "CREATE INDEX temp.ordered_by_old ON ordered(old)",
    "UPDATE edition_changes SET change_id = -(SELECT new FROM ordered WHERE old = change_id)",
    "UPDATE edition_changes SET change_id = -change_id",
    "UPDATE changes SET id = -(SELECT new FROM ordered WHERE old = id)",
    "UPDATE changes SET id = -id",
    """UPDATE audiences SET told_through = (SELECT min(id) FROM changes WHERE NOT EXISTS (
        SELECT 1 FROM edition_changes WHERE audience = audiences.name AND change_id = changes.id)) - 1""",
    "ANALYZE",
)


def multiply(path: Path, times: int) -> int:
    """Fill a store up to so many times its claims; how many it has then."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    steps = {table: _highest(connection, table) for table in TABLES}
    statements = [_copy(connection, table, steps) for table in TABLES]
    for copy in range(1, times):
        for statement in statements:
            connection.execute(statement, {"copy": copy})
    for statement in IN_ORDER:
        connection.execute(statement)
    connection.execute("COMMIT")
    (claims,) = connection.execute("SELECT count(*) FROM claims").fetchone()
    connection.close()
    return int(claims)


def _highest(connection: sqlite3.Connection, table: str) -> int:
    columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    return int(connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]) if "id" in columns else 0


def _copy(connection: sqlite3.Connection, table: str, steps: dict[str, int]) -> str:
    """The statement that copies a table's first rows, with every number moved on by as much as its table needs."""
    leads = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
    names, values = [], []
    for _, name, *_ in connection.execute(f"PRAGMA table_info({table})"):
        moved = table if name == "id" else leads.get(name, "")
        names.append(name)
        values.append(f"{name} + :copy * {steps[moved]}" if moved in steps else _other(table, name))
    first = "id" if steps[table] else "change_id"
    highest = steps[table] or steps["changes"]
    where = f"{first} <= {highest}"
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table} WHERE {where}"


def _other(table: str, column: str) -> str:
    if (table, column) == (PLACE, "page_id"):
        return "page_id + :copy"
    return "key || :copy" if (table, column) == ("wordings", "key") else column
