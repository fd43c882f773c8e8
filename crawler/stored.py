"""A stored capture and the document that it gives: what evidence and saved copies show."""

import hashlib
from pathlib import Path

from claims.model import Document
from crawler.archive import Record, record_at
from crawler.errors import CrawlError
from crawler.extract.dispatch import documents
from crawler.extract.page import Page, format_of
from db.kept import Copied, KeptCapture
from db.model import Site
from db.queries import Reader


class NothingKept(CrawlError):
    """A claim without evidence to export."""


def copied(store: Path, home: Path, warc: str, offset: int, page: str) -> Copied:
    """The document of a page in the capture that lies there, as far as the archive still gives it."""
    with Reader.open(store) as reader:
        capture, pruned = reader.capture_at(warc, offset), warc in reader.pruned()
        site = reader.site(capture.site) if capture else None
    if capture is None or site is None:
        return Copied(capture, None, pruned)
    try:
        document = document_of(page, capture, site, record_of(capture, home))
    except CrawlError:
        return Copied(capture, None, pruned)
    return Copied(capture, document, pruned)


def record_of(capture: KeptCapture, home: Path) -> Record:
    """The answer that was kept. Raises ArchiveDamaged, and NothingKept where another body lies there."""
    path = home / capture.warc
    record = record_at(path, capture.offset)
    if hashlib.sha256(record.body).hexdigest() != capture.digest:
        raise NothingKept(f"{path}: byte {capture.offset} holds another body than was kept: run `evidence verify`")
    return record


def document_of(key: str, capture: KeptCapture, site: Site, record: Record) -> Document | None:
    """The document of that key in an answer, else its first."""
    made = documents_of(capture, site, record)
    return next((one for one in made if one.key == key), made[0] if made else None)


def documents_of(capture: KeptCapture, site: Site, record: Record) -> tuple[Document, ...]:
    """The documents of an answer that was kept. Raises CrawlError where it can no longer be read."""
    content_type = next((value for name, value in record.headers if name.lower() == "content-type"), "")
    page = Page(
        address=capture.address,
        final_address=capture.final_address,
        content_type=content_type,
        body=record.body,
        format=capture.format or format_of(capture.address, content_type),
        kind=site.kind,
        country=site.country,
        site_url=site.url,
    )
    return documents(page)
