"""The one reader of the store; every answer is made of frozen dataclasses."""

from collections.abc import Sequence
from datetime import datetime

from claims.model import Level
from db.archived import ArchiveReader
from db.connection import guarded
from db.known import Change, Edition, KnownClaim, KnownProduct, KnownSource, Run, SiteCoverage
from db.mentions import KnownOffer, RouteMention, SourceMention
from db.model import ChangeKind, Incident, Site
from db.outbox import Delivery, EditionBody
from db.reading import (
    changes,
    claims,
    coverage,
    mentions,
    outbox,
    products,
    source_verdicts,
    totals,
    verdicts,
)
from db.totals import MatrixCell, PeriodTotal, SiteTotal, SiteWeeks, TypeTotal, WeekTotal
from db.verdicts import KnownSourceVerdict, KnownVerdict, Letter, SourceLetter


class Reader(ArchiveReader):
    """The store, open for reading; use as a context manager."""

    def sites(self) -> tuple[Site, ...]:
        """Every site ever visited, as its watchlist entry stood at its last run, by name."""
        with guarded(self.path):
            return coverage.sites(self._db)

    def site(self, name: str) -> Site | None:
        """The site of that name, likewise; None where none was visited."""
        with guarded(self.path):
            return next(iter(coverage.sites(self._db, name)), None)

    def labelled(self, label: str) -> tuple[str, ...]:
        """The names of the sites that bear a label."""
        with guarded(self.path):
            return coverage.labelled(self._db, label)

    def runs(self, limit: int = 100) -> tuple[Run, ...]:
        """The newest runs, newest first."""
        with guarded(self.path):
            return coverage.runs(self._db, limit)

    def claims(
        self,
        *,
        site: str = "",
        type: str = "",  # noqa: A002 - the word of the taxonomy
        product: str = "",
        level: Level | None = None,
        live: bool | None = True,
        ids: Sequence[int] | None = None,
        search: str = "",
        limit: int | None = None,
    ) -> tuple[KnownClaim, ...]:
        """Claims, the most pressing first, then the newest.

        `level` is the least level wanted; `live` True gives those that stand, False those that went, None both;
        `search` gives those whose wordings have words that begin with each of these.
        """
        wanted = claims.Wanted(site, type, product, level, live, ids, search, limit)
        with guarded(self.path):
            return claims.claims(self._db, wanted)

    def changes(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        kinds: Sequence[ChangeKind] = (),
        site: str = "",
        claim: int | None = None,
        run: int | None = None,
        limit: int | None = None,
        news: bool = False,
    ) -> tuple[Change, ...]:
        """What happened in [since, until), oldest first; with `news` only what is news of sites that sell."""
        wanted = changes.Wanted(since, until, kinds, site, claim, run, limit, news)
        with guarded(self.path):
            return changes.changes(self._db, wanted)

    def changes_about(
        self, claims: Sequence[int], products: Sequence[int] = (), pages: Sequence[tuple[str, str]] = ()
    ) -> tuple[Change, ...]:
        """All that ever happened to these claims and to the stated sources of these products and pages, oldest first.

        `pages` are (site, address) pairs.
        """
        with guarded(self.path):
            return changes.about(self._db, claims, products, pages)

    def untold(self, audience: str, until: datetime | None = None) -> tuple[Change, ...]:
        """The changes before `until` that no edition of this audience has told, oldest first."""
        with guarded(self.path):
            return changes.untold(self._db, audience, until)

    def products(
        self,
        *,
        site: str = "",
        live: bool | None = True,
        ids: Sequence[int] | None = None,
        about: Sequence[int] | None = None,
    ) -> tuple[KnownProduct, ...]:
        """Products by site and name; `about` names changes, and gives the products that they or their pages show."""
        with guarded(self.path):
            return products.products(self._db, site, live, ids, about)

    def sources(
        self,
        *,
        site: str = "",
        live: bool | None = True,
        about: Sequence[int] | None = None,
        ids: Sequence[int] | None = None,
    ) -> tuple[KnownSource, ...]:
        """The stated source of every product and page that sells, by site; of a product only the heaviest.

        `about` names changes, and gives what their pages and products state; `ids` gives just those sources.
        """
        with guarded(self.path):
            return products.sources(self._db, site, live, about, ids)

    def mentions(self, *, site: str = "") -> tuple[SourceMention, ...]:
        """Every sentence that names a source on the pages that stand, as it was read, in page order."""
        with guarded(self.path):
            return mentions.source_mentions(self._db, site)

    def route_mentions(self, *, site: str = "") -> tuple[RouteMention, ...]:
        """Every sentence that names a route, likewise."""
        with guarded(self.path):
            return mentions.route_mentions(self._db, site)

    def offers(self, *, site: str = "") -> tuple[KnownOffer, ...]:
        """Every price that running text asks for something, likewise."""
        with guarded(self.path):
            return mentions.offers(self._db, site)

    def coverage(self, run: int | None = None) -> tuple[SiteCoverage, ...]:
        """How much of each site a run saw; without a run, the newest of each site that is watched."""
        with guarded(self.path):
            return coverage.coverage(self._db, run)

    def incidents(self, run: int) -> tuple[Incident, ...]:
        """What a run could not do."""
        with guarded(self.path):
            return coverage.incidents(self._db, run)

    def packs(self) -> tuple[str, ...]:
        """The rule packs by which the pages that stand were last read."""
        with guarded(self.path):
            return coverage.packs(self._db)

    def editions(self, audience: str = "") -> tuple[Edition, ...]:
        """Closed editions, newest first; of all audiences where none is named."""
        with guarded(self.path):
            return changes.editions(self._db, audience)

    def edition(self, number: int) -> Edition | None:
        """A closed edition by its number; None where there is none."""
        with guarded(self.path):
            return changes.edition(self._db, number)

    def edition_bodies(self, number: int) -> tuple[EditionBody, ...]:
        """What an edition says, whole and in each cut that was made of it; none for one from before they were kept."""
        with guarded(self.path):
            return outbox.bodies(self._db, number)

    def deliveries(self, *, owed_only: bool = False, edition: int | None = None) -> tuple[Delivery, ...]:
        """What is or was owed to each reader, the oldest edition first."""
        with guarded(self.path):
            return outbox.deliveries(self._db, owed_only, edition)

    def edition_changes(self, number: int) -> tuple[Change, ...]:
        """What an edition told, oldest first."""
        with guarded(self.path):
            return changes.told_in(self._db, number)

    def next_edition(self) -> int:
        """The number that the next edition takes."""
        with guarded(self.path):
            return changes.next_edition(self._db)

    def verdicts(self, claims: Sequence[int] | None = None) -> tuple[KnownVerdict, ...]:
        """What reviewers said of these claims, or of all, oldest first."""
        with guarded(self.path):
            return verdicts.verdicts(self._db, claims)

    def queue(self, *, level: Level = Level.HIGH, site: str = "", limit: int | None = None) -> tuple[KnownClaim, ...]:
        """The claims of at least that level that wait for a verdict, the most pressing first, then the newest."""
        with guarded(self.path):
            ids = verdicts.queue(self._db, level, site, limit)
            return claims.claims(self._db, claims.Wanted(ids=ids))

    def letters(self) -> tuple[Letter, ...]:
        """Every claim that a letter was sent about, by site, with what became of it."""
        with guarded(self.path):
            return verdicts.letters(self._db)

    def source_verdicts(self, sources: Sequence[int] | None = None) -> tuple[KnownSourceVerdict, ...]:
        """What reviewers said of these stated sources, or of all, oldest first."""
        with guarded(self.path):
            return source_verdicts.source_verdicts(self._db, sources)

    def source_queue(
        self, *, level: Level = Level.HIGH, site: str = "", limit: int | None = None
    ) -> tuple[KnownSource, ...]:
        """The stated sources of at least that level that wait for a verdict, likewise."""
        with guarded(self.path), self.still():
            ids = source_verdicts.queue(self._db, level, site, limit)
            known = {source.id: source for source in products.sources(self._db, "", True, None, ids)}
            return tuple(known[each] for each in ids)

    def source_letters(self) -> tuple[SourceLetter, ...]:
        """Every stated source that a letter was sent about, by site, with what became of it."""
        with guarded(self.path):
            return source_verdicts.letters(self._db)

    def site_totals(self) -> tuple[SiteTotal, ...]:
        """The live claims of each site by level, the site with the most pressing ones first."""
        with guarded(self.path):
            return totals.site_totals(self._db)

    def week_totals(
        self, until: datetime, weeks: int = 12, sites: Sequence[str] | None = None, level: Level | None = None
    ) -> tuple[WeekTotal, ...]:
        """The news of each of the weeks that end at `until`, oldest first; none from before the first run.

        With `sites`, here and below, only what happened on the sites of these names counts; with `level` only what
        weighs at least so much.
        """
        with guarded(self.path):
            return totals.week_totals(self._db, until, weeks, sites, level)

    def site_weeks(self, until: datetime, weeks: int = 12) -> tuple[SiteWeeks, ...]:
        """The news of each site that has any in the weeks that end at `until`, by name."""
        with guarded(self.path):
            return totals.site_weeks(self._db, until, weeks)

    def type_totals(
        self,
        since: datetime,
        until: datetime,
        weeks: int = 12,
        sites: Sequence[str] | None = None,
        level: Level | None = None,
    ) -> tuple[TypeTotal, ...]:
        """The news of each claim type in the period and in the weeks before it, most news first."""
        with guarded(self.path):
            return totals.type_totals(self._db, since, until, weeks, sites, level)

    def period_total(
        self, since: datetime, until: datetime, sites: Sequence[str] | None = None, level: Level | None = None
    ) -> PeriodTotal:
        """The figures of one period."""
        with guarded(self.path):
            return totals.period_total(self._db, since, until, sites, level)

    def matrix(self, since: datetime, until: datetime) -> tuple[MatrixCell, ...]:
        """Claim types by site: what stands, and what went in the period."""
        with guarded(self.path):
            return totals.matrix(self._db, since, until)
