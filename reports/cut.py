"""An edition cut to what one reader asked for: some markets, some sites, from a level up, in a language."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from claims.model import Level
from db.known import Change, KnownClaim, KnownFlag, KnownSource
from db.model import ChangeKind
from db.queries import Reader
from db.totals import PeriodTotal, TypeTotal, WeekTotal
from reports.levels import highest, place_of
from reports.material import Material
from reports.times import WEEK
from reports.words import Words

ENGLISH = "en"
NAMED = 4
WEEKS = 12


@dataclass(frozen=True, slots=True)
class Cut:
    """What a reader asked for; empty fields ask for all. `sites` are names, None for every site.

    A flag of a market that is not asked for counts as none; a change below `level` is left out.
    """

    sites: tuple[str, ...] | None = None
    markets: tuple[str, ...] = ()
    level: Level | None = None
    lang: str = ENGLISH

    @property
    def key(self) -> str:
        """A short name that stays the same; empty for the whole edition."""
        return "" if self == Cut() else blake2b(repr(self).encode(), digest_size=8).hexdigest()

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self.sites is not None or bool(self.markets) or self.level is not None


def cut_to(material: Material, cut: Cut, reader: Reader) -> Material:
    """The material that is left; the store is asked for the totals of its sites, from the least level up.

    What stands by site cannot be told by market and is left out; news of earlier weeks weighs what it weighs in the
    markets asked for by the flags that it has now; how levels moved before is left out then.
    """
    if not cut.narrows:
        return material
    kept = _totalled(_flagged(_of_sites(material, cut.sites), cut), cut, reader)
    return _weighed(kept, cut, reader) if cut.markets else kept


def says(cut: Cut, words: Words) -> str:
    """What a cut holds, in words; empty for the whole edition."""
    above = words.say("{level} and above", level=words.inline(words.levels[cut.level].word)) if cut.level else ""
    parts = [
        words.joined(words.market(market) for market in cut.markets),
        _sites(cut.sites, words) if cut.sites is not None else "",
        above,
    ]
    found = [part for part in parts if part]
    return words.say("cut to {parts}", parts="; ".join(found)) if found else ""


def _sites(names: tuple[str, ...], words: Words) -> str:
    if len(names) <= NAMED:
        return words.joined(names) or words.say("no site")
    return words.count(len(names), "{n} site", "{n} sites")


def _of_sites(material: Material, names: tuple[str, ...] | None) -> Material:
    if names is None:
        return material
    chosen = frozenset(names)
    return replace(
        material,
        changes=tuple(change for change in material.changes if change.site in chosen),
        claims=tuple(claim for claim in material.claims if claim.site in chosen),
        products=tuple(product for product in material.products if product.site in chosen),
        sources=tuple(source for source in material.sources if source.site in chosen),
        coverage=tuple(site for site in material.coverage if site.site in chosen),
        site_totals=tuple(total for total in material.site_totals if total.site in chosen),
        matrix=tuple(cell for cell in material.matrix if cell.site in chosen),
        letters=tuple(letter for letter in material.letters if letter.site in chosen),
        source_letters=tuple(letter for letter in material.source_letters if letter.site in chosen),
    )


def _totalled(material: Material, cut: Cut, reader: Reader) -> Material:
    """The material with the totals of what was asked for."""
    return replace(
        material,
        weeks=reader.week_totals(material.until, sites=cut.sites, level=cut.level),
        types=reader.type_totals(material.since, material.until, sites=cut.sites, level=cut.level),
        before=_before(reader, material.since, material.until, cut) if material.before else None,
        site_weeks=() if cut.level else material.site_weeks,
    )


def _weighed(material: Material, cut: Cut, reader: Reader) -> Material:
    """The material with its totals of news by the flags of the markets that were asked for."""
    news = reader.changes(since=material.since - WEEKS * WEEK, until=material.until, news=True)
    if cut.sites is not None:
        news = tuple(change for change in news if change.site in cut.sites)
    about = [change.id for change in news]
    known = replace(
        material,
        changes=news,
        claims=reader.claims(ids=sorted({change.claim for change in news if change.claim is not None}), live=None),
        products=reader.products(live=None, about=about),
        sources=reader.sources(about=about),
    )
    left = _flagged(known, cut).changes
    return replace(
        material,
        weeks=tuple(_week(week, left) for week in material.weeks),
        types=_types(left, material.since),
        before=None,
        site_weeks=(),
    )


def _week(week: WeekTotal, news: tuple[Change, ...]) -> WeekTotal:
    levels = Counter(change.level for change in news if week.since <= change.at < week.until)
    critical, high, medium, low = (levels[level] for level in Level)
    return replace(week, critical=critical, high=high, medium=medium, low=low)


def _types(news: tuple[Change, ...], since: datetime) -> tuple[TypeTotal, ...]:
    """The news of each type that has a flag in these markets, most news first."""
    flagged = [change for change in news if change.level is not None and change.type]
    now = Counter(change.type for change in flagged if change.at >= since)
    before = Counter(change.type for change in flagged if since - WEEKS * WEEK <= change.at < since)
    names = sorted(now.keys() | before.keys(), key=lambda name: (-now[name], -before[name], name))
    return tuple(TypeTotal(name, now[name], before[name], WEEKS) for name in names)


def _before(reader: Reader, since: datetime, until: datetime, cut: Cut) -> PeriodTotal | None:
    total = reader.period_total(since - (until - since), since, sites=cut.sites, level=cut.level)
    return total if total.pages_expected else None


def _flagged(material: Material, cut: Cut) -> Material:
    """Flags of the markets asked for, levels that follow from them, and changes from the least level up."""
    if not cut.markets and cut.level is None:
        return material
    claims = tuple(_claim(claim, cut) for claim in material.claims)
    sources = tuple(_source(source, cut) for source in material.sources)
    levels = {claim.id: claim.level for claim in claims}
    stated = _stated(replace(material, sources=sources))
    changes = tuple(_change(change, levels, stated, cut) for change in material.changes)
    if cut.level:
        least = place_of(cut.level)
        changes = tuple(change for change in changes if place_of(change.level) <= least)
    totals = () if cut.markets else material.site_totals
    past = tuple(change for change in material.past if not (cut.markets and change.kind is ChangeKind.LEVEL))
    return replace(material, claims=claims, sources=sources, changes=changes, site_totals=totals, past=past)


def _flags(flags: tuple[KnownFlag, ...], cut: Cut) -> tuple[KnownFlag, ...]:
    return tuple(flag for flag in flags if flag.market in cut.markets) if cut.markets else flags


def _claim(claim: KnownClaim, cut: Cut) -> KnownClaim:
    flags = _flags(claim.flags, cut)
    return replace(claim, flags=flags, level=highest(flag.level for flag in flags)) if cut.markets else claim


def _source(source: KnownSource, cut: Cut) -> KnownSource:
    flags = _flags(source.flags, cut)
    return replace(source, flags=flags, level=highest(flag.level for flag in flags)) if cut.markets else source


def _stated(material: Material) -> Mapping[tuple[str, int | str], Level | None]:
    """The level of what is stated at each address and of each product of a site, by its number."""
    numbers = {(product.site, product.key): product.id for product in material.products}
    levels: dict[tuple[str, int | str], list[Level | None]] = {}
    for source in material.sources:
        owners: tuple[int | str, ...] = (source.address, numbers.get((source.site, source.product), source.address))
        for owner in dict.fromkeys(owners):
            levels.setdefault((source.site, owner), []).append(source.level)
    return {key: highest(each) for key, each in levels.items()}


def _change(
    change: Change,
    levels: Mapping[int, Level | None],
    stated: Mapping[tuple[str, int | str], Level | None],
    cut: Cut,
) -> Change:
    """A change weighs what its claim, or what is stated where it happened, weighs in these markets."""
    if not cut.markets or change.level is None:
        return change
    if change.claim is not None:
        return replace(change, level=levels.get(change.claim))
    return replace(change, level=stated.get((change.site, change.product or change.address)))
