"""A PDF brochure as a document: its lines joined to paragraphs, then read like plain text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import islice

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from claims.model import Document
from crawler.errors import CrawlError
from crawler.extract import wording
from crawler.extract.page import Page
from crawler.extract.plain import text_document

MOST_PAGES = 60
MOST_CHARACTERS = 400_000
COLUMNS = 0.2  # share of lines with a gap in the middle from which a page is set in columns
FULL = 0.75  # of the longest line: where a line that is shorter ends, a paragraph does
_GAP = re.compile(r"\S {4,}\S")
_CUT_WORD = re.compile(r"(?<=[^\W\d_])-$")


class UnreadablePdf(CrawlError):
    """A PDF that cannot be opened: damaged, or locked with a password."""


def pdf_documents(page: Page) -> tuple[Document, ...]:
    """The one document of a PDF; it has no blocks where the PDF holds only pictures. Raises UnreadablePdf."""
    try:
        reader = PdfReader(BytesIO(page.body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadablePdf(f"{page.address}: the PDF is locked with a password: read it by hand")
        paragraphs = _within(MOST_CHARACTERS, islice(_paragraphs(reader), MOST_CHARACTERS))
        lang, title = str(reader.root_object.get("/Lang", "")), _title(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadablePdf(f"{page.address}: the PDF cannot be read ({error}): look at the stored capture") from error
    made = text_document("\n\n".join(paragraphs), page.kind, page.final_address)
    return (replace(made, title=title or made.title, lang=lang),)


def _title(reader: PdfReader) -> str:
    named = reader.metadata.title if reader.metadata else None
    return wording.clean(str(named or ""))[:200]


def _paragraphs(reader: PdfReader) -> Iterator[str]:
    for sheet in islice(reader.pages, MOST_PAGES):
        yield from joined(lines_of(sheet))


def _within(most: int, texts: Iterator[str]) -> Iterator[str]:
    """The texts until they hold that many characters."""
    length = 0
    for text in texts:
        length += len(text)
        if length > most:
            return
        yield text


def lines_of(sheet: PageObject) -> Sequence[str]:
    """The lines of a sheet as they lie on it, blank ones between paragraphs; in writing order where it has columns."""
    laid_out = sheet.extract_text(extraction_mode="layout").splitlines()
    text = [line.strip() for line in laid_out if line.strip()]
    if sum(bool(_GAP.search(line)) for line in text) <= COLUMNS * len(text):
        return laid_out
    return [line for line in sheet.extract_text().splitlines() if line.strip()]


def joined(lines: Sequence[str]) -> Iterator[str]:
    """Lines joined to paragraphs, words that were cut at the end of a line made whole."""
    longest = max((len(line.strip()) for line in lines), default=0)
    begun = ""
    for line in map(str.strip, lines):
        goes_on = begun and line and wording.unbulleted(line) == line
        if goes_on and len(begun.rsplit("\n", 1)[-1]) >= FULL * longest:
            begun = f"{begun}\n{line}"
            continue
        if begun:
            yield _as_one(begun)
        begun = line
    if begun:
        yield _as_one(begun)


def _as_one(paragraph: str) -> str:
    first, *rest = paragraph.split("\n")
    for line in rest:
        first = _CUT_WORD.sub("", first) + line if _CUT_WORD.search(first) and line[:1].islower() else f"{first} {line}"
    return first
