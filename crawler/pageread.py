"""One page from bytes to reads: extracted, read and flagged, in whatever process that is done."""

import hashlib
import logging
from dataclasses import dataclass
from functools import lru_cache

from claims.errors import DataFileError
from claims.law.markets import load_regulation
from claims.model import Document, Form, Read, SiteKind
from claims.reads import reads_of
from claims.rules.packs import FOLDER, load_library
from crawler.extract.basis import made_of
from crawler.extract.dispatch import documents
from crawler.extract.page import PAGE_FORMATS, Page
from crawler.extract.pictures import says_it_in_pictures
from crawler.extract.source import cut_from
from crawler.readby import read_by, reader_of
from crawler.subject import words_in
from crawler.task import Outcome, Task

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The documents of a page; `blank` where it is a page for people and holds no text."""

    documents: tuple[Document, ...]
    blank: bool = False


def read_page(task: Task) -> Outcome:
    """What the page says. Whatever goes wrong is told in the outcome, so that it can cross to another process."""
    try:
        made = extracted(task.page)
        pictured = says_it_in_pictures(task.page, made.documents)
        cut = cut_from(task.page)
        reads = () if made.blank else _reads(made.documents, task)
        if not reads:
            return Outcome(blank=made.blank, pictured=pictured, cut=cut)
        made_of = named(task.page)
        return Outcome(reads, made.blank, pictured, cut, made_of=made_of, read_by=_read_by(task))
    except DataFileError as error:
        return Outcome(unusable=str(error))
    except Exception as error:
        logger.exception("%s cannot be read", task.page.address)
        return Outcome(error=f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")


def make_ready(*, likeness: bool = False) -> None:
    """Has the rules at hand that most sites need, before there is a page: those of the language that has most of them.

    Rules that cannot be read are told with the first page.
    """
    lang = max((pack.name for pack in FOLDER.iterdir()), key=_size)
    try:
        word = next(iter(words_in(lang)), "")
    except DataFileError:
        return
    html = f'<html lang="{lang}"><p>{word}.</p></html>'
    read_page(Task(Page("about:", "about:", "text/html", html.encode(), "html", SiteKind.CLINIC), likeness=likeness))


def _size(pack: str) -> int:
    return sum(path.stat().st_size for path in (FOLDER / pack).rglob("*.yml"))


def extracted(page: Page) -> Extracted:
    """The documents of a page. Raises CrawlError where it is not what its format says."""
    made = documents(page)
    return Extracted(made, page.format in PAGE_FORMATS and not any(map(_says_something, made)))


def _says_something(document: Document) -> bool:
    """Whether there is more to a document than what its head says: a shell that scripts fill has no more."""
    return bool(document.products) or any(block.form is not Form.META for block in document.blocks)


def named(page: Page) -> str:
    """What the documents of a page were made of, where they are to be kept."""
    return made_of(page, hashlib.sha256(page.body).hexdigest())


def _reads(made: tuple[Document, ...], task: Task) -> tuple[Read, ...]:
    return tuple(reads_of(made, load_library(likeness=task.likeness), _markets(task), load_regulation()))


def _read_by(task: Task) -> str:
    return read_by(_markets(task), _reader(), likeness=task.likeness)


@lru_cache(maxsize=1)
def _reader() -> str:
    """What reads in this process, from its first page to its last."""
    return reader_of()


def _markets(task: Task) -> tuple[str, ...]:
    return task.markets or load_regulation().markets_for(task.page.country)
