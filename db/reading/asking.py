"""Helpers for questions: conditions that may be left out, and rows as values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from json import dumps, loads
from sqlite3 import Row

from claims.model import Level, Money
from db.base import Database

Value = str | int | float | None
CHUNK = 500
FOLLOWED = """
    SELECT DISTINCT coalesce(joined_to, id) FROM claims WHERE id IN (SELECT value FROM json_each(?)) ORDER BY 1"""
EVERY = -1  # as SQLite reads a limit
PRESSING = tuple(Level)
SELLING = "sites.kind IN ('brand', 'retailer', 'clinic')"
NAMED = "sites.name IN (SELECT value FROM json_each(?))"
BY_LEVEL = "CASE {0} WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 WHEN 'low' THEN 3 ELSE 4 END"


@dataclass(slots=True)
class Where:
    """The conditions of a question, in the order of their values."""

    conditions: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def add(self, condition: str, *values: Value) -> None:
        """One more condition that must hold."""
        self.conditions.append(condition)
        self.values.extend(values)

    def among(self, column: str, wanted: Sequence[Value]) -> None:
        """One more: a column holds one of these."""
        self.add(f"{column} IN ({','.join('?' * len(wanted))})", *wanted)

    def live(self, column: str, live: bool | None) -> None:
        """One more: it stands (True), it went (False), or either (None)."""
        if live is not None:
            self.add(f"{column} IS {'' if live else 'NOT '}NULL")

    def sql(self) -> str:
        """The conditions as a clause, empty where there are none."""
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""


def ask(db: Database, sql: str, values: Sequence[Value] = ()) -> list[Row]:
    """All rows of an answer."""
    return db.conn.execute(sql, values).fetchall()


def followed(db: Database, claims: Sequence[int]) -> tuple[int, ...]:
    """The claims known under these numbers, each once, in order; that of one that was joined leads to another."""
    return tuple(row[0] for row in ask(db, FOLLOWED, (dumps(list(claims)),)))


def pressing(db: Database, sql: str, level: Level, values: Sequence[Value], limit: int | None) -> tuple[int, ...]:
    """The numbers that a question gives for each level down to this one, the most pressing first, so many at most.

    The question takes a level, the values, and how many are still wanted.
    """
    found: list[int] = []
    for each in at_least(level):
        left = EVERY if limit is None else limit - len(found)
        found += [row[0] for row in ask(db, sql, (str(each), *values, left))]
    return tuple(found)


def chunks(wanted: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Numbers in portions that a question takes."""
    for start in range(0, len(wanted), CHUNK):
        yield tuple(wanted[start : start + CHUNK])


def at_least(level: Level) -> tuple[Level, ...]:
    """A level and all that are more pressing."""
    return PRESSING[: PRESSING.index(level) + 1]


def level_of(text: str | None) -> Level | None:
    """A level as stored."""
    return Level(text) if text else None


def money(amount: str | None, currency: str) -> Money | None:
    """A price as stored."""
    return None if amount is None else Money(Decimal(amount), currency)


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """(class, detail) pairs as stored."""
    return tuple((str(one), str(other)) for one, other in loads(text))
