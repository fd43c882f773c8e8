"""Stored captures read again, in parallel: documents, readings and flags as our rules and code give them now."""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

import claims
import crawler.extract
from claims.law.markets import load_regulation, markets_for
from claims.model import Read
from claims.reads import reads_of
from claims.rules.packs import FOLDER, load_library
from crawler.archive import record_at
from crawler.errors import ArchiveDamaged
from crawler.extract.dispatch import documents
from crawler.extract.page import Page
from db.digests import each_once, page_digest
from db.kept import StoredPage
from db.model import Incident, Site
from db.store import Store

logger = logging.getLogger(__name__)
A_BATCH = 25
LIST = "/products.json?"  # how a product list is known where the capture's format was not kept
REMEDY = "look at the log; what is known of the page stays as it is"


@dataclass(frozen=True, slots=True)
class Rereading:
    """What is to be read again: the sites' captures, below `home`, by the packs in a folder, as of `now` (UTC)."""

    sites: Sequence[Site]
    home: Path
    now: datetime
    packs: Path = FOLDER
    processes: int = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """Some captures of one site, for one process."""

    site: Site
    home: Path
    packs: Path
    pages: tuple[StoredPage, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one capture: its reads, None where they are what is known; or the cause why it could not be read."""

    page: StoredPage
    reads: tuple[Read, ...] | None = None
    cause: str = ""


@dataclass(slots=True)
class Reread:
    """What a re-reading did: how many captures were read, and how many of them say something else now."""

    run: int
    pages: int = 0
    moved: int = 0
    incidents: list[Incident] = field(default_factory=list)


def reread(store: Store, rereading: Rereading) -> Reread:
    """Reads the newest ok capture of every page again and keeps what moved, all of it technical.

    What was cut off goes on where it was, unless rules or code have changed since.
    """
    run = store.begin_reread(rereading.sites, basis_of(rereading.packs), rereading.now)
    result = Reread(run)
    for outcomes in _outcomes(rereading, tuple(_batches(store, run, rereading))):
        _keep(store, result, outcomes, rereading.now)
    store.end_run(run, rereading.now)
    return result


def basis_of(packs: Path = FOLDER) -> str:
    """The digest of all that a reading rests on: rules, markets, and the code that extracts and reads."""
    folders = (Path(claims.__file__).parent, Path(crawler.extract.__file__).parent, packs)
    digest = hashlib.sha256()
    for path in sorted({path for folder in folders for path in folder.rglob("*") if path.suffix in {".py", ".yml"}}):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def read_batch(batch: Batch) -> list[Outcome]:
    """The outcomes of a batch; runs in a process of its own."""
    return [_outcome(batch, page) for page in batch.pages]


def _batches(store: Store, run: int, rereading: Rereading) -> Iterator[Batch]:
    sites: Mapping[str, Site] = {site.name: site for site in rereading.sites}
    pages = store.to_reread(run, tuple(sites))
    for name, group in groupby(pages, key=lambda page: page.site):
        of_site = tuple(group)
        for start in range(0, len(of_site), A_BATCH):
            yield Batch(sites[name], rereading.home, rereading.packs, of_site[start : start + A_BATCH])


def _outcomes(rereading: Rereading, batches: Sequence[Batch]) -> Iterator[list[Outcome]]:
    if rereading.processes < 2 or len(batches) < 2:
        yield from map(read_batch, batches)
        return
    with ProcessPoolExecutor(rereading.processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read_batch, batches)


def _keep(store: Store, result: Reread, outcomes: Iterable[Outcome], now: datetime) -> None:
    same: list[StoredPage] = []
    for outcome in outcomes:
        if outcome.cause:
            incident = Incident(outcome.page.site, outcome.cause, REMEDY, outcome.page.address, now)
            store.incident(result.run, incident)
            result.incidents.append(incident)
            continue
        result.pages += 1
        if outcome.reads is None:
            same.append(outcome.page)
        else:
            result.moved += 1
            store.reread(result.run, outcome.page, outcome.reads, now)
    store.reread_same(result.run, same)


def _outcome(batch: Batch, page: StoredPage) -> Outcome:
    try:
        reads = tuple(_reads(batch, page))
    except ArchiveDamaged as error:
        return Outcome(page, cause=str(error))
    except Exception as error:
        logger.exception("%s cannot be read again", page.address)
        return Outcome(page, cause=f"cannot be read again: {type(error).__name__}: {error}")
    if not reads:
        return Outcome(page, cause="gives no document any more")
    same = frozenset(page_digest(one) for one in each_once(reads)) == page.known
    return Outcome(page, None if same else reads)


def _reads(batch: Batch, page: StoredPage) -> Iterator[Read]:
    site, library, regulation = batch.site, load_library(batch.packs), load_regulation()
    markets = site.markets or markets_for(site.country)
    return reads_of(documents(_page(batch, page)), library, markets, regulation)


def _page(batch: Batch, page: StoredPage) -> Page:
    site, body = batch.site, record_at(batch.home / page.warc, page.offset).body
    if hashlib.sha256(body).hexdigest() != page.digest:
        raise ArchiveDamaged(f"{page.warc}: byte {page.offset} holds another body than was kept: restore the file")
    return Page(
        address=page.address,
        final_address=page.final_address,
        content_type=page.content_type,
        body=body,
        format=page.format or format_of(page.address, page.content_type),
        kind=site.kind,
        country=site.country,
        site_url=site.url,
    )


def format_of(address: str, content_type: str) -> str:
    """What a body is, where its capture does not say."""
    if LIST in address:
        return "shopify-products"
    return "text" if content_type.lower().startswith(("text/plain", "text/markdown")) else "html"
