"""Stored pages read again, in parallel: documents, readings and flags as our rules and code give them now."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from multiprocessing import get_context
from pathlib import Path

import claims
from claims.rules.packs import FOLDER
from crawler.again import Batch, Outcome
from crawler.extract.basis import extractor
from crawler.readingprocess import may_fork, settle
from db.kept import ReadAgain
from db.model import Incident, Site
from db.store import Store

A_BATCH = 25
WAITING = 3  # batches for each process, the one it works on among them
REMEDY = "look at the log; what is known of the page stays as it is"

RESTS_ON = {".bin", ".py", ".yml"}  # what rules, weights and code are kept as


@dataclass(frozen=True, slots=True)
class Rereading:
    """What is to be read again: the sites' captures, below `home`, by the packs in a folder, as of `now` (UTC).

    `from_captures` leaves the documents that were kept aside, and keeps those that are made; `likeness` gives the
    learned helper its word beside the rules.
    """

    sites: Sequence[Site]
    home: Path
    now: datetime
    packs: Path = FOLDER
    processes: int = 1
    from_captures: bool = False
    likeness: bool = False


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
    run = store.begin_reread(rereading.sites, basis_of(rereading.packs, likeness=rereading.likeness), rereading.now)
    result = Reread(run)
    for outcomes in _outcomes(rereading, _batches(store, run, rereading)):
        _keep(store, result, outcomes, rereading.now)
    store.end_run(run, rereading.now)
    return result


def basis_of(packs: Path = FOLDER, *, likeness: bool = False) -> str:
    """The digest of all that a reading rests on: rules, markets, weights where they count, and the code."""
    folders = (Path(claims.__file__).parent, packs)
    digest = hashlib.sha256(f"{extractor()} {likeness}".encode())
    for path in sorted({path for folder in folders for path in folder.rglob("*") if path.suffix in RESTS_ON}):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _batches(store: Store, run: int, rereading: Rereading) -> Iterator[Batch]:
    """What is to be read again, in parts, each with what is kept of its documents when it is asked for."""
    sites: Mapping[str, Site] = {site.name: site for site in rereading.sites}
    for name, group in groupby(store.to_reread(run, tuple(sites)), key=lambda page: page.site):
        while pages := tuple(islice(group, A_BATCH)):
            kept = {} if rereading.from_captures else store.kept_documents(pages)
            yield Batch(sites[name], rereading.home, rereading.packs, pages, kept, rereading.likeness)


def _outcomes(rereading: Rereading, batches: Iterator[Batch]) -> Iterator[list[Outcome]]:
    """What comes of each, in their order; a few of them wait, so that no process does."""
    if rereading.processes < 2:
        yield from map(_read, batches)
        return
    forks = may_fork()
    if forks:  # the first batch loads what all of them need; what copies of this process share need not be loaded again
        for batch in islice(batches, 1):
            yield _read(batch)
        settle()
    context = get_context("fork" if forks else "spawn")
    with ProcessPoolExecutor(rereading.processes, mp_context=context, initializer=settle) as pool:
        under_way: deque[Future[list[Outcome]]] = deque()
        for batch in batches:
            under_way.append(pool.submit(_read, batch))
            if len(under_way) > WAITING * rereading.processes:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _read(batch: Batch) -> list[Outcome]:
    """The outcomes of a batch; what that needs is loaded in the process that does it."""
    from crawler.readagain import read_batch

    return read_batch(batch)


def _keep(store: Store, result: Reread, outcomes: Iterable[Outcome], now: datetime) -> None:
    same: list[ReadAgain] = []
    for outcome in outcomes:
        if outcome.cause:
            incident = Incident(outcome.page.site, outcome.cause, REMEDY, outcome.page.address, now)
            store.incident(result.run, incident)
            result.incidents.append(incident)
            continue
        result.pages += 1
        if not outcome.reads:
            same.append(outcome.again)
        else:
            result.moved += 1
            store.reread(result.run, outcome.page, outcome.reads, now, outcome.documents)
    store.reread_same(result.run, same)
