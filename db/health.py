"""Whether a store's file is sound, and a copy of it that is known to be."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from db.connection import connected_to_read, guarded
from db.errors import StoreError, StoreUnusable
from db.queries import Reader
from db.visited import miscounted

if TYPE_CHECKING:
    import sqlite_utils

PAGES_A_STEP = 2000
FEW = 20
# Totals that are kept beside what they count, from their step on: by site, type, status and level, where they differ.
MISTOTALLED = """
    SELECT sites.name, type, status, level, total(kept) AS kept, total(anew) AS anew FROM (
        SELECT site_id, type, status, level, live AS kept, 0 AS anew FROM standing
        UNION ALL
        SELECT site_id, type, status, coalesce(level, ''), 0, count(*) FROM claims
        WHERE gone_at IS NULL GROUP BY site_id, type, status, level)
    JOIN sites ON sites.id = site_id GROUP BY site_id, type, status, level
    HAVING total(kept) <> total(anew) ORDER BY sites.name, type, status, level"""


def troubles(path: Path) -> tuple[str, ...]:
    """What SQLite finds wrong with a store, and totals that a recount contradicts; empty where it is sound.

    Raises StoreUnusable.
    """
    if not path.is_file():
        raise StoreUnusable(f"{path}: there is no store yet: run `exowatch crawl` first, or check --home")
    with guarded(path):
        connection = connected_to_read(path)
        try:
            return tuple(_troubles(_plain(connection)))
        finally:
            connection.close()


def backup(path: Path, target: Path) -> int:
    """Copies a store while others may use it, checks the copy, and gives its size in bytes.

    The copy is one file that is complete when it has its name. Raises StoreError where there is one of that name or
    the copy is not sound, StoreUnusable where the store cannot be read or the copy not written.
    """
    if target.exists():
        raise StoreError(f"{target}: is there already: name a new file, or move that one away")
    if not path.is_file():
        raise StoreUnusable(f"{path}: there is no store yet: run `exowatch crawl` first, or check --home")
    part = target.with_name(f"{target.name}.part")
    try:
        _copy(path, part)
        if found := troubles(part):
            raise StoreError(f"{path}: its copy is not sound ({found[0]}): run `exowatch doctor`")
        with Reader.open(part) as reader:
            reader.runs()
        _settle(part, target)
    finally:
        part.unlink(missing_ok=True)
    return target.stat().st_size


def _plain(connection: sqlite3.Connection) -> "sqlite_utils.Database":
    """The file by its tables, columns and indexes, of whatever schema it is."""
    # Loaded where a file is looked through or copied only: it brings numpy, 0.1 s and 13 MB.
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False)


def _troubles(db: "sqlite_utils.Database") -> Iterator[str]:
    for (line,) in db.execute(f"PRAGMA integrity_check({FEW})"):
        if line != "ok":
            yield str(line)
    for table, row, other, _ in db.execute("PRAGMA foreign_key_check").fetchmany(FEW):
        yield f"row {row} of {table} points to a row of {other} that is not there"
    yield from _miscounted(db)


def _miscounted(db: "sqlite_utils.Database") -> Iterator[str]:
    """Where totals that are kept differ from a recount; a file of an older schema keeps none."""
    if db.table("standing").exists():
        for site, type_, status, level, kept, anew in db.execute(MISTOTALLED).fetchmany(FEW):
            claims = f"{type_} claims, {status}, {level or 'no level'}"
            yield f"{site}: the total kept of {claims} is {kept:.0f}, a recount gives {anew:.0f}"
    if "is_counted" in db.table("run_sites").columns_dict:
        yield from miscounted(db.conn)[:FEW]


def _copy(path: Path, part: Path) -> None:
    part.unlink(missing_ok=True)
    with guarded(path):
        source = connected_to_read(path)
        try:
            with guarded(part):
                _copy_into(source, part)
        finally:
            source.close()


def _copy_into(source: sqlite3.Connection, part: Path) -> None:
    """The copy leaves WAL mode, so that it is one file and no more."""
    copy = sqlite3.connect(part)
    try:
        source.backup(copy, pages=PAGES_A_STEP)
        _plain(copy).disable_wal()
    finally:
        copy.close()


def _settle(part: Path, target: Path) -> None:
    """Put the copy on the disk, and only then under its name."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
