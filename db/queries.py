"""The one reader of the store; every answer is made of frozen dataclasses."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from claims.model import Level
from db.model import (
    Change,
    ChangeKind,
    Edition,
    Incident,
    KnownClaim,
    KnownProduct,
    KnownSource,
    MatrixCell,
    PeriodTotal,
    Run,
    Site,
    SiteCoverage,
    SiteTotal,
    TypeTotal,
    WeekTotal,
)


class Reader:
    """The store, open for reading; use as a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """The store in that file. Raises StoreUnusable where there is none that this version can read."""
        return cls(path)

    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def still(self) -> Iterator[None]:
        """All questions asked inside see the store as it stood at the first one, whatever is written meanwhile."""
        yield

    def sites(self) -> tuple[Site, ...]:
        """Every site ever visited, as its watchlist entry stood at its last run, by name."""
        return ()

    def runs(self, limit: int = 100) -> tuple[Run, ...]:
        """The newest runs, newest first."""
        return ()

    def claims(
        self,
        *,
        site: str = "",
        type: str = "",  # noqa: A002 - the word of the taxonomy
        product: str = "",
        level: Level | None = None,
        live: bool | None = True,
        ids: Sequence[int] | None = None,
        limit: int | None = None,
    ) -> tuple[KnownClaim, ...]:
        """Claims, the most pressing first, then the newest.

        `level` is the least level wanted; `live` True gives those that stand, False those that went, None both.
        """
        return ()

    def changes(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        kinds: Sequence[ChangeKind] = (),
        site: str = "",
        claim: int | None = None,
        limit: int | None = None,
    ) -> tuple[Change, ...]:
        """What happened in [since, until), oldest first."""
        return ()

    def untold(self, audience: str, until: datetime | None = None) -> tuple[Change, ...]:
        """The changes before `until` that no edition of this audience has told, oldest first."""
        return ()

    def products(self, *, site: str = "", live: bool | None = True) -> tuple[KnownProduct, ...]:
        """Products by site and name."""
        return ()

    def sources(self, *, site: str = "", live: bool | None = True) -> tuple[KnownSource, ...]:
        """The stated source of every product and page that sells, by site."""
        return ()

    def coverage(self, run: int | None = None) -> tuple[SiteCoverage, ...]:
        """How much of each site a run saw; without a run, each site's newest."""
        return ()

    def incidents(self, run: int) -> tuple[Incident, ...]:
        """What a run could not do."""
        return ()

    def packs(self) -> tuple[str, ...]:
        """The rule packs by which the pages were last read."""
        return ()

    def editions(self, audience: str = "") -> tuple[Edition, ...]:
        """Closed editions, newest first."""
        return ()

    def edition_changes(self, number: int) -> tuple[Change, ...]:
        """What an edition told."""
        return ()

    def next_edition(self) -> int:
        """The number that the next edition takes."""
        return 1

    def site_totals(self) -> tuple[SiteTotal, ...]:
        """The live claims of each site by level, most pressing first."""
        return ()

    def week_totals(self, until: datetime, weeks: int = 12) -> tuple[WeekTotal, ...]:
        """The news of each of the weeks that end at `until`, oldest first."""
        return ()

    def type_totals(self, since: datetime, until: datetime, weeks: int = 12) -> tuple[TypeTotal, ...]:
        """The news of each claim type in the period and in the weeks before it, most news first."""
        return ()

    def period_total(self, since: datetime, until: datetime) -> PeriodTotal:
        """The figures of one period."""
        return PeriodTotal(news=0, pressing=0, gone=0, softened=0, pages_seen=0, pages_expected=0, sites=0)

    def matrix(self, since: datetime, until: datetime) -> tuple[MatrixCell, ...]:
        """Claim types by site: what stands, and what went in the period."""
        return ()
