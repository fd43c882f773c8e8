"""What goes to a reading process and what comes back."""

from dataclasses import dataclass

from claims.model import Read
from crawler.extract.page import Page


@dataclass(frozen=True, slots=True)
class Task:
    """A page to be read, and the markets whose rules it is read under (none: those of the page's country).

    `likeness` gives the learned helper its word beside the rules.
    """

    page: Page
    markets: tuple[str, ...] = ()
    likeness: bool = False


@dataclass(frozen=True, slots=True)
class MakeReady:
    """The word to load what reading needs, before there is a page; `likeness` says whether the helper is needed."""

    likeness: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The word to start another reading process as a copy of oneself, which listens at a line of its own."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line for the log that was written in another process."""

    logger: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a page.

    `blank` where it holds no text, `pictured` where it holds hardly any beside pictures; `cut` counts the attributes
    that were left out before it was parsed; `error` says in words why it could not be read; `unusable` is set where no
    page can be read, because the rules cannot. `made_of` names what the documents were made of, where they are to be
    kept, `read_by` all that read them but the packs.
    """

    reads: tuple[Read, ...] = ()
    blank: bool = False
    pictured: bool = False
    cut: int = 0
    error: str = ""
    unusable: str = ""
    notes: tuple[Note, ...] = ()
    made_of: str = ""
    read_by: str = ""
