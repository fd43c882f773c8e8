"""News in the order of pages: sentences that are news, gathered under the page or product they stand on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from claims.model import Level, SiteKind, Status
from db.model import Change, ChangeKind, KnownClaim, KnownFlag, KnownPlace, KnownProduct, KnownSource
from reports.material import Material
from reports.text import folded

LEVELS = tuple(Level)
STRENGTH = tuple(reversed(Status))  # a statement of fact binds its seller most


class Novelty(StrEnum):
    """In which way something is news."""

    NEW = "new"
    RETURNED = "returned"
    REWORDED = "reworded"
    STRENGTHENED = "strengthened"
    SOURCE = "source"
    FIRST_VISIT = "first_visit"


NEWS_OF_CLAIMS = {
    ChangeKind.NEW: Novelty.NEW,
    ChangeKind.RETURNED: Novelty.RETURNED,
    ChangeKind.REWORDED: Novelty.REWORDED,
}
NEWS_OF_SOURCES = {ChangeKind.SOURCE, ChangeKind.CONFLICT_OPENED}


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of one site that is news, with every claim that was read from it, the leading one first."""

    claims: tuple[KnownClaim, ...]
    changes: tuple[Change, ...]
    novelty: Novelty

    @property
    def lead(self) -> KnownClaim:
        """The claim that speaks for the sentence."""
        return self.claims[0]

    @property
    def level(self) -> Level | None:
        """The most pressing level of its claims."""
        return highest(claim.level for claim in self.claims)

    @property
    def places(self) -> tuple[KnownPlace, ...]:
        """Every page that has the sentence now, once each."""
        live = {place.page: place for claim in self.claims for place in claim.places if place.live}
        return tuple(live.values())


@dataclass(frozen=True, slots=True)
class Subject:
    """A product or page of a site with its news; `source` is its stated source, news where `source_change` is set."""

    site: str
    kind: SiteKind
    country: str
    product: str
    page: str
    findings: tuple[Finding, ...] = ()
    source: KnownSource | None = None
    source_change: Change | None = None
    entry: KnownProduct | None = None

    @property
    def level(self) -> Level | None:
        """The most pressing level of what is news here."""
        source = self.source.level if self.source and self.source_change else None
        return highest((*(finding.level for finding in self.findings), source))

    @property
    def led_by_source(self) -> bool:
        """Whether the source is told first and claims add to it: it is news, quoted, and weighs as much as they do."""
        source = self.source if self.source_change else None
        return bool(source and source.quote and source.level and source.level is self.level)

    @property
    def flags(self) -> tuple[KnownFlag, ...]:
        """Every flag of what is news here, each market and rule once, the most pressing first."""
        own = [flag for finding in self.findings for claim in finding.claims for flag in claim.flags]
        own += self.source.flags if self.source and self.source_change else ()
        return distinct(own)


Key = tuple[str, str, str]


def highest(levels: Iterable[Level | None]) -> Level | None:
    """The most pressing of some levels; None where there is none."""
    known = [level for level in levels if level is not None]
    return min(known, key=LEVELS.index) if known else None


def distinct(flags: Iterable[KnownFlag]) -> tuple[KnownFlag, ...]:
    """The flags with each market and rule once, the most pressing first."""
    best: dict[tuple[str, str], KnownFlag] = {}
    for flag in flags:
        held = best.get((flag.market, flag.rule))
        if held is None or LEVELS.index(flag.level) < LEVELS.index(held.level):
            best[flag.market, flag.rule] = flag
    return tuple(sorted(best.values(), key=lambda flag: (LEVELS.index(flag.level), flag.general, not flag.confirmed)))


def is_news(change: Change) -> bool:
    """Whether a change tells of something that the site itself did, also on a first visit."""
    return not change.technical and (change.kind in NEWS_OF_CLAIMS or strengthened(change))


def is_source_news(change: Change) -> bool:
    """Whether a change tells of a stated source that is flagged and new, moved, or weighs more than it did."""
    of_source = change.kind in NEWS_OF_SOURCES or (change.kind is ChangeKind.LEVEL and strengthened(change))
    return of_source and change.claim is None and not change.technical and change.level is not None


def strengthened(change: Change) -> bool:
    """Whether a claim is now put more strongly or weighs more than it did."""
    return change.kind in {ChangeKind.STATUS, ChangeKind.LEVEL} and _rank(change.after) < _rank(change.before)


def softened(change: Change) -> bool:
    """Whether a claim is now put less strongly or weighs less than it did."""
    return change.kind in {ChangeKind.STATUS, ChangeKind.LEVEL} and _rank(change.after) > _rank(change.before)


def novelty_of(change: Change) -> Novelty:
    """In which way a change is news."""
    if change.baseline:
        return Novelty.FIRST_VISIT
    if change.kind in NEWS_OF_SOURCES:
        return Novelty.SOURCE if change.before else Novelty.NEW
    return NEWS_OF_CLAIMS.get(change.kind, Novelty.STRENGTHENED)


def findings_of(material: Material, order: "Order") -> tuple[Finding, ...]:
    """The news sentences of sites that sell, each once for all its types and products."""
    claims = {claim.id: claim for claim in material.claims}
    groups: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in material.changes:
        claim = claims.get(change.claim or 0)
        if claim is not None and is_news(change) and claim.kind.sells and claim.gone_at is None:
            groups[claim.site, folded(claim.quote)].append(change)
    return tuple(_finding(changes, claims, order) for changes in groups.values())


def subjects_of(material: Material, order: "Order") -> tuple[Subject, ...]:
    """The products and pages that have news, each sentence under the one that has the most of it."""
    findings = findings_of(material, order)
    weight = Counter(key for finding in findings for key in {_key(claim) for claim in finding.claims})
    gathered: dict[Key, list[Finding]] = defaultdict(list)
    for finding in findings:
        keys = sorted({_key(claim) for claim in finding.claims}, key=lambda key: (-weight[key], key))
        gathered[keys[0]].append(_led_by(finding, keys[0], order))
    sources = _source_news(material)
    entries = {(entry.site, entry.key): entry for entry in material.products}
    known = {
        (source.site, source.product, "" if source.product else source.page): source for source in material.sources
    }
    return tuple(
        _subject(key, gathered.get(key, []), known.get(key), sources.get(key), entries, material, order)
        for key in sorted({*gathered, *sources})
    )


@dataclass(frozen=True, slots=True)
class Order:
    """What leads between equals: positions of the ways of being news and of claim types, the first the strongest."""

    novelty: Mapping[str, int]
    claim_types: Mapping[str, int]

    def of_claim(self, claim: KnownClaim) -> tuple[int, int, int, bool, int]:
        """The place of a claim among those of its sentence or page: pressing, certain, telling, strong first."""
        level = LEVELS.index(claim.level) if claim.level else len(LEVELS)
        type_ = self.claim_types.get(claim.type, len(self.claim_types))
        return level, type_, STRENGTH.index(claim.status), claim.experimental, claim.id

    def of_novelty(self, novelty: Novelty) -> int:
        """The place of a way of being news."""
        return self.novelty.get(novelty, len(self.novelty))


def _finding(changes: list[Change], claims: Mapping[int, KnownClaim], order: Order) -> Finding:
    own = {change.claim: claims[change.claim] for change in changes if change.claim is not None}
    ordered = tuple(sorted(own.values(), key=order.of_claim))
    return Finding(ordered, tuple(changes), min(map(novelty_of, changes), key=order.of_novelty))


def _led_by(finding: Finding, key: Key, order: Order) -> Finding:
    """The finding with the claims of its own page or product before those of others."""
    own = sorted(finding.claims, key=lambda claim: (_key(claim) != key, order.of_claim(claim)))
    return replace(finding, claims=tuple(own))


def _subject(
    key: Key,
    findings: list[Finding],
    source: KnownSource | None,
    change: Change | None,
    entries: Mapping[tuple[str, str], KnownProduct],
    material: Material,
    order: Order,
) -> Subject:
    site, product, page = key
    ordered = tuple(sorted(findings, key=lambda finding: order.of_claim(finding.lead)))
    page = page or (source.page if source else "") or (_page(ordered[0].lead) if ordered else "")
    country, kind = material.country_of(site), material.kind_of(site)
    entry = entries.get((site, product)) if product else None
    return Subject(site, kind, country, product, page, ordered, source, change, entry)


def _source_news(material: Material) -> dict[Key, Change]:
    """The news of stated sources by product or page, of sites that sell."""
    products = {entry.id: entry for entry in material.products}
    news: dict[Key, Change] = {}
    for change in material.changes:
        if not is_source_news(change) or not material.kind_of(change.site).sells:
            continue
        entry = products.get(change.product or 0)
        if entry is not None:
            news[change.site, entry.key, ""] = change
        else:
            news.update({_source_key(source): change for source in _at(material, change)})
    return news


def _at(material: Material, change: Change) -> list[KnownSource]:
    return [source for source in material.sources if source.site == change.site and source.address == change.address]


def _key(claim: KnownClaim) -> Key:
    return claim.site, claim.product, "" if claim.product else _page(claim)


def _source_key(source: KnownSource) -> Key:
    return source.site, source.product, "" if source.product else source.page


def _weight(source: KnownSource) -> tuple[int, bool, int]:
    """How little one of several statements on the same product tells."""
    return LEVELS.index(source.level) if source.level else len(LEVELS), not source.quote, source.id


def _page(claim: KnownClaim) -> str:
    live = [place for place in claim.places if place.live] or list(claim.places)
    return live[0].page if live else ""


def _rank(word: str) -> int:
    """The position of a level or status, the most pressing or strongest first; what is neither comes last."""
    scale = tuple(map(str, LEVELS if word in set(Level) else STRENGTH))
    return scale.index(word) if word in scale else len(scale)
