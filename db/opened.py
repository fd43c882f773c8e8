"""A store that is open for reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from db.base import Database
from db.connection import guarded, open_for_reading


class OpenStore:
    """The store's file, held open; a context manager that lets go of it."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self._db = db

    @classmethod
    def open(cls, path: Path) -> Self:
        """The store in that file. Raises StoreUnusable where there is none that this version can read."""
        return cls(path, open_for_reading(path))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def still(self) -> Iterator[None]:
        """All questions asked inside see the store as it stood at the first one, whatever is written meanwhile."""
        if self._db.conn.in_transaction:
            yield
            return
        with guarded(self.path):
            self._db.conn.execute("BEGIN")
            try:
                yield
            finally:
                self._db.conn.rollback()
