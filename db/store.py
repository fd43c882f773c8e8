"""The one writer of the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from db.model import Incident, Recorded, Site, Validators, Visit


class Store:
    """The store, open for writing; use as a context manager, from one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, path: Path, *, now: datetime) -> Self:
        """The store in that file, made or brought up to date where needed.

        Raises StoreUnusable (full disk, read-only folder, damaged file, newer schema) or StoreBusy.
        """
        return cls(path)

    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin_run(self, sites: Sequence[Site], at: datetime) -> int:
        """The number of a new run over these sites; their entries are kept as they stand in the watchlist now."""
        return 1

    def end_run(self, run: int, at: datetime) -> None:
        """Close a run: what its listings dropped and no page contradicted is gone."""

    def record(self, run: int, visit: Visit) -> Recorded:
        """Keep one capture and all that follows from it, in one transaction."""
        return Recorded(capture=0, changes=0, unchanged=False)

    def validators(self, site: str) -> Mapping[str, Validators]:
        """The validators to send, by address; an address that is to be fetched in full is not in it."""
        return {}

    def suspects(self, run: int, site: str) -> tuple[str, ...]:
        """The addresses whose ok capture in this run lacked something known: to be fetched once more, in full."""
        return ()

    def known_addresses(self, site: str) -> tuple[str, ...]:
        """The addresses where a page is expected, those with claims or products first."""
        return ()

    def unvisited(self, run: int, site: str, count: int) -> None:
        """Keep how many addresses were found but lay past the site's budget of pages."""

    def incident(self, run: int, incident: Incident) -> None:
        """Keep something that the run could not do."""

    def close_edition(
        self,
        audience: str,
        since: datetime,
        until: datetime,
        change_ids: Sequence[int],
        rendered_at: datetime,
        path: str,
        number: int | None = None,
    ) -> int:
        """Close an edition and mark its changes as told to that audience; gives its number.

        `number` is the one the edition was rendered with (Reader.next_edition): StoreBusy where it is taken meanwhile.
        """
        return number or 1
