"""What goes to a process that reads stored pages again, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from claims.model import Read
from claims.rules.moved import Moved
from db.kept import KeptDocuments, KnownPage, ReadAgain, StoredPage
from db.model import Site


@dataclass(frozen=True, slots=True)
class Since:
    """What has moved since a pack read a page: some of its rules, and what it is called."""

    name: str
    moved: Moved


@dataclass(frozen=True, slots=True)
class Batch:
    """Some pages of one site, with what is kept of their documents; `home` is the archive's parent.

    `read_by` names all that reads them now but the packs. `since` has the packs, as readings name them, of which is
    known which rules have moved: pages read by others are read in any case. It is empty where all are to be.
    """

    site: Site
    home: Path
    packs: Path
    pages: tuple[StoredPage, ...]
    kept: Mapping[int, bytes]
    likeness: bool = False
    read_by: str = ""
    since: Mapping[str, Since] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one page: its reads where they say something else now, or the cause why it could not be read.

    `is_read` is False where it cannot say anything else, so that it was not read.
    """

    page: StoredPage
    reads: tuple[Read, ...] = ()
    cause: str = ""
    renewed: tuple[KnownPage, ...] = ()
    documents: KeptDocuments | None = None
    read_by: str = ""
    is_read: bool = True

    @property
    def again(self) -> ReadAgain:
        """What the store takes where nothing moved."""
        return ReadAgain(self.page, self.renewed, self.documents, self.read_by)
