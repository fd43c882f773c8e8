"""Some stored pages read again, in a process of its own.

Documents that were kept are taken where the extraction would make the same now; all others are made from the captures.
A page that says the same words, and that no rule which moved can read otherwise, is not read.
"""

import hashlib
import logging
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from claims import datafile
from claims.errors import DataFileError
from claims.law.markets import load_regulation, markets_for
from claims.model import Block, Document, Read
from claims.reading import read
from claims.reads import reads_of
from claims.rules.moved import folder_of, names_in
from claims.rules.packs import load_library
from claims.rules.shapes import Head
from claims.touched import may_read_otherwise
from crawler.again import Batch, Outcome, Since
from crawler.errors import ArchiveDamaged
from crawler.extract.basis import made_of
from crawler.extract.page import Page, format_of
from crawler.subject import words_in
from db.digests import claimed_by, digest_with_packs, each_once, keys_of, page_digest, text_digest
from db.kept import KeptDocuments, KnownPage, StoredPage
from db.model import Site
from db.packing import NotReadable, pack, unpacked

logger = logging.getLogger(__name__)


def read_batch(batch: Batch, longest: float = 0) -> list[Outcome]:
    """The outcome of each page of a batch; the process ends where one takes longer than `longest` seconds, if any."""
    found = []
    for page in batch.pages:
        signal.setitimer(signal.ITIMER_REAL, longest)
        found.append(_outcome(batch, page))
    signal.setitimer(signal.ITIMER_REAL, 0)
    return found


def make_ready(batch: Batch) -> None:
    """Has at hand what reading this batch needs, without reading it; rules that cannot be read are told with a page."""
    named = {known.packs[0].rsplit(" ", 2)[0] for page in batch.pages for known in page.known if known.packs}
    with suppress(DataFileError):
        load_regulation()
        library = load_library(batch.packs, likeness=batch.likeness)
        for pack in sorted(named & names_in(batch.packs).keys()):
            lang = datafile.read(folder_of(pack, batch.packs) / "pack.yml", Head).lang
            word = next(iter(words_in(lang)), "")
            read(Document("", "", batch.site.kind, word, lang, (Block(f"{word}."),)), library)


def _outcome(batch: Batch, page: StoredPage) -> Outcome:
    try:
        kept = _kept(batch, page)
        made = _extracted(batch, page) if kept is None else kept
        again = _to_keep(batch, page, made) if kept is None else None
        since = batch.since if page.read_by == batch.read_by else None
        if since and (again is None or again.digest == page.documents) and _says_the_same(page, made, since, batch):
            renewed = tuple(_renamed(page, since))
            return Outcome(page, renewed=renewed, documents=again, read_by=batch.read_by, is_read=False)
        reads = _reads(batch, made)
    except ArchiveDamaged as error:
        return Outcome(page, cause=str(error))
    except Exception as error:
        logger.exception("%s cannot be read again", page.address)
        return Outcome(page, cause=f"cannot be read again: {type(error).__name__}: {error}")
    if not reads:
        return Outcome(page, cause="gives no document any more")
    renewed_by_reading = _renewed(page, tuple(each_once(reads)))
    if renewed_by_reading is None:
        return Outcome(page, reads, documents=again, read_by=batch.read_by)
    return Outcome(page, renewed=renewed_by_reading, documents=again, read_by=batch.read_by)


def _says_the_same(page: StoredPage, made: Sequence[Document], since: Mapping[str, Since], batch: Batch) -> bool:
    """Whether these are the documents that were read, and no rule that moved since can read them otherwise."""
    known = {one.digest.key: one for one in page.known}
    documents = dict(zip(keys_of(made), made, strict=True))
    if known.keys() != documents.keys():
        return False
    library = load_library(batch.packs, likeness=batch.likeness)
    for key, one in known.items():
        if one.digest.text != text_digest(documents[key]):
            return False
        if not one.packs:
            continue
        moved = since.get(one.packs[0])
        if moved is None or may_read_otherwise(documents[key], one.claimed_by, moved.moved, library):
            return False
    return True


def _renamed(page: StoredPage, since: Mapping[str, Since]) -> list[KnownPage]:
    """The documents that another state of their pack reads as the older one did."""
    return [
        replace(one, packs=(since[one.packs[0]].name, *one.packs[1:]))
        for one in page.known
        if one.packs and since[one.packs[0]].name != one.packs[0]
    ]


def _renewed(page: StoredPage, reads: Sequence[Read]) -> tuple[KnownPage, ...] | None:
    """The documents that say what they said, but by another state of the packs; None where anything else moved."""
    found = {one.document.key: KnownPage(page_digest(one), one.reading.packs, claimed_by(one)) for one in reads}
    known = {one.digest.key: one for one in page.known}
    if found.keys() != known.keys():
        return None
    for one in reads:
        old, new = known[one.document.key].digest, found[one.document.key].digest
        earlier = digest_with_packs(one, known[one.document.key].packs)
        if old.text != new.text or old.reading not in {new.reading, earlier}:
            return None
    return tuple(page for key, page in found.items() if page != known[key])


def _reads(batch: Batch, made: Sequence[Document]) -> tuple[Read, ...]:
    site, library, regulation = batch.site, load_library(batch.packs, likeness=batch.likeness), load_regulation()
    return tuple(reads_of(made, library, site.markets or markets_for(site.country), regulation))


def _kept(batch: Batch, page: StoredPage) -> tuple[Document, ...] | None:
    """The documents that are kept of a page; None where there are none, or the extraction might make others now."""
    body = batch.kept.get(page.id)
    if body is None or page.made_of != name_of(batch.site, page):
        return None
    try:
        return unpacked(body)
    except NotReadable as error:
        logger.warning("%s: %s: they are made again from the capture", page.address, error)
        return None


def name_of(site: Site, page: StoredPage) -> str:
    """What documents of a page would be called that are made now."""
    return made_of(_page(site, page), page.digest)


def _to_keep(batch: Batch, page: StoredPage, made: Sequence[Document]) -> KeptDocuments | None:
    """The documents of a page as they are to be kept."""
    name = name_of(batch.site, page)
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
