"""Pages and products with their news: sentences under the thing that they are about, stated sources beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from claims.model import Disclosure, Level, SiteKind
from db.known import Change, KnownClaim, KnownFlag, KnownProduct, KnownSource
from reports.findings import Finding, Order, findings_of
from reports.levels import distinct, highest, place_of
from reports.material import Material
from reports.novelty import is_source_news
from reports.text import folded


@dataclass(frozen=True, slots=True)
class Subject:
    """A product or page of a site with its news.

    `statements` is what its pages state of its source, the most telling first; that is news where `moves` are.
    """

    site: str
    kind: SiteKind
    country: str
    product: str
    page: str
    findings: tuple[Finding, ...] = ()
    statements: tuple[KnownSource, ...] = ()
    moves: tuple[Change, ...] = ()
    entry: KnownProduct | None = None

    @property
    def source(self) -> KnownSource | None:
        """The most telling statement of its source."""
        return self.statements[0] if self.statements else None

    @property
    def source_level(self) -> Level | None:
        """The most pressing level of what is stated of its source."""
        return highest(statement.level for statement in self.statements)

    @property
    def level(self) -> Level | None:
        """The most pressing level of what is news here."""
        return highest((*(finding.level for finding in self.findings), self.source_level if self.moves else None))

    @property
    def led_by_source(self) -> bool:
        """Whether the source is told first and claims add to it: it is news, quoted, and weighs as much as they do."""
        quoted = bool(self.moves and self.source and self.source.quote)
        return quoted and self.source_level is not None and self.source_level is self.level

    @property
    def flags(self) -> tuple[KnownFlag, ...]:
        """Every flag of what is news here, each market and rule once, the most pressing first."""
        own = [flag for finding in self.findings for claim in finding.claims for flag in claim.flags]
        return distinct((*own, *self.source_flags))

    @property
    def leading_flags(self) -> tuple[KnownFlag, ...]:
        """The flags of what the card shows first: the leading sentence, and the source where that is news."""
        own = [flag for claim in self.findings[0].claims for flag in claim.flags] if self.findings else []
        return distinct(self.source_flags if self.led_by_source else (*own, *self.source_flags))

    @property
    def source_flags(self) -> tuple[KnownFlag, ...]:
        """The flags of its stated source, where that is news."""
        return distinct(flag for statement in self.statements for flag in statement.flags) if self.moves else ()


@dataclass(frozen=True, slots=True)
class Key:
    """What a subject is known by: a product of a site, else a page."""

    site: str
    product: str
    page: str

    def __lt__(self, other: "Key") -> bool:
        return (self.site, self.product, self.page) < (other.site, other.product, other.page)


class Keys:
    """Finds the key of a claim or source; the page that a product has for itself counts as the product."""

    def __init__(self, material: Material) -> None:
        homes: dict[tuple[str, str], set[str]] = defaultdict(set)
        for entry in material.products:
            if entry.address:
                homes[entry.site, bare(entry.address)].add(entry.key)
        self._home = {place: products.pop() for place, products in homes.items() if len(products) == 1}
        self._products = {entry.id: entry for entry in material.products}
        self._entries = {(entry.site, entry.key): entry for entry in material.products}

    def entry(self, key: Key) -> KnownProduct | None:
        """The product of a key, where it is one that is known."""
        return self._entries.get((key.site, key.product)) if key.product else None

    def of_claim(self, claim: KnownClaim) -> Key:
        """Where a claim belongs."""
        live = [place for place in claim.places if place.live] or list(claim.places)
        page, address = (live[0].page, live[0].address) if live else ("", "")
        return self._key(claim.site, claim.product, page, address)

    def of_source(self, source: KnownSource) -> Key:
        """Where a stated source belongs."""
        return self._key(source.site, source.product, source.page, source.address)

    def of_change(self, change: Change) -> Key:
        """Where a change of a stated source belongs; the page is told by its address there."""
        product = self._products.get(change.product or 0)
        return self._key(change.site, product.key if product else "", "", change.address)

    def _key(self, site: str, product: str, page: str, address: str) -> Key:
        owner = product or self._home.get((site, bare(address)), "")
        return Key(site, owner, "") if owner else Key(site, "", bare(address) or page)


def subjects_of(material: Material, order: Order) -> tuple[Subject, ...]:
    """The products and pages that have news, each sentence under the one that has the most of it."""
    return subjects_with(material, findings_of(material, order), order)


def subjects_with(material: Material, findings: tuple[Finding, ...], order: Order) -> tuple[Subject, ...]:
    """The products and pages of these sentences, and those whose stated source is news."""
    keys = Keys(material)
    gathered = _gathered(findings, keys, order)
    stated: dict[Key, list[KnownSource]] = defaultdict(list)
    for source in sorted(map(partial(_muted, material=material), material.sources), key=_telling):
        stated[keys.of_source(source)].append(source)
    moves: dict[Key, list[Change]] = defaultdict(list)
    for key, change in _source_news(material, keys):
        if any(not material.is_source_dismissed(source.id) for source in stated.get(key, ())):
            moves[key].append(change)
    return tuple(
        Subject(
            site=key.site,
            kind=material.kind_of(key.site),
            country=material.country_of(key.site),
            product=key.product,
            page=key.page,
            findings=gathered.get(key, ()),
            statements=tuple(stated.get(key, ())),
            moves=tuple(moves.get(key, ())),
            entry=keys.entry(key),
        )
        for key in sorted({*gathered, *moves})
    )


def dismissed_sources_of(material: Material) -> int:
    """How many products and pages would have a stated source as news, but for what was dismissed as it stands now."""
    keys = Keys(material)
    stated: dict[Key, list[KnownSource]] = defaultdict(list)
    for source in material.sources:
        stated[keys.of_source(source)].append(source)
    news = {key for key, _ in _source_news(material, keys)}
    return sum(all(material.is_source_dismissed(each.id) for each in stated[key]) for key in news if stated.get(key))


def _source_news(material: Material, keys: Keys) -> Iterator[tuple[Key, Change]]:
    """Every change of a stated source that is news, and where it belongs."""
    for change in material.changes:
        if is_source_news(change) and material.kind_of(change.site).sells:
            yield keys.of_change(change), change


def _muted(source: KnownSource, material: Material) -> KnownSource:
    """A statement that was dismissed as it stands weighs nothing; it is told where a claim leads all the same."""
    return replace(source, level=None, flags=()) if material.is_source_dismissed(source.id) else source


def _gathered(findings: tuple[Finding, ...], keys: Keys, order: Order) -> Mapping[Key, tuple[Finding, ...]]:
    weight = Counter(key for finding in findings for key in {keys.of_claim(claim) for claim in finding.claims})
    gathered: dict[Key, list[Finding]] = defaultdict(list)
    for finding in findings:
        own = min({keys.of_claim(claim) for claim in finding.claims}, key=lambda key: (-weight[key], key))
        claims = sorted(finding.claims, key=lambda claim: (keys.of_claim(claim) != own, order.of_claim(claim)))
        gathered[own].append(replace(finding, claims=tuple(claims)))
    return {
        key: tuple(sorted(each, key=lambda finding: order.of_claim(finding.lead))) for key, each in gathered.items()
    }


def _telling(source: KnownSource) -> tuple[bool, int, bool, int]:
    """How little a statement tells: one that names a source, weighs more and is quoted in a sentence comes first."""
    bare = folded(source.quote) in {"", folded(source.name), folded(source.title)}
    return source.disclosure is Disclosure.NOT_ASKED, place_of(source.level), bare, source.id


def bare(address: str) -> str:
    """An address without what does not tell pages apart."""
    return address.split("#", 1)[0].rstrip("/")
