"""What the rules of a market are asked about: the lines of a page that say something, and the things on offer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from claims.model import Disclosure, Document, Reading, Role, Source, StatedSource

UNDISCLOSED = ("undisclosed", "unspecified")
CONFLICT = ("conflict", "unspecified")


@dataclass(frozen=True, slots=True)
class Material:
    """A stated source, and the sentences that state it: in the thing's own part, and outside every product's."""

    class_: str
    detail: str
    quotes: tuple[str, ...] = ()
    experimental: bool = False
    at_large: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[tuple[str, ...], ...]:
        """All sentences that state it, by where they stand; what stands at large is shared by all things."""
        return tuple(quotes for quotes in (self.quotes, self.at_large) if quotes)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the page with what was read in it; `claims` and `in_force` are numbers in the reading."""

    text: str
    product: str
    claims: tuple[int, ...] = ()
    in_force: tuple[int, ...] = ()
    materials: tuple[Material, ...] = ()
    routes: frozenset[str] = frozenset()

    @property
    def silent(self) -> bool:
        """Whether all that the sentence claims is denied, warned of or asked."""
        return bool(self.claims) and not self.in_force


@dataclass(frozen=True, slots=True)
class Thing:
    """Something on offer: a product, or the page as a whole; `number` is its place in the reading's stated sources."""

    number: int | None
    product: str
    materials: tuple[Material, ...] = ()
    texts: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    routes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scene:
    """A page's lines and things, and which thing each product's lines speak of.

    `experimental` is set where the page was read by a pack that is not yet stable; a page is read in one language.
    """

    lines: tuple[Line, ...]
    things: tuple[Thing, ...]
    by_product: Mapping[str, Thing]
    experimental: bool

    def thing_of(self, line: Line) -> Thing:
        """The thing on offer that a line speaks of."""
        return self.by_product[line.product]


def scene_of(document: Document, reading: Reading) -> Scene:
    """The scene that a reading of a document sets."""
    lines = _lines(reading)
    experimental = _experimental(reading)
    stated = reading.stated or (_unsorted(reading),)
    numbered = bool(reading.stated)
    owners = _owners({"", *(line.product for line in lines)}, stated)
    own: defaultdict[int | None, list[Line]] = defaultdict(list)
    for line in lines:
        own[owners[line.product]].append(line)
    statements = _Statements(reading, experimental)
    things: dict[int | None, Thing] = {}
    for number, entry in enumerate(stated):
        things[number] = _thing(number if numbered else None, entry, tuple(own[number]), document, statements)
    if own[None] or not things:
        things[None] = _common(tuple(things.values()), tuple(own[None]), document)
    by_product = {product: things[number] for product, number in owners.items() if number in things}
    return Scene(lines, tuple(things.values()), by_product, experimental)


@dataclass(slots=True)
class _Tags:
    """What one sentence holds, while it is gathered."""

    product: str
    claims: list[int] = field(default_factory=list)
    materials: list[Material] = field(default_factory=list)
    routes: set[str] = field(default_factory=set)


def _lines(reading: Reading) -> tuple[Line, ...]:
    tagged: dict[tuple[int, str], _Tags] = {}
    for number, claim in enumerate(reading.claims):
        tagged.setdefault((claim.block, claim.quote), _Tags(claim.product)).claims.append(number)
    for source in reading.sources:
        if source.role is Role.STATED:
            tags = tagged.setdefault((source.block, source.quote), _Tags(source.product))
            tags.materials.append(Material(source.class_, source.detail, (source.quote,), _unsure(source)))
    for route in reading.routes:
        tagged.setdefault((route.block, route.quote), _Tags(route.product)).routes.add(route.name)
    told = {quote for _, quote in tagged}
    for offer in reading.offers:
        if offer.quote and offer.quote not in told:
            tagged.setdefault((-1, offer.quote), _Tags(""))
    return tuple(_line(quote, tags, reading) for (_, quote), tags in tagged.items())


def _line(quote: str, tags: _Tags, reading: Reading) -> Line:
    return Line(
        text=quote,
        product=tags.product,
        claims=tuple(tags.claims),
        in_force=tuple(number for number in tags.claims if reading.claims[number].status.in_force),
        materials=tuple(tags.materials),
        routes=frozenset(tags.routes),
    )


def _unsure(source: Source) -> bool:
    """Whether it was read by a pack that is not yet stable, or only looks like a source."""
    return source.experimental or source.likeness


def _experimental(reading: Reading) -> bool:
    return (
        any(claim.experimental for claim in reading.claims)
        or any(source.experimental for source in reading.sources)
        or any(route.experimental for route in reading.routes)
    )


def _owners(products: Iterable[str], stated: tuple[StatedSource, ...]) -> dict[str, int | None]:
    """The number of the thing that lines of each product speak of; None where they speak of several alike."""
    numbers = {entry.product: number for number, entry in enumerate(stated)}
    common = numbers.get("", 0 if len(stated) == 1 else None)
    return {product: numbers.get(product, common) for product in products}


def _unsorted(reading: Reading) -> StatedSource:
    """What the sentences alone state, where nothing on offer was told apart."""
    pairs = dict.fromkeys((s.class_, s.detail) for s in reading.sources if s.role is Role.STATED)
    return StatedSource("", "", Disclosure.STATED if pairs else Disclosure.NOT_ASKED, tuple(pairs))


@dataclass(frozen=True, slots=True)
class _Saying:
    """The sentences that state a class of sources in one part of a page, and whether all of them are unsure."""

    quotes: tuple[str, ...] = ()
    unsure: bool = True


class _Statements:
    """The sentences that state sources, by class and product; where none does (a title, a list) the page's own mark."""

    def __init__(self, reading: Reading, experimental: bool) -> None:
        stated: defaultdict[tuple[str, str], list[Source]] = defaultdict(list)
        for source in reading.sources:
            if source.role is Role.STATED:
                stated[source.class_, source.product].append(source)
        self._experimental = experimental
        self._sayings = {
            part: _Saying(tuple(dict.fromkeys(source.quote for source in said)), all(map(_unsure, said)))
            for part, said in stated.items()
        }

    def material(self, pair: tuple[str, str], product: str) -> Material:
        """A source of a thing with the sentences that state it."""
        own = self._sayings.get((pair[0], product), _Saying()) if product else _Saying()
        at_large = self._sayings.get((pair[0], ""), _Saying())
        said = bool(own.quotes or at_large.quotes)
        unsure = own.unsure and at_large.unsure if said else self._experimental
        return Material(*pair, own.quotes, unsure, at_large.quotes)


def _thing(
    number: int | None, entry: StatedSource, lines: tuple[Line, ...], document: Document, statements: _Statements
) -> Thing:
    materials = tuple(statements.material(pair, entry.product) for pair in _pairs(entry))
    names = tuple(dict.fromkeys(text for text in (entry.name, document.title) if text))
    routes = frozenset(route for line in lines if not line.silent for route in line.routes)
    return Thing(number, entry.product, materials, names, lines, routes)


def _pairs(entry: StatedSource) -> tuple[tuple[str, str], ...]:
    """The sources of a thing as rules name them."""
    if entry.disclosure is Disclosure.UNDISCLOSED:
        return (UNDISCLOSED,)
    if entry.disclosure is Disclosure.NOT_ASKED:
        return ()
    return (*entry.sources, CONFLICT) if entry.disclosure is Disclosure.CONFLICT else entry.sources


def _common(things: Iterable[Thing], lines: tuple[Line, ...], document: Document) -> Thing:
    """What lines that speak of several things alike may take from them: only what all of them share."""
    counts: defaultdict[str, list[Material]] = defaultdict(list)
    every = tuple(things)
    for thing in every:
        for class_ in {material.class_ for material in thing.materials}:
            counts[class_].append(next(m for m in thing.materials if m.class_ == class_))
    shared = tuple(found[0] for found in counts.values() if len(found) == len(every))
    routes = frozenset(route for line in lines if not line.silent for route in line.routes)
    return Thing(None, "", shared, (document.title,) if document.title else (), lines, routes)
