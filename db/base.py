"""The store's file while it is open: a connection, as all questions and all writing take it."""

import sqlite3
from collections.abc import Sequence


class Database:
    """A connection whose rows are asked for by name; each statement outside a transaction stands by itself."""

    __slots__ = ("conn",)

    def __init__(self, conn: sqlite3.Connection) -> None:
        conn.row_factory = sqlite3.Row
        conn.isolation_level = None
        conn.execute("PRAGMA recursive_triggers = ON")
        self.conn = conn

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> sqlite3.Cursor:
        """What the statement gives."""
        return self.conn.execute(sql, parameters)

    def close(self) -> None:
        """Lets go of the file."""
        self.conn.close()
