"""Stored pages read again, in parallel: documents, readings and flags as our rules and code give them now."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path

from claims.law.markets import markets_for
from claims.rules.moved import names_in
from claims.rules.packs import FOLDER
from crawler.again import Batch, Outcome, Since
from crawler.extract.basis import extractor
from crawler.readagain import name_of
from crawler.readby import read_by, reader_of
from crawler.rereaders import outcomes
from crawler.since import UNMOVED, keep_rules, since
from db.kept import ReadAgain, StoredPage
from db.model import Incident, Site
from db.store import Store

A_BATCH = 25
AT_ONCE = 1_000  # pages that need not be read and are kept in one transaction
REMEDY = "look at the log; what is known of the page stays as it is"


@dataclass(frozen=True, slots=True)
class Rereading:
    """What is to be read again: the sites' captures, below `home`, by the packs in a folder, as of `now` (UTC).

    `from_captures` leaves the documents that were kept aside, and keeps those that are made; `every_page` reads those
    too that nothing which has changed can move; `likeness` gives the learned helper its word beside the rules. With no
    `processes` pages are read in this one.
    """

    sites: Sequence[Site]
    home: Path
    now: datetime
    packs: Path = FOLDER
    processes: int = 0
    from_captures: bool = False
    every_page: bool = False
    likeness: bool = False


@dataclass(slots=True)
class Reread:
    """What a re-reading did: how many captures there were, how many were read, and how many say something else now."""

    run: int
    pages: int = 0
    read: int = 0
    moved: int = 0
    incidents: list[Incident] = field(default_factory=list)


def reread(store: Store, rereading: Rereading) -> Reread:
    """Reads the newest ok capture of every page that may be read otherwise again; all that moved is kept as technical.

    What was cut off goes on where it was, unless rules or code have changed since.
    """
    keep_rules(store, rereading.packs)
    run = store.begin_reread(rereading.sites, basis_of(rereading.packs, likeness=rereading.likeness), rereading.now)
    result = Reread(run)
    for found in outcomes(_Pages(store, rereading, result).batches(), rereading.processes):
        _keep(store, result, found, rereading.now)
    keep_rules(store, rereading.packs)
    store.end_run(run, rereading.now)
    return result


def basis_of(packs: Path = FOLDER, *, likeness: bool = False) -> str:
    """The digest of all that a reading rests on: rules, markets, models, and the code."""
    named = (extractor(), read_by((), reader_of(packs), likeness=likeness), *sorted(names_in(packs).values()))
    return hashlib.sha256("\x1f".join(named).encode()).hexdigest()


class _Pages:
    """The pages of a re-reading, site by site: those that cannot have moved, and batches of the others."""

    def __init__(self, store: Store, rereading: Rereading, result: Reread) -> None:
        self._store = store
        self._asked = rereading
        self._result = result

    def batches(self) -> Iterator[Batch]:
        """What may have to be read, with what is kept of its documents; the others are kept as they are on the way."""
        asked = self._asked
        sites: Mapping[str, Site] = {site.name: site for site in asked.sites}
        pages = self._store.to_reread(self._result.run, tuple(sites))
        reader = reader_of(asked.packs)
        known = None if asked.every_page else since(self._store, pages, asked.packs)
        for name, group in groupby(pages, key=lambda page: page.site):
            site = sites[name]
            by = read_by(site.markets or markets_for(site.country), reader, likeness=asked.likeness)
            to_look_at = list(self._may_move(group, site, by, known))
            for at in range(0, len(to_look_at), A_BATCH):
                some = tuple(to_look_at[at : at + A_BATCH])
                kept = {} if asked.from_captures else self._store.kept_documents(some)
                yield Batch(site, asked.home, asked.packs, some, kept, asked.likeness, by, known)

    def _may_move(
        self, pages: Iterable[StoredPage], site: Site, by: str, known: Mapping[str, Since] | None
    ) -> Iterator[StoredPage]:
        """The pages for which more has to be known than that nothing has moved; the others are done with."""
        spared: list[ReadAgain] = []
        for page in pages:
            if self._has_moved(page, site, by, known):
                yield page
            else:
                spared.append(ReadAgain(page, read_by=by))
        self._result.pages += len(spared)
        rest = iter(spared)
        while some := tuple(islice(rest, AT_ONCE)):
            self._store.reread_same(self._result.run, some)

    def _has_moved(self, page: StoredPage, site: Site, by: str, known: Mapping[str, Since] | None) -> bool:
        """Whether anything has that a page's reading rests on, as far as that is told without looking at the page."""
        if not known or self._asked.from_captures or page.read_by != by or not page.known or not page.documents:
            return True
        unmoved = {name for name, one in known.items() if one.moved == UNMOVED and one.name == name}
        return page.made_of != name_of(site, page) or any(
            one.packs and one.packs[0] not in unmoved for one in page.known
        )


def _keep(store: Store, result: Reread, found: Iterable[Outcome], now: datetime) -> None:
    same: list[ReadAgain] = []
    for outcome in found:
        if outcome.cause:
            incident = Incident(outcome.page.site, outcome.cause, REMEDY, outcome.page.address, now)
            store.incident(result.run, incident)
            result.incidents.append(incident)
            continue
        result.pages += 1
        result.read += outcome.is_read
        if not outcome.reads:
            same.append(outcome.again)
        else:
            result.moved += 1
            store.reread(result.run, outcome.again, outcome.reads, now)
    store.reread_same(result.run, same)
