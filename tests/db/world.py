"""An invented shop and the visits to it, for the tests of the store."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from claims.model import (
    Block,
    Claim,
    Disclosure,
    Document,
    Flag,
    Level,
    Money,
    Product,
    Provision,
    Read,
    Reading,
    SiteKind,
    Span,
    StatedSource,
    Status,
    Why,
)
from db.known import Change, KnownClaim
from db.model import Capture, Quality, Recorded, Site, Visit
from db.queries import Reader
from db.store import Store

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
SHOP = Site("Lumen Shop", "http://127.0.0.1/", SiteKind.RETAILER, "DE", ("EU",))
PACKS = ("en 1 aaaa",)
LAW = Provision("eu-1", "EU", "Regulation", "Annex II", "Cells", "says", "https://example.org/law", confirmed=True)


@dataclass(frozen=True, slots=True)
class Says:
    """One sentence of a page and how it is read; `type` empty for a sentence without a claim."""

    text: str
    type: str = "hair_growth"
    status: Status = Status.ASSERTED
    level: Level | None = Level.HIGH
    product: str = ""
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: what it says, what it sells, what it states; `salt` changes its bytes only."""

    says: Sequence[Says] = ()
    products: Sequence[Product] = ()
    stated: Sequence[StatedSource] = ()
    packs: tuple[str, ...] = PACKS
    salt: str = ""
    key: str = ""
    read: bool = True
    stated_level: Level | None = None


def product(key: str, amount: str = "49.00", name: str = "Night Cream", currency: str = "EUR") -> Product:
    """A product at a price."""
    return Product(key, name, address=f"http://127.0.0.1{key}", price=Money(Decimal(amount), currency))


def states(disclosure: Disclosure, *pairs: tuple[str, str], of: str = "") -> StatedSource:
    """A stated source of a product or page."""
    return StatedSource(of, "Night Cream", disclosure, pairs)


def flag(level: Level, *, claim: int | None = None, source: int | None = None) -> Flag:
    """A reason to look, in the EU."""
    return Flag("EU", level, "prohibited", "eu-rule", "a reason to look", provisions=(LAW,), claim=claim, source=source)


def read(path: str, leaf: Leaf) -> Read:
    """A page as extracted, read and flagged."""
    blocks = tuple(Block(one.text, place=one.place or f"/p[{number}]") for number, one in enumerate(leaf.says))
    document = Document(
        leaf.key or path, f"http://127.0.0.1{path}", SHOP.kind, "A page", "en", blocks, tuple(leaf.products)
    )
    claims: list[Claim] = []
    flags: list[Flag] = []
    for number, one in enumerate(leaf.says):
        if not one.type:
            continue
        if one.level:
            flags.append(flag(one.level, claim=len(claims)))
        why = Why("hair-1", 1, one.text, limits=one.note)
        place = blocks[number].place
        claims.append(Claim(one.type, one.status, one.text, Span(one.text, 0), why, number, place, one.product))
    if leaf.stated_level and leaf.stated:
        flags.append(flag(leaf.stated_level, source=0))
    if not leaf.read:
        return Read(document, Reading("xx", read=False))
    reading = Reading("en", claims=tuple(claims), stated=tuple(leaf.stated), packs=leaf.packs)
    return Read(document, reading, tuple(flags))


@dataclass(slots=True)
class World:
    """A store in a file, the clock, and the run that is under way."""

    path: Path
    now: datetime = START
    run: int = 0
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.store = Store.open(self.path, now=self.now)

    def begin(self, at: datetime | None = None, site: Site = SHOP) -> None:
        """Start a run."""
        self.now = at or self.now
        self.run = self.store.begin_run([site], self.now)

    def end(self) -> None:
        """End the run."""
        self.store.end_run(self.run, self.now)

    def capture(self, path: str, quality: Quality = Quality.OK, **more: object) -> Capture:
        """What one fetch gave."""
        self.now += timedelta(seconds=2)
        address = f"http://127.0.0.1{path}"
        made = Capture(SHOP.name, address, address, self.now, 200, quality)
        return replace(made, **more)  # type: ignore[arg-type]

    def page(self, path: str, leaf: Leaf, *, full: bool = True) -> Recorded:
        """Record an ok capture of one page."""
        return self.pages(path, {path: leaf}, full=full)

    def pages(
        self, path: str, leaves: dict[str, Leaf], *, full: bool = True, listed: frozenset[str] | None = None
    ) -> Recorded:
        """Record an ok capture that gives several documents."""
        reads = tuple(read(key, leaf) for key, leaf in leaves.items())
        body = repr([(r.document, leaf.salt) for r, leaf in zip(reads, leaves.values(), strict=True)])
        digest = sha256(body.encode()).hexdigest()
        capture = self.capture(path, digest=digest, etag=f'"{digest[:8]}"', full=full, warc="a.warc.gz", offset=7)
        return self.store.record(self.run, Visit(capture, reads, listed, made_of=digest))

    def page_of(self, site: Site, path: str, leaf: Leaf) -> Recorded:
        """Record an ok capture of one page of another site."""
        capture = replace(self.capture(path, digest="ab" * 32, warc="b.warc.gz", offset=1), site=site.name)
        return self.store.record(self.run, Visit(capture, (read(path, leaf),)))

    def trouble(self, path: str, quality: Quality, status: int = 200) -> Recorded:
        """Record a capture that is not ok."""
        return self.store.record(self.run, Visit(self.capture(path, quality, status=status, cause="as tested")))

    def visit(self, at: datetime, **leaves: Leaf) -> list[str]:
        """A whole run over pages named by their paths, with the second look; gives the kinds of its changes."""
        before = len(self.changes())
        self.begin(at)
        for path, leaf in leaves.items():
            self.page(f"/{path}", leaf)
        self.look_again(leaves)
        self.end()
        return [str(change.kind) for change in self.changes()[before:]]

    def look_again(self, leaves: dict[str, Leaf]) -> None:
        """Fetch the suspects once more, as the crawler does."""
        for address in self.store.suspects(self.run, SHOP.name):
            path = address.removeprefix("http://127.0.0.1/")
            self.page(f"/{path}", leaves[path])

    def changes(self) -> tuple[Change, ...]:
        """Everything that happened so far."""
        with Reader.open(self.path) as reader:
            return tuple(sorted(reader.changes(), key=lambda change: change.id))

    def claims(self, *, live: bool | None = True) -> tuple[KnownClaim, ...]:
        """The claims known."""
        with Reader.open(self.path) as reader:
            return reader.claims(live=live)
