"""A site with all that is known of it: what its dossier tells."""

from dataclasses import dataclass
from datetime import datetime

from db.errors import NotStored
from db.known import Change, KnownClaim
from db.model import Site
from db.queries import Reader
from reports.about import markets_in_force
from reports.gather import pages_of
from reports.levels import place_of
from reports.material import REGULATOR, Material
from reports.text import folded


@dataclass(frozen=True, slots=True)
class Case:
    """A site with all that is known of it."""

    site: Site
    material: Material
    changes: tuple[Change, ...]
    claims: tuple[KnownClaim, ...]
    now: datetime

    @property
    def standing(self) -> tuple[KnownClaim, ...]:
        """The claims that stand now."""
        return tuple(claim for claim in self.claims if claim.gone_at is None)

    @property
    def sentences(self) -> tuple[tuple[KnownClaim, ...], ...]:
        """The claims that one sentence makes together, those that went apart from those that stand."""
        found: dict[tuple[str, bool], list[KnownClaim]] = {}
        for claim in self.claims:
            found.setdefault((folded(claim.quote), claim.gone_at is None), []).append(claim)
        return tuple(map(tuple, found.values()))


def case_of(reader: Reader, name: str, now: datetime) -> Case:
    """All that is known of a site. Raises NotStored for a site that is not stored."""
    site = next((known for known in reader.sites() if known.name == name), None)
    if site is None:
        known = ", ".join(each.name for each in reader.sites()) or "none yet"
        raise NotStored(f"no site named {name} is stored: there are {known}")
    claims = reader.claims(site=name, live=None)
    past = reader.changes(site=name)
    sources = reader.sources(site=name)
    material = Material(
        audience=REGULATOR,
        since=min((claim.first_seen for claim in claims), default=now),
        until=now,
        claims=claims,
        products=reader.products(site=name, live=None),
        sources=sources,
        coverage=tuple(each for each in reader.coverage() if each.site == name),
        packs=(*reader.packs(), markets_in_force()),
        verdicts=reader.verdicts([claim.id for claim in claims]),
        letters=tuple(letter for letter in reader.letters() if letter.site == name),
        source_verdicts=reader.source_verdicts([source.id for source in sources]),
        source_letters=tuple(letter for letter in reader.source_letters() if letter.site == name),
        past=past,
        pictures=reader.pictures(pages_of(claims, sources)),
    )
    ordered = sorted(claims, key=lambda claim: (claim.gone_at is not None, place_of(claim.level), claim.first_seen))
    changes = tuple(change for change in past if not change.technical)
    return Case(site, material, changes, tuple(ordered), now)
