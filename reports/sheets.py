"""An edition as rows: every change that it tells, the pages that were seen, what stands; nothing left out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from claims.model import Money
from db.known import Change, KnownClaim, KnownFlag, KnownProduct, SiteCoverage
from db.totals import MatrixCell
from reports.blocks import Cell, Sheet
from reports.levels import distinct
from reports.material import Material
from reports.naming import best_place
from reports.official import part_named
from reports.text import short, shown
from reports.words import Words

T = TypeVar("T")
TEXT_LIMIT = 2_000
MORE_THAN_ONE = "; "


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A column: its key in data, its head for people, and what it takes from a row's thing."""

    key: str
    head: str
    of: Callable[[T], Cell]


@dataclass(frozen=True, slots=True)
class Told:
    """A change with the claim it is about, where it is about one."""

    change: Change
    claim: KnownClaim | None
    flags: tuple[KnownFlag, ...]


def sheets_of(material: Material, words: Words) -> tuple[Sheet, ...]:
    """The sheets of an edition; one without rows is kept, so that every file has the same ones."""
    claims = {claim.id: claim for claim in material.claims}
    told = [_told(change, claims) for change in material.changes]
    products = {change.product for change in material.changes}
    entries = [entry for entry in material.products if entry.id in products]
    return (
        _sheet("changes", words.say("Changes"), _change_fields(material, words), told),
        _sheet("products", words.say("Products that moved"), _product_fields(words), entries),
        _sheet("types", words.say("Claims that stand"), _matrix_fields(words), material.matrix),
        _sheet("coverage", words.say("Pages seen"), _coverage_fields(words), material.coverage),
    )


def _sheet(key: str, title: str, fields: tuple[Field[T], ...], things: Iterable[T]) -> Sheet:
    heads = tuple(field.head for field in fields)
    rows = tuple(tuple(_cell(field.of(thing)) for field in fields) for thing in things)
    return Sheet(key, title, tuple(field.key for field in fields), heads, rows)


def _told(change: Change, claims: Mapping[int, KnownClaim]) -> Told:
    claim = claims.get(change.claim or 0)
    return Told(change, claim, distinct(claim.flags) if claim else ())


def _change_fields(material: Material, words: Words) -> tuple[Field[Told], ...]:
    return (
        Field("change", words.say("Change"), lambda t: t.change.id),
        Field("at", words.say("When"), lambda t: _time(t.change.at)),
        Field("kind", words.say("What happened"), lambda t: words.changes[t.change.kind]),
        Field("technical", words.say("Only rules moved"), lambda t: int(t.change.technical)),
        Field("first_visit", words.say("Found on a first visit"), lambda t: int(t.change.baseline)),
        Field("site", words.say("Site"), lambda t: t.change.site),
        Field("site_kind", words.say("Kind of site"), lambda t: words.kinds[material.kind_of(t.change.site)]),
        Field("country", words.say("Country"), lambda t: material.country_of(t.change.site)),
        Field("level", words.say("Level"), lambda t: words.levels[t.change.level].word if t.change.level else ""),
        Field("type", words.say("Claim type"), lambda t: words.type_name(t.claim.type) if t.claim else ""),
        Field("status", words.say("How it is put"), lambda t: words.statuses[t.claim.status] if t.claim else ""),
        Field("subject", words.say("Words or product"), lambda t: t.claim.quote if t.claim else t.change.subject),
        Field("before", words.say("Before"), lambda t: t.change.before),
        Field("after", words.say("After"), lambda t: t.change.after),
        Field("product", words.say("Product"), lambda t: t.claim.product_name if t.claim else ""),
        Field("page", words.say("Page"), lambda t: _page(t.claim)),
        Field("address", words.say("Address"), lambda t: t.change.address),
        *_proof_fields(words),
    )


def _proof_fields(words: Words) -> tuple[Field[Told], ...]:
    """Why a change is a reason to look, and what proves it."""
    return (
        Field("markets", words.say("Markets"), lambda t: _each(words.market(flag.market) for flag in t.flags)),
        Field("reasons", words.say("Reasons to look"), lambda t: _each(flag.reason for flag in t.flags)),
        Field("provisions", words.say("Provisions"), lambda t: _each(map(_provision, _provisions(t)))),
        Field("provision_addresses", words.say("Where they stand"), lambda t: _each(p[2] for p in _provisions(t))),
        Field("rule", words.say("Rule"), lambda t: t.claim.rule if t.claim else ""),
        Field("likeness", words.say("Looks like a claim"), lambda t: int(t.claim.likeness) if t.claim else 0),
        Field("rule_version", words.say("Version"), lambda t: t.claim.rule_version if t.claim else None),
        Field("first_seen", words.say("First seen"), lambda t: _time(t.claim.first_seen) if t.claim else ""),
        Field("last_seen", words.say("Last seen"), lambda t: _time(t.claim.last_seen if t.claim else t.change.seen_at)),
        Field("missed_at", words.say("First missed"), lambda t: _time(t.change.missed_at)),
        Field("shown_by", words.say("Shown by"), lambda t: t.change.reason),
        Field("claim", words.say("Claim"), lambda t: t.change.claim),
        Field("capture_file", words.say("Saved copy"), lambda t: _place(t.claim)[0]),
        Field("capture_offset", words.say("At byte"), lambda t: _place(t.claim)[1]),
        Field("sha256", words.say("SHA-256 of the page"), lambda t: _place(t.claim)[2]),
    )


def _product_fields(words: Words) -> tuple[Field[KnownProduct], ...]:
    return (
        Field("site", words.say("Site"), lambda p: p.site),
        Field("name", words.say("Product"), lambda p: p.name),
        Field("brand", words.say("Brand"), lambda p: p.brand),
        Field("address", words.say("Address"), lambda p: p.address),
        Field("price", words.say("Price"), lambda p: _amount(p.price)),
        Field("currency", words.say("Currency"), lambda p: p.price.currency if p.price else ""),
        Field("disclosure", words.say("Stated source"), lambda p: words.disclosures[p.disclosure]),
        Field(
            "sources",
            words.say("Sources"),
            lambda p: _each(words.source(class_, detail) for class_, detail in p.sources),
        ),
        Field("source_reason", words.say("What decided"), lambda p: p.source_reason),
        Field("ingredients", words.say("Ingredients"), lambda p: p.ingredients),
        Field("first_seen", words.say("First seen"), lambda p: _time(p.first_seen)),
        Field("last_seen", words.say("Last seen"), lambda p: _time(p.last_seen)),
        Field("gone_at", words.say("Gone"), lambda p: _time(p.gone_at)),
    )


def _matrix_fields(words: Words) -> tuple[Field[MatrixCell], ...]:
    return (
        Field("site", words.say("Site"), lambda c: c.site),
        Field("type", words.say("Claim type"), lambda c: words.type_name(c.type)),
        Field("live", words.say("Stand"), lambda c: c.live),
        Field("gone", words.say("Went in the period"), lambda c: c.gone),
        Field(
            "strongest",
            words.say("Strongest way of putting it"),
            lambda c: words.statuses[c.strongest] if c.strongest else "",
        ),
    )


def _coverage_fields(words: Words) -> tuple[Field[SiteCoverage], ...]:
    return (
        Field("site", words.say("Site"), lambda s: s.site),
        Field("site_kind", words.say("Kind of site"), lambda s: words.kinds[s.kind]),
        Field("country", words.say("Country"), lambda s: s.country),
        Field("address", words.say("Address"), lambda s: s.url),
        Field("visited", words.say("Visited"), lambda s: _time(s.started_at)),
        Field("expected", words.say("Expected"), lambda s: s.expected),
        Field("seen", words.say("Seen"), lambda s: s.seen),
        Field("blocked", words.say("Blocked"), lambda s: s.blocked),
        Field("failed", words.say("Failed"), lambda s: s.failed),
        Field("gone", words.say("Gone"), lambda s: s.gone),
        Field("left", words.say("For later"), lambda s: s.unvisited),
        Field("unread", words.say("Not read"), lambda s: s.unread),
    )


def _provisions(told: Told) -> list[tuple[str, str, str]]:
    """Instrument, provision and address of what the flags rest on, each once."""
    found = [(p.instrument, part_named(p), p.address) for flag in told.flags for p in flag.provisions]
    return list(dict.fromkeys(found))


def _provision(provision: tuple[str, str, str]) -> str:
    return ", ".join(part for part in provision[:2] if part)


def _page(claim: KnownClaim | None) -> str:
    place = best_place(claim) if claim else None
    return place.title if place else ""


def _place(claim: KnownClaim | None) -> tuple[str, int | None, str]:
    place = best_place(claim) if claim else None
    return (place.warc, place.offset, place.digest) if place and place.warc else ("", None, "")


def _each(texts: Iterable[str]) -> str:
    return MORE_THAN_ONE.join(dict.fromkeys(shown(text).strip() for text in texts if text))


def _time(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def _amount(price: Money | None) -> str:
    return str(price.amount) if price else ""


def _cell(value: Cell) -> Cell:
    return short(value, TEXT_LIMIT) if isinstance(value, str) and value else value
