"""Rows in and out of the tables, for names that this package's code spells out."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from sqlite3 import Row

from db.base import Database

Value = str | int | float | bytes | None
CHUNK = 500


def insert(db: Database, table: str, **values: Value) -> int:
    """Write a new row; gives its id."""
    cursor = db.conn.execute(_insert(table, tuple(values)), tuple(values.values()))
    return int(cursor.lastrowid or 0)


def update(db: Database, table: str, row: int, **values: Value) -> None:
    """Change columns of the row with that id."""
    db.conn.execute(_update(table, tuple(values)), (*values.values(), row))


def differs(row: Row, values: dict[str, Value]) -> bool:
    """Whether a row holds anything other than these values."""
    return any(row[column] != value for column, value in values.items())


def one(db: Database, sql: str, *parameters: Value) -> Row | None:
    """The first row of an answer, None where there is none."""
    found: Row | None = db.conn.execute(sql, parameters).fetchone()
    return found


def many(db: Database, sql: str, *parameters: Value) -> list[Row]:
    """All rows of an answer."""
    return db.conn.execute(sql, parameters).fetchall()


def many_in(db: Database, sql: str, before: Sequence[Value], wanted: Sequence[Value]) -> Iterator[Row]:
    """The rows of a question that ends in `IN`, for any number of wanted values."""
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        yield from db.conn.execute(f"{sql} ({','.join('?' * len(part))})", (*before, *part))


@lru_cache(maxsize=256)
def _insert(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - names are ours


@lru_cache(maxsize=256)
def _update(table: str, columns: tuple[str, ...]) -> str:
    return f"UPDATE {table} SET {', '.join(f'{column} = ?' for column in columns)} WHERE id = ?"  # noqa: S608 - names are ours
