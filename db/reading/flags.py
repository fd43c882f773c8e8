"""Sets of flags with their provisions, each read once a question."""

from json import loads
from sqlite3 import Row

from claims.model import Level, Provision
from db.base import Database
from db.known import KnownFlag
from db.reading.asking import ask


class FlagSets:
    """Flags by the number of their set; what was read once is not asked for again."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._sets: dict[int, tuple[KnownFlag, ...]] = {}
        self._provisions: dict[int, Provision] = {}

    def of(self, number: int | None) -> tuple[KnownFlag, ...]:
        """The flags of a set, the most pressing first; none for None."""
        if number is None:
            return ()
        if number not in self._sets:
            rows = ask(self._db, "SELECT * FROM flags WHERE flag_set_id = ? ORDER BY id", (number,))
            flags = sorted((self._flag(row) for row in rows), key=lambda flag: list(Level).index(flag.level))
            self._sets[number] = tuple(flags)
        return self._sets[number]

    def _flag(self, row: Row) -> KnownFlag:
        return KnownFlag(
            market=row["market"],
            level=Level(row["level"]),
            nature=row["nature"],
            rule=row["rule"],
            reason=row["reason"],
            clears_if=row["clears_if"],
            provisions=tuple(self._provision(number) for number in loads(row["provisions"])),
            comparison=tuple(self._provision(number) for number in loads(row["comparison"])),
            confirmed=bool(row["confirmed"]),
            general=bool(row["is_general"]),
        )

    def _provision(self, number: int) -> Provision:
        if number not in self._provisions:
            row = ask(self._db, "SELECT * FROM provisions WHERE id = ?", (number,))[0]
            self._provisions[number] = Provision(
                id=row["name"],
                market=row["market"],
                instrument=row["instrument"],
                provision=row["provision"],
                title=row["title"],
                says=row["says"],
                address=row["address"],
                confirmed=bool(row["confirmed"]),
                kind=row["kind"],
            )
        return self._provisions[number]
