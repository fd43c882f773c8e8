"""The one writer of the store."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from claims.model import Read
from db.base import Database
from db.connection import BUSY_SECONDS, guarded, open_for_writing
from db.kept import Answered, KnownManifest, Picture, ReadAgain, StoredPage
from db.leads import KnownLanguage, KnownLead, Lead, LeftOut
from db.model import Incident, Recorded, Site, Validators, Visit
from db.outbox import Closing
from db.times import stamp
from db.verdicts import Verdict
from db.writing import (
    documents,
    editions,
    leads,
    outbox,
    pruning,
    rereading,
    resuming,
    revisits,
    rules,
    runs,
    source_verdicts,
    verdicts,
)
from db.writing.captures import SiteRun, keep_visit


class Store:
    """The store, open for writing; use as a context manager, from one thread at a time."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self._db = db
        self._site_runs: dict[tuple[int, str], SiteRun] = {}

    @classmethod
    def open(cls, path: Path, *, now: datetime, busy_seconds: float = BUSY_SECONDS) -> Self:
        """The store in that file, made or brought up to date where needed.

        Raises StoreUnusable (full disk, read-only folder, damaged file, newer schema, clock set back) or StoreBusy.
        """
        db = open_for_writing(path, busy_seconds)
        try:
            with guarded(path):
                runs.refuse_earlier(db, stamp(now))
        except BaseException:
            db.close()
            raise
        return cls(path, db)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin_run(self, sites: Sequence[Site], at: datetime, *, full: bool = False, country_of_exit: str = "") -> int:
        """The number of a new run over these sites; their entries are kept as they stand in the watchlist now.

        It is that of the newest run where that was begun less than 12 hours ago with the same sites, as `full` as this
        one, from the same country as far as it is stated, and was not finished: it goes on.
        """
        with self._writing() as db:
            return runs.begin(db, sites, "full" if full else "", stamp(at), country_of_exit)

    def answered(self, run: int, site: str) -> Mapping[str, Answered]:
        """What the addresses of a site answered in this run so far: they need not be asked again."""
        with guarded(self.path):
            return resuming.answered(self._db, run, site)

    def newest_ok(self, site: str, address: str) -> Answered | None:
        """The newest ok answer of an address."""
        with guarded(self.path):
            return resuming.newest_ok(self._db, site, address)

    def finish_run(self, run: int, at: datetime) -> None:
        """Note that a run that has ended is over with all that follows it, so that the next begins anew."""
        with self._writing() as db:
            resuming.finish(db, run, stamp(at))

    def watch(self, names: Sequence[str]) -> None:
        """Keep which sites the watchlist names: the others stay known, but stand in no coverage and no total."""
        with self._writing() as db:
            runs.watch(db, names)

    def end_run(self, run: int, at: datetime) -> None:
        """Close a run: what its listings dropped and no page of it contradicted is gone; what it saw is counted."""
        with self._writing() as db:
            runs.end(db, run, stamp(at))

    def record(self, run: int, visit: Visit) -> Recorded:
        """Keep one capture and all that follows from it, in one transaction."""
        with self._writing() as db:
            return keep_visit(db, self._site_run(db, run, visit.capture.site), visit)

    def validators(self, site: str) -> Mapping[str, Validators]:
        """The validators to send, by address; an address that is to be fetched in full is not in it.

        In full go: every tenth visit, what was not ok when last fetched, and pages that lacked something known.
        """
        with guarded(self.path):
            return revisits.validators(self._db, site)

    def suspects(self, run: int, site: str) -> tuple[str, ...]:
        """The addresses whose ok capture in this run lacked something known: to be fetched once more, in full.

        One address proves the absence of a claim that stood on many pages; a product that a complete listing dropped
        gives its own pages that the run has not visited.
        """
        with guarded(self.path):
            return revisits.suspects(self._db, run, site)

    def known_addresses(self, site: str) -> tuple[str, ...]:
        """The addresses where a page is expected, those with claims first, then those with products."""
        with guarded(self.path):
            return revisits.known_addresses(self._db, site)

    def leads(self, site: str) -> tuple[KnownLead, ...]:
        """All that is known of a site's addresses, visited or not; those with claims come first."""
        with guarded(self.path):
            return leads.known(self._db, site)

    def languages(self, site: str) -> Mapping[str, KnownLanguage]:
        """The language in which each page of a site was last read, by address."""
        with guarded(self.path):
            return leads.languages(self._db, site)

    def keep_leads(self, run: int, site: str, found: Sequence[Lead]) -> None:
        """Keep addresses that a site names elsewhere than on a page: in a sitemap, a list, a feed."""
        with self._writing() as db:
            leads.keep(db, self._site_run(db, run, site).site, found)

    def unvisited(self, run: int, site: str, count: int, left_out: Sequence[LeftOut] = ()) -> None:
        """Keep how many addresses were found but lay past the site's budget of pages, and which had no end."""
        with self._writing() as db:
            runs.keep_unvisited(db, self._site_run(db, run, site), count, left_out)

    def incident(self, run: int, incident: Incident) -> None:
        """Keep something that the run could not do."""
        with self._writing() as db:
            runs.keep_incident(db, run, incident)

    def begin_reread(self, sites: Sequence[Site], basis: str, at: datetime) -> int:
        """The number of a run that reads stored captures again; of the last one, where it was cut off on that basis.

        `basis` names the rules and the code that the readings will rest on. Close the run with `end_run`.
        """
        with self._writing() as db:
            return rereading.begin(db, sites, basis, stamp(at))

    def to_reread(self, run: int, sites: Sequence[str]) -> tuple[StoredPage, ...]:
        """The newest ok captures of these sites' pages that the run has not read again yet."""
        with guarded(self.path):
            return rereading.to_read(self._db, run, sites)

    def kept_documents(self, pages: Sequence[StoredPage]) -> Mapping[int, bytes]:
        """The documents that are kept of these pages, packed, by the pages' numbers."""
        with guarded(self.path):
            return documents.of(self._db, [page.id for page in pages if page.made_of])

    def reread(self, run: int, again: ReadAgain, reads: tuple[Read, ...], at: datetime) -> Recorded:
        """Keep a new reading of a stored capture, in one transaction; all that moves is technical."""
        with self._writing() as db:
            return rereading.keep_reread(db, run, again, reads, stamp(at))

    def reread_same(self, run: int, again: Sequence[ReadAgain]) -> None:
        """Keep that these captures were read again and nothing moved."""
        if again:
            with self._writing() as db:
                rereading.keep_same(db, run, again)

    def rules_to_keep(self) -> tuple[str, ...]:
        """The packs, as readings name them, by which pages were read and whose files are not kept."""
        with guarded(self.path):
            return rules.not_kept(self._db)

    def keep_rules(self, pack: str, files: bytes) -> None:
        """Keep the files of a pack, so that a later change of it can be told from it."""
        with self._writing() as db:
            rules.keep(db, pack, files)

    def kept_rules(self, pack: str) -> bytes | None:
        """The files of a pack by which pages were read, None where they are not kept."""
        with guarded(self.path):
            return rules.kept(self._db, pack)

    def keep_picture(self, run: int, picture: Picture) -> None:
        """Keep that a run took a picture of a page; its file is complete on the disk by then."""
        with self._writing() as db:
            runs.keep_picture(db, self._site_run(db, run, picture.site), picture)

    def seal(self, manifest: KnownManifest, at: datetime) -> None:
        """Keep a manifest, and that it covers its runs. Raises StoreError where its number is taken."""
        with self._writing() as db:
            runs.seal(db, manifest, stamp(at))

    def prunable(self, before: datetime) -> tuple[str, ...]:
        """The files of the archive whose captures are all from before that moment, and that nothing rests on."""
        with guarded(self.path):
            return pruning.prunable(self._db, stamp(before))

    def prune(self, warcs: Sequence[str], at: datetime) -> None:
        """Keep that these files of the archive are let go."""
        with self._writing() as db:
            pruning.prune(db, warcs, stamp(at))

    def close_edition(self, closing: Closing) -> int:
        """Close an edition and mark its changes as told to that audience, in one transaction; gives its number.

        StoreBusy where its number is taken meanwhile, StoreError where one of the changes was told to that audience
        before. What it says and to whom it is owed is kept by the same transaction.
        """
        with self._writing() as db:
            return editions.close(db, closing)

    def delivery_begins(self, delivery: int, at: datetime) -> None:
        """Keep that a try is under way: where nothing is kept after it, nobody knows whether it arrived."""
        with self._writing() as db:
            outbox.begin(db, delivery, stamp(at))

    def delivery_ends(self, delivery: int, at: datetime, answer: str, *, sent: bool) -> None:
        """Keep that a delivery is done with: sent, or refused for good."""
        with self._writing() as db:
            outbox.end(db, delivery, stamp(at), answer, sent=sent)

    def delivery_waits(self, delivery: int, next_try: datetime, answer: str) -> None:
        """Keep that a try came to nothing, and when the next is due."""
        with self._writing() as db:
            outbox.put_off(db, delivery, stamp(next_try), answer)

    def deliver_again(self, at: datetime) -> int:
        """Owe once more what was refused for good; gives how many deliveries that are."""
        with self._writing() as db:
            return outbox.again(db, stamp(at))

    def judge(
        self,
        claims: Sequence[int],
        verdict: Verdict,
        reviewer: str,
        at: datetime,
        reason: str = "",
        sources: Sequence[int] = (),
    ) -> None:
        """Keep what a reviewer said of these claims and stated sources, about what they say now.

        Raises StoreError for one that is not known, and for a dismissal without a reason; nothing is kept then.
        """
        with self._writing() as db:
            verdicts.keep(db, verdicts.Said(claims, verdict, reason, reviewer, stamp(at)))
            source_verdicts.keep(db, verdicts.Said(sources, verdict, reason, reviewer, stamp(at)))

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        """One transaction, with the right to write from its start: a wait for another writer never ends in vain."""
        connection = self._db.conn
        with guarded(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    def _site_run(self, db: Database, run: int, site: str) -> SiteRun:
        known = self._site_runs.get((run, site))
        if known is None:
            known = self._site_runs[run, site] = runs.site_run(db, run, site)
        return known
