"""What goes to a process that reads stored pages again, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from claims.model import Read
from db.kept import KeptDocuments, KnownPage, ReadAgain, StoredPage
from db.model import Site


@dataclass(frozen=True, slots=True)
class Batch:
    """Some pages of one site, with what is kept of their documents; `home` is the archive's parent."""

    site: Site
    home: Path
    packs: Path
    pages: tuple[StoredPage, ...]
    kept: Mapping[int, bytes]
    likeness: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one page: its reads where they say something else now, or the cause why it could not be read."""

    page: StoredPage
    reads: tuple[Read, ...] = ()
    cause: str = ""
    renewed: tuple[KnownPage, ...] = ()
    documents: KeptDocuments | None = None

    @property
    def again(self) -> ReadAgain:
        """What the store takes where nothing moved."""
        return ReadAgain(self.page, self.renewed, self.documents)
