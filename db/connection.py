"""Connections to the store's file, and SQLite's complaints in words that say what to do."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.base import Database
from db.errors import StoreBusy, StoreUnusable
from db.migrations import bring_up_to_date, has_table, is_behind, refuse_newer

BUSY_SECONDS = 30.0
SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 4000",  # of 16 MB at most: pages that are written over and over are put in place once
)
# By SQLite's own names for its errors, without what follows the second word.
REMEDIES = {
    "SQLITE_FULL": "the disk is full: free some space and run the same command again, nothing half-written was kept",
    "SQLITE_READONLY": "it cannot be written: make the file and its folder writable for this user",
    "SQLITE_CANTOPEN": "it cannot be opened: check that the folder exists and that this user may write there",
    "SQLITE_PERM": "access is refused: make the file and its folder readable and writable for this user",
    "SQLITE_NOTADB": "it is no database: move it away, or point --home at another folder",
    "SQLITE_CORRUPT": "it is damaged: put back a backup, or move it and the captures away and begin anew",
    "SQLITE_IOERR": "the disk fails: check the disk and its space, then run the same command again",
}
BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")


def open_for_writing(path: Path, busy_seconds: float = BUSY_SECONDS) -> Database:
    """A connection that writes, on a file in WAL mode with the newest schema."""
    with guarded(path):
        connection = sqlite3.connect(path, timeout=busy_seconds, check_same_thread=False, cached_statements=512)
        try:
            return _prepared(connection, path)
        except BaseException:
            connection.close()
            raise


def open_for_reading(path: Path, busy_seconds: float = BUSY_SECONDS) -> Database:
    """A connection that only reads. Raises StoreUnusable where there is no store of this version."""
    if not path.is_file():
        raise StoreUnusable(f"{path}: there is no store yet: run `exowatch crawl` first, or check --home")
    with guarded(path):
        _renew(path, busy_seconds)
        connection = connected_to_read(path, busy_seconds)
        try:
            db = Database(connection)
            refuse_newer(db, path)
            if not has_table(db, "sites"):
                raise StoreUnusable(f"{path}: holds no store yet: run `exowatch crawl` first")
        except BaseException:
            connection.close()
            raise
        return db


def connected_to_read(path: Path, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection that only reads, on a disk that cannot be written as well."""
    how = "mode=ro&immutable=1" if _is_set_in_stone(path) else "mode=ro"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=busy_seconds)


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into StoreUnusable or StoreBusy, and what to do; others pass as they are."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(BUSY):
            raise StoreBusy(f"{path}: another process holds it: wait until that one is done, then run again") from error
        for start, remedy in REMEDIES.items():
            if name.startswith(start):
                raise StoreUnusable(f"{path}: {remedy} ({error})") from error
        raise


def _is_set_in_stone(path: Path) -> bool:
    """Whether nobody can write the file meanwhile, as its disk is for reading only, and all of it is in the file."""
    log = path.with_name(f"{path.name}-wal")
    is_whole = not log.exists() or not log.stat().st_size
    return is_whole and bool(os.statvfs(path.parent).f_flag & os.ST_RDONLY)


def _renew(path: Path, busy_seconds: float) -> None:
    """Bring a file of an older schema up to date, so that every question can be asked of it."""
    connection = connected_to_read(path, busy_seconds)
    try:
        is_older = is_behind(Database(connection))
    finally:
        connection.close()
    if is_older:
        open_for_writing(path, busy_seconds).close()


def _prepared(connection: sqlite3.Connection, path: Path) -> Database:
    db = Database(connection)
    for setting in SETTINGS:
        db.execute(setting)
    bring_up_to_date(db, path)
    return db
