"""Whether what the store quotes of pages stands in the captures that are said to show it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from claims.model import Document
from crawler.archive import Record
from crawler.errors import CrawlError
from crawler.stored import documents_of, record_of
from db.kept import KeptCapture, KeptQuote
from db.queries import Reader

# What gives a text its meaning. An extractor of another release may space and part the same words otherwise.
TELLING = re.compile(r"[^\W_]|[%<>≤≥±~+]|(?<=\d)[.,](?=\d)")


@dataclass(frozen=True, slots=True)
class Compared:
    """One quote beside the capture that is said to show it; `stands` is None where the capture gives no text here."""

    quote: KeptQuote
    capture: KeptCapture
    stands: bool | None


def compared(reader: Reader, home: Path, pruned: frozenset[str]) -> Iterator[Compared]:
    """Every quote whose capture is kept whole, in the order in which the captures lie in the archive."""
    for (warc, offset), quotes in groupby(reader.quotes(), key=lambda quote: (quote.warc, quote.offset)):
        capture = None if warc in pruned else reader.capture_at(warc, offset)
        if capture is None:
            continue
        try:
            record = record_of(capture, home)
        except CrawlError:
            continue  # a damaged capture is a misfit of its own
        made = _made(reader, capture, record)
        for quote in quotes:
            yield Compared(quote, capture, None if made is None else shows(made, quote))


def _made(reader: Reader, capture: KeptCapture, record: Record) -> tuple[Document, ...] | None:
    """The documents of a capture; None where none are made here, or not the same ones everywhere."""
    site = reader.site(capture.site)
    if site is None or capture.format == "picture":  # every release of tesseract reads a picture otherwise
        return None
    try:
        return documents_of(capture, site, record)
    except CrawlError:
        return None


def shows(made: Sequence[Document], quote: KeptQuote) -> bool:
    """Whether the document that a quote is of has it; where none has its key any more, whether any has it.

    As it stands, or at least in the same words, figures and signs.
    """
    mine = [document for document in made if document.key == quote.page] or made
    texts = [text for document in mine for text in _texts(document)]
    told = _telling(quote.quote)
    return bool(told) and (any(quote.quote in text for text in texts) or told in _telling(" ".join(texts)))


def _texts(document: Document) -> Iterator[str]:
    yield document.title
    yield from (block.text for block in document.blocks)
    yield from (product.ingredients for product in document.products)


def _telling(text: str) -> str:
    return "".join(TELLING.findall(text))
