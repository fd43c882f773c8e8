"""A page that is at hand: a file or standard input, HTML, PDF or plain text."""

import codecs
import re
import sys
from pathlib import Path

from claims.model import Document, SiteKind
from crawler.extract.dispatch import documents
from crawler.extract.page import Page, is_pdf
from monitor.errors import ConfigError, MonitorError

MOST_BYTES = 50_000_000
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|main|div|p|h[1-6]|ul|table|article|section)\b", re.IGNORECASE)


def documents_in(where: str, kind: SiteKind, country: str) -> tuple[Document, ...]:
    """The documents of a file, or of standard input where it is "-". Raises ConfigError, MonitorError."""
    body = sys.stdin.buffer.read(MOST_BYTES + 1) if where == "-" else _content(Path(where))
    if len(body) > MOST_BYTES:
        raise MonitorError(f"{where}: is larger than {MOST_BYTES // 1_000_000} MB: give one page")
    format_, content_type = _shape(body, where)
    address = "stdin:" if where == "-" else Path(where).resolve().as_uri()
    page = Page(
        address=address,
        final_address=address,
        content_type=content_type,
        body=body,
        format=format_,
        kind=kind,
        country=country,
    )
    found = documents(page)
    if not any(document.blocks or document.products for document in found):
        raise MonitorError(f"{where}: holds no text: give a page as HTML, PDF or plain text")
    return found


def _shape(body: bytes, where: str) -> tuple[str, str]:
    """The format of a body and its content type. Raises MonitorError."""
    if is_pdf(body):
        return "pdf", "application/pdf"
    if _is_binary(body):
        raise MonitorError(f"{where}: is no text: give a page as HTML, PDF or plain text")
    if _MARKUP.search(body[:5000]):
        return "html", "text/html"
    return "text", "text/plain; charset=utf-8"


def _is_binary(body: bytes) -> bool:
    """Whether the bytes hold no text: zero bytes stand in none but UTF-16 and UTF-32, which say so."""
    return b"\0" in body[:100_000] and not body.startswith(_WIDE_MARKS)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        remedy = "give an address, a file, or - for standard input"
        raise ConfigError(f"{path}: cannot be read ({error.strerror}): {remedy}") from error
