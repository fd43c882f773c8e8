"""All that an edition is made from, asked of the store once."""

from dataclasses import dataclass, field
from datetime import datetime

from claims.model import SiteKind
from db.kept import Picture
from db.known import Change, KnownClaim, KnownProduct, KnownSource, SiteCoverage
from db.totals import MatrixCell, PeriodTotal, SiteTotal, SiteWeeks, TypeTotal, WeekTotal
from db.verdicts import KnownSourceVerdict, KnownVerdict, Letter, SourceLetter, Verdict, in_force, sources_in_force

REGULATOR = "regulator"
BRAND = "brand"


@dataclass(frozen=True, slots=True)
class Material:
    """What the store knows of one period for one audience.

    `changes` are those not yet told to the audience; `claims`, `products` and `sources` are what they are about, as it
    stands now; `before` are the figures of a period of the same length right before, None where there are none;
    `verdicts` and `source_verdicts` are those on the claims and sources, `letters` and `source_letters` all that are
    followed up; `own` are the sites of the brand that reads it; `past` is all that ever happened to the claims and
    stated sources that cards may show, `pictures` are the newest of their pages.
    """

    audience: str
    since: datetime
    until: datetime
    changes: tuple[Change, ...] = ()
    claims: tuple[KnownClaim, ...] = ()
    products: tuple[KnownProduct, ...] = ()
    sources: tuple[KnownSource, ...] = ()
    coverage: tuple[SiteCoverage, ...] = ()
    site_totals: tuple[SiteTotal, ...] = ()
    weeks: tuple[WeekTotal, ...] = ()
    types: tuple[TypeTotal, ...] = ()
    before: PeriodTotal | None = None
    matrix: tuple[MatrixCell, ...] = ()
    packs: tuple[str, ...] = ()
    verdicts: tuple[KnownVerdict, ...] = ()
    letters: tuple[Letter, ...] = ()
    source_verdicts: tuple[KnownSourceVerdict, ...] = ()
    source_letters: tuple[SourceLetter, ...] = ()
    site_weeks: tuple[SiteWeeks, ...] = ()
    own: frozenset[str] = frozenset()
    past: tuple[Change, ...] = ()
    pictures: tuple[Picture, ...] = ()

    _sites: dict[str, tuple[SiteKind, str]] = field(init=False, repr=False, compare=False)
    _judged: dict[int, KnownVerdict] = field(init=False, repr=False, compare=False)
    _judged_sources: dict[int, KnownSourceVerdict] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known: tuple[SiteCoverage | SiteTotal | KnownClaim, ...] = (*self.claims, *self.site_totals, *self.coverage)
        object.__setattr__(self, "_sites", {each.site: (each.kind, each.country) for each in known})
        object.__setattr__(self, "_judged", in_force(self.verdicts))
        object.__setattr__(self, "_judged_sources", sources_in_force(self.source_verdicts))

    def verdict_of(self, claim: int) -> KnownVerdict | None:
        """What a reviewer said of a claim, as far as it holds."""
        return self._judged.get(claim)

    def is_dismissed(self, claim: int) -> bool:
        """Whether a reviewer dismissed the words that a claim has now."""
        verdict = self.verdict_of(claim)
        return verdict is not None and verdict.verdict is Verdict.DISMISSED

    def verdict_of_source(self, source: int) -> KnownSourceVerdict | None:
        """What a reviewer said of a stated source, as far as it holds."""
        return self._judged_sources.get(source)

    def is_source_dismissed(self, source: int) -> bool:
        """Whether a reviewer dismissed what is stated of a source now."""
        verdict = self.verdict_of_source(source)
        return verdict is not None and verdict.verdict is Verdict.DISMISSED

    def kind_of(self, site: str) -> SiteKind:
        """Who speaks on a site; a site that nothing else names sells."""
        return self._sites.get(site, (SiteKind.RETAILER, ""))[0]

    def country_of(self, site: str) -> str:
        """The country of a site, empty where it is not known."""
        return self._sites.get(site, (SiteKind.RETAILER, ""))[1]
