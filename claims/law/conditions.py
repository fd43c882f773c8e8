"""Whether the conditions of market rules hold for the lines and the things of a page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from claims.law.markets import When
from claims.law.phrasebook import Phrasebook
from claims.law.scene import UNDISCLOSED, Line, Material, Scene, Thing
from claims.law.sheets import Asked, Entry, Sheet
from claims.model import Claim


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds: for a claim, else for a thing on offer, else for the page.

    `experimental` is set where the source it rests on was read by a pack that is not yet stable.
    """

    entry: Entry
    claim: int | None = None
    thing: int | None = None
    experimental: bool = False


def findings(scene: Scene, claims: Sequence[Claim], sheet: Sheet) -> Iterator[Finding]:
    """Every rule of a sheet that holds on a page, once for each claim or thing it holds for."""
    seen: set[tuple[str, int | None, int | None]] = set()
    for finding in _all(scene, claims, sheet):
        mark = (finding.entry.rule.id, finding.claim, finding.thing)
        if mark not in seen:
            seen.add(mark)
            yield finding


def _all(scene: Scene, claims: Sequence[Claim], sheet: Sheet) -> Iterator[Finding]:
    book = sheet.phrasebook
    for line in scene.lines:
        thing = scene.thing_of(line)
        yield from _on_claims(line, thing, claims, sheet)
        yield from _on_line(line, thing, sheet)
    for thing in scene.things:
        for entry in sheet.on_sources:
            yield from _on_source(entry, thing, book)
        for entry in sheet.on_routes:
            yield from _on_route(entry, thing, book)
    yield from (Finding(entry) for entry in sheet.on_pages)


def _on_claims(line: Line, thing: Thing, claims: Sequence[Claim], sheet: Sheet) -> Iterator[Finding]:
    """Rules about claims, for each claim of a line."""
    found = sheet.phrasebook.found(line.text)
    for number in line.claims:
        claim = claims[number]
        for entry in sheet.by_type.get(claim.type, ()):
            if (
                claim.status in entry.rule.when.statuses
                and _said(entry, found)
                and _beside(entry.rule.when, number, line, claims)
                and (not entry.rule.when.routes or _given(entry, line, thing))
            ):
                material = _made_of(entry, line, thing, sheet.phrasebook)
                if material or not entry.rule.when.source_classes:
                    yield Finding(entry, claim=number, experimental=bool(material and material.experimental))


def _on_line(line: Line, thing: Thing, sheet: Sheet) -> Iterator[Finding]:
    """Rules about sources, routes or words, where the sentence itself says all that they ask for."""
    if line.silent:
        return
    found = sheet.phrasebook.found(line.text)
    for entry in sheet.on_lines if found else sheet.on_lines_without_words:
        when = entry.rule.when
        if not (_said(entry, found) and _leads_in(when, line) and _names_none_that_clears(when, line, thing)):
            continue
        material = next((material for material in _own(line, thing) if _is(when, material)), None)
        if material or not when.source_classes:
            yield from _of_line(entry, line, thing, experimental=bool(material and material.experimental))


def _of_line(entry: Entry, line: Line, thing: Thing, *, experimental: bool) -> Iterator[Finding]:
    """A rule that holds for a sentence: found for its claims in force.

    A rule about words alone falls to the thing on offer where it is about the offer, or the sentence claims nothing.
    """
    if entry.rule.about == "claims":
        yield from (Finding(entry, claim=number, experimental=experimental) for number in line.in_force)
    if entry.asked is Asked.WORDS and (entry.rule.about == "offer" or not line.claims):
        yield Finding(entry, thing=thing.number)


def _leads_in(when: When, line: Line) -> bool:
    """Whether the sentence names one of the rule's routes, where it asks for any."""
    return not when.routes or not line.routes.isdisjoint(when.routes)


def _names_none_that_clears(when: When, line: Line, thing: Thing) -> bool:
    """Whether neither the sentence, nor else the page of the thing, names a source that the rule does not go with."""
    return all(material.class_ not in when.no_source_classes for material in line.materials or thing.materials)


def _on_source(entry: Entry, thing: Thing, book: Phrasebook) -> Iterator[Finding]:
    """A rule about sources, for a thing on offer."""
    when = entry.rule.when
    if when.routes and not any(_led_in(entry, line, book) for line in thing.lines):
        return
    for material in thing.materials:
        if _is(when, material) and any(_said(entry, book.found(text)) for text in _texts(entry, material, thing)):
            yield Finding(entry, thing=thing.number, experimental=material.experimental)
            return


def _on_route(entry: Entry, thing: Thing, book: Phrasebook) -> Iterator[Finding]:
    """A rule about routes, for a thing on offer."""
    if any(_led_in(entry, line, book) for line in thing.lines):
        yield Finding(entry, thing=thing.number)


def _led_in(entry: Entry, line: Line, book: Phrasebook) -> bool:
    """Whether a line says that the thing is given in a way the rule is about."""
    given = not line.silent and line.routes.intersection(entry.rule.when.routes)
    return bool(given) and _said(entry, book.found(line.text))


def _texts(entry: Entry, material: Material, thing: Thing) -> Iterable[str]:
    """Where a rule looks for its words: the sentences that state the source, else all that is said of the thing."""
    if material.said:
        return chain(*material.said, thing.texts if entry.words else ())
    if entry.words:
        return (*thing.texts, *(line.text for line in thing.lines if not line.silent))
    return ("",)


def _said(entry: Entry, found: frozenset[int]) -> bool:
    """Whether the words of the rule are there, and none that call it off."""
    return (not entry.words or not entry.words.isdisjoint(found)) and entry.unless.isdisjoint(found)


def _beside(when: When, number: int, line: Line, claims: Sequence[Claim]) -> bool:
    """Whether the sentence also makes a claim of one of the rule's second types."""
    if not when.and_claim_types:
        return True
    return any(
        claims[other].type in when.and_claim_types and claims[other].status in when.statuses
        for other in line.claims
        if other != number
    )


def _given(entry: Entry, line: Line, thing: Thing) -> bool:
    """Whether the line, else in rules of page scope the page, says that the thing is given so."""
    routes = line.routes or (thing.routes if entry.rule.scope == "page" else frozenset())
    return not routes.isdisjoint(entry.rule.when.routes)


def _made_of(entry: Entry, line: Line, thing: Thing, book: Phrasebook) -> Material | None:
    """The source a claim's rule asks for: of the sentence, else in rules of page scope of the thing."""
    when = entry.rule.when
    if not when.source_classes:
        return None
    if line.materials or entry.rule.scope == "sentence":
        return next((material for material in _own(line, thing) if _is(when, material)), None)
    for material in thing.materials:
        said = chain.from_iterable(material.said)
        called_off = material.said and not any(entry.unless.isdisjoint(book.found(quote)) for quote in said)
        if _is(when, material) and not called_off:
            return material
    return None


def _own(line: Line, thing: Thing) -> tuple[Material, ...]:
    """The sources a sentence states; that none is stated is read off the page."""
    return line.materials or tuple(m for m in thing.materials if (m.class_, m.detail) == UNDISCLOSED)


def _is(when: When, material: Material) -> bool:
    return material.class_ in when.source_classes and (
        not when.source_details or material.detail in when.source_details
    )
