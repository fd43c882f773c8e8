"""Sentences that are news, each once for all that was read from it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from claims.model import Form, Level
from db.known import Change, KnownClaim, KnownPlace
from reports.levels import highest, place_of
from reports.material import Material
from reports.novelty import STRENGTH, Novelty, is_news, novelty_of, softened
from reports.text import folded

# Forms that name a thing or speak to machines: a sentence of the text tells more.
LABELS = {Form.HEADING, Form.META, Form.STRUCTURED_DATA, Form.ALT_TEXT}


@dataclass(frozen=True, slots=True)
class Order:
    """What leads between equals: positions of the ways of being news and of claim types, the first the strongest."""

    novelty: Mapping[str, int]
    claim_types: Mapping[str, int]

    def of_claim(self, claim: KnownClaim) -> tuple[int, int, bool, int, bool, int]:
        """The place of a claim among those of its sentence or page: pressing, telling, in the text, strong first."""
        type_ = self.claim_types.get(claim.type, len(self.claim_types))
        unsure = claim.experimental or claim.likeness
        return place_of(claim.level), type_, is_label(claim), STRENGTH.index(claim.status), unsure, claim.id

    def of_novelty(self, novelty: Novelty) -> int:
        """The place of a way of being news."""
        return self.novelty.get(novelty, len(self.novelty))


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
    def is_label(self) -> bool:
        """Whether it only stands where things are named, never in the text."""
        return all(is_label(claim) for claim in self.claims)

    @property
    def places(self) -> tuple[KnownPlace, ...]:
        """Every page that has the sentence now, once each."""
        live = {place.address: place for claim in self.claims for place in claim.places if place.live}
        return tuple(live.values())


def findings_of(material: Material, order: Order) -> tuple[Finding, ...]:
    """The news sentences of sites that sell; what is denied, asked or warned of and has no flag is none.

    What a reviewer dismissed in these very words is none either.
    """
    claims = {claim.id: claim for claim in material.claims if _counts(claim) and not material.is_dismissed(claim.id)}
    eased = {change.claim for change in material.changes if softened(change)}
    groups: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in material.changes:
        claim = claims.get(change.claim or 0)
        if claim is not None and is_news(change):
            groups[claim.site, folded(claim.quote)].append(change)
    return tuple(_finding(changes, claims, eased, order) for changes in groups.values())


def dismissed_of(material: Material) -> int:
    """How many sentences would be news, but were dismissed in these very words."""
    claims = {claim.id: claim for claim in material.claims if _counts(claim) and material.is_dismissed(claim.id)}
    news = {change.claim for change in material.changes if is_news(change)}
    return len({(claim.site, folded(claim.quote)) for claim in claims.values() if claim.id in news})


def is_label(claim: KnownClaim) -> bool:
    """Whether a claim stands only in headings and in what machines read."""
    return all(place.form in LABELS for place in claim.places)


def _counts(claim: KnownClaim) -> bool:
    stands = claim.gone_at is None and claim.kind.sells
    return stands and (claim.status.in_force or claim.level is not None)


def _finding(changes: list[Change], claims: Mapping[int, KnownClaim], eased: set[int | None], order: Order) -> Finding:
    own = {change.claim: claims[change.claim] for change in changes if change.claim is not None}
    novelty = min(map(novelty_of, changes), key=order.of_novelty)
    if novelty is Novelty.REWORDED and all(number in eased for number in own):
        novelty = Novelty.SOFTENED
    return Finding(tuple(sorted(own.values(), key=order.of_claim)), tuple(changes), novelty)
