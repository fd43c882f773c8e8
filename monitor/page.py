"""What was read from one page, as lines for people and as records for programs."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.model import (
    Claim,
    Disclosure,
    Flag,
    Money,
    Offer,
    Product,
    Provision,
    Read,
    Route,
    Source,
    StatedSource,
    is_likeness,
)
from reports.reasons import provision_line
from reports.words import words

Finding = Product | Offer | Claim | Source | Route | StatedSource | Flag


@dataclass(frozen=True, slots=True)
class Record:
    """One finding of a page, with its kind in words."""

    finding: str
    page: str
    value: Finding


def records_of(found: Read) -> Iterator[Record]:
    """Every finding of one page, in the order in which people are told."""
    document, reading = found.document, found.reading
    groups: tuple[tuple[str, tuple[Finding, ...]], ...] = (
        ("product", document.products),
        ("offer", reading.offers),
        ("stated_source", reading.stated),
        ("claim", reading.claims),
        ("held_back", reading.held),
        ("source", reading.sources),
        ("source_held_back", reading.held_sources),
        ("route", reading.routes),
        ("flag", found.flags),
    )
    for name, values in groups:
        for value in values:
            yield Record(name, document.address, value)


def lines_of(found: Read, explain: bool) -> Iterator[str]:
    """The page for people: products and offers, sources, claims with their flags."""
    document, reading = found.document, found.reading
    yield f"{document.title or document.address} ({document.kind}, {reading.lang or 'language unknown'})"
    if not reading.read:
        yield f"not read: no rules for the language {reading.lang or 'of this page'}"
        return
    yield from _section("Products", (_product(product) for product in document.products))
    yield from _section("Other offers", (_offer(offer) for offer in reading.offers))
    yield from _section("Stated source", (_stated(number, found, explain) for number in range(len(reading.stated))))
    yield from _section("Sources named", (_source(source, explain) for source in reading.sources))
    yield from _section("Routes", (_route(route, explain) for route in reading.routes))
    yield from _section("Claims", (_claim(number, found, explain) for number in range(len(reading.claims))))
    if explain:
        yield from _section(
            "Held back: a rule finds them, but their words look like no claim", map(_held, reading.held)
        )
        yield from _section(
            "Sources read otherwise: what a rule says, where the page looks different",
            (_source(source, explain) for source in reading.held_sources),
        )
    yield from _section("Flags on the page", _flags(found, None, None, explain))


def _section(title: str, entries: Iterator[str]) -> Iterator[str]:
    lines = [line for entry in entries for line in entry.splitlines()]
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines)


def _price(money: Money | None) -> str:
    return f"{money.amount} {money.currency}".strip() if money else ""


def _product(product: Product) -> str:
    price = _price(product.price) or "no price"
    if product.price_high and product.price_high != product.price:
        price += f" to {_price(product.price_high)}"
    if product.list_price:
        price += f" (list price {_price(product.list_price)})"
    stock = {True: ", in stock", False: ", not in stock", None: ""}[product.available]
    return f"{product.name}: {price}{stock}" + (f", by {product.brand}" if product.brand else "")


def _offer(offer: Offer) -> str:
    seller = f" at {offer.seller}" if offer.seller else ""
    return f"{offer.what or 'treatment'}{seller}: {'from ' if offer.starting else ''}{_price(offer.price)}"


def _stated(number: int, found: Read, explain: bool) -> str:
    stated = found.reading.stated[number]
    named = ", ".join(f"{class_} / {detail}" for class_, detail in stated.sources)
    shown = stated.disclosure.value.replace("_", " ")
    if stated.disclosure in {Disclosure.STATED, Disclosure.SEVERAL, Disclosure.CONFLICT} and named:
        shown = named if stated.disclosure is Disclosure.STATED else f"{shown}: {named}"
    head = f"{stated.name or 'the page'}: {shown}" + (f" ({stated.reason})" if stated.reason else "")
    return "\n".join([head, *_indented(_flags(found, None, number, explain))])


def _source(source: Source, explain: bool) -> str:
    owner = f" of {source.owner}" if source.owner else ""
    line = f"{source.class_} / {source.detail}, {source.role}{owner}: {source.quote}"
    return line + _because(source, explain)


def _route(route: Route, explain: bool) -> str:
    return f"{route.name}: {route.quote}" + _because(route, explain)


def _claim(number: int, found: Read, explain: bool) -> str:
    claim = found.reading.claims[number]
    mark = " (experimental reading)" if claim.experimental else ""
    mark += " (looks like one: no rule finds it)" if claim.likeness else ""
    head = f"{claim.type}, {claim.status}{mark}: {claim.quote}" + _because(claim, explain)
    return "\n".join([head, *_indented(_flags(found, number, None, explain))])


def _held(claim: Claim) -> str:
    return f"{claim.type}, {claim.status}: {claim.quote}" + _because(claim, explain=True)


def _because(finding: Claim | Source | Route, explain: bool) -> str:
    if not explain:
        return ""
    why = finding.why
    cue = f"; {finding_status(finding)} by {why.cue}: {why.cue_words!r}" if why.cue else ""
    limits = f"; limited by: {why.limits}" if why.limits else ""
    if is_likeness(why.rule):
        return f"\n  because {why.words!r} looks like it (weights {why.rule}, version {why.version}){cue}{limits}"
    return f"\n  because rule {why.rule} (version {why.version}) found {why.words!r}{cue}{limits}"


def finding_status(finding: Claim | Source | Route) -> str:
    """The word that a cue set: a claim's status, a source's role."""
    if isinstance(finding, Claim):
        return finding.status.value
    return finding.role.value if isinstance(finding, Source) else "route"


def _flags(found: Read, claim: int | None, source: int | None, explain: bool) -> Iterator[str]:
    for flag in found.flags:
        if flag.claim == claim and flag.source == source:
            confirmed = "" if flag.confirmed else ", not confirmed"
            yield f"[{flag.level} · {flag.market}{confirmed}] {flag.reason}"
            yield from (f"  {line}" for line in map(_provision, flag.provisions))
            if explain:
                yield f"  rule {flag.rule} ({flag.nature})" + (
                    f"; clears if: {flag.clears_if}" if flag.clears_if else ""
                )


def _provision(provision: Provision) -> str:
    """The provision in the words of an edition: what it is, whether it was confirmed, and whose page the address is."""
    line = provision_line(provision, words())
    address = line[0].href
    return "".join(part.text for part in line) + (f": {address}" if address else "")


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
