"""Some stored pages read again, in a process of its own.

Documents that were kept are taken where the extraction would make the same now; all others are made from the captures.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace

from claims.law.markets import load_regulation, markets_for
from claims.model import Document, Read
from claims.reads import reads_of
from claims.rules.packs import load_library
from crawler.again import Batch, Outcome
from crawler.errors import ArchiveDamaged
from crawler.extract.basis import made_of
from crawler.extract.page import Page, format_of
from db.digests import each_once, page_digest
from db.kept import KeptDocuments, KnownPage, StoredPage
from db.model import Site
from db.packing import NotReadable, pack, unpacked

logger = logging.getLogger(__name__)


def read_batch(batch: Batch) -> list[Outcome]:
    """The outcome of each page of a batch."""
    return [_outcome(batch, page) for page in batch.pages]


def _outcome(batch: Batch, page: StoredPage) -> Outcome:
    try:
        kept = _kept(batch, page)
        made = _extracted(batch, page) if kept is None else kept
        reads = _reads(batch, made)
        again = _to_keep(batch, page, made) if kept is None else None
    except ArchiveDamaged as error:
        return Outcome(page, cause=str(error))
    except Exception as error:
        logger.exception("%s cannot be read again", page.address)
        return Outcome(page, cause=f"cannot be read again: {type(error).__name__}: {error}")
    if not reads:
        return Outcome(page, cause="gives no document any more")
    renewed = _renewed(page, tuple(each_once(reads)))
    if renewed is None:
        return Outcome(page, reads, documents=again)
    return Outcome(page, renewed=renewed, documents=again)


def _renewed(page: StoredPage, reads: Sequence[Read]) -> tuple[KnownPage, ...] | None:
    """The documents that say what they said, but by another state of the packs; None where anything else moved."""
    found = frozenset(KnownPage(page_digest(read), read.reading.packs) for read in reads)
    if found == page.known:
        return ()
    packs = {one.digest.key: one.packs for one in page.known}
    before = frozenset(
        KnownPage(page_digest(_by(read, packs.get(read.document.key, ()))), packs.get(read.document.key, ()))
        for read in reads
    )
    return tuple(found - page.known) if before == page.known else None


def _by(read: Read, packs: tuple[str, ...]) -> Read:
    """A read as if these packs had made it."""
    return replace(read, reading=replace(read.reading, packs=packs))


def _reads(batch: Batch, made: Sequence[Document]) -> tuple[Read, ...]:
    site, library, regulation = batch.site, load_library(batch.packs, likeness=batch.likeness), load_regulation()
    return tuple(reads_of(made, library, site.markets or markets_for(site.country), regulation))


def _kept(batch: Batch, page: StoredPage) -> tuple[Document, ...] | None:
    """The documents that are kept of a page; None where there are none, or the extraction might make others now."""
    body = batch.kept.get(page.id)
    if body is None or page.made_of != made_of(_page(batch.site, page), page.digest):
        return None
    try:
        return unpacked(body)
    except NotReadable as error:
        logger.warning("%s: %s: they are made again from the capture", page.address, error)
        return None


def _to_keep(batch: Batch, page: StoredPage, made: Sequence[Document]) -> KeptDocuments | None:
    """The documents of a page as they are to be kept."""
    name = made_of(_page(batch.site, page), page.digest)
    return pack(made, name) if name and made else None


def _extracted(batch: Batch, page: StoredPage) -> tuple[Document, ...]:
    """The documents of a page's capture. Raises ArchiveDamaged where that is not what was kept."""
    from crawler.archive import record_at  # loaded where documents that were kept will not do
    from crawler.extract.dispatch import documents

    body = record_at(batch.home / page.warc, page.offset).body
    if hashlib.sha256(body).hexdigest() != page.digest:
        raise ArchiveDamaged(f"{page.warc}: byte {page.offset} holds another body than was kept: restore the file")
    return documents(replace(_page(batch.site, page), body=body))


def _page(site: Site, page: StoredPage) -> Page:
    """A page but for its body."""
    return Page(
        address=page.address,
        final_address=page.final_address,
        content_type=page.content_type,
        body=b"",
        format=page.format or format_of(page.address, page.content_type),
        kind=site.kind,
        country=site.country,
        site_url=site.url,
    )
