"""What crosses the borders of the rooms: document, product, offer, claim, source, route, reading, flag."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

LIKENESS = "likeness"  # what stands in place of a type in the ids of claims that no rule finds


class SiteKind(StrEnum):
    """Who speaks on a site; brands, retailers and clinics sell, the others only report."""

    BRAND = "brand"
    RETAILER = "retailer"
    CLINIC = "clinic"
    PRESS = "press"
    REGULATOR = "regulator"
    SCIENCE = "science"

    @property
    def sells(self) -> bool:
        """Whether such a site offers what it writes about."""
        return self in {SiteKind.BRAND, SiteKind.RETAILER, SiteKind.CLINIC}


class Form(StrEnum):
    """The form in which a block stands on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    TABLE_ROW = "table_row"
    QUESTION = "question"
    ANSWER = "answer"
    QUOTE = "quote"
    REVIEW = "review"
    INGREDIENTS = "ingredients"
    CAPTION = "caption"
    ALT_TEXT = "alt_text"
    META = "meta"
    STRUCTURED_DATA = "structured_data"


class Status(StrEnum):
    """How a claim is put; where two fit, the one that stands first here."""

    QUESTION = "question"
    NEGATED = "negated"
    CAUTIONED = "cautioned"
    ATTRIBUTED = "attributed"
    HEDGED = "hedged"
    ASSERTED = "asserted"

    @property
    def in_force(self) -> bool:
        """Whether the page stands behind the claim, or lets another stand behind it."""
        return self in {Status.ASSERTED, Status.HEDGED, Status.ATTRIBUTED}


class Role(StrEnum):
    """Why a page names a source."""

    STATED = "stated"
    COMPARED = "compared"
    GENERAL = "general"
    DENIED = "denied"


class Level(StrEnum):
    """How soon a reader should look, the most pressing first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Disclosure(StrEnum):
    """What is known of the source of one thing on offer."""

    STATED = "stated"
    SEVERAL = "several"
    UNDISCLOSED = "undisclosed"
    CONFLICT = "conflict"
    NOT_ASKED = "not_asked"  # the page does not sell, or offers nothing with exosomes


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217; empty where the page does not tell)."""

    amount: Decimal
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One run of text of a page, in page order.

    `trail` holds the headings above it, outermost first; `place` says where it stands (a path in the page, or a
    unit's id); `product` is the key of the product whose part of the page it stands in, empty for the page at large.
    """

    text: str
    form: Form = Form.PARAGRAPH
    trail: tuple[str, ...] = ()
    place: str = ""
    furniture: bool = False
    product: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One buyable form of a product."""

    name: str
    sku: str = ""
    price: Money | None = None
    available: bool | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A thing on offer with a page or an entry of its own.

    `key` tells it from the site's other products and stays the same across visits (path of its address, else its
    platform id); `price` is the lowest asked now, `price_high` the highest, `list_price` the one struck through;
    `origin` says what it was read from: platform, json-ld, page, or listing (a card that leads to the product's own
    page and shows little of it). `ingredients` is the list as printed.
    """

    key: str
    name: str
    address: str = ""
    brand: str = ""
    price: Money | None = None
    price_high: Money | None = None
    list_price: Money | None = None
    available: bool | None = None
    variants: tuple[Variant, ...] = ()
    ingredients: str = ""
    description: str = ""
    origin: str = "page"


@dataclass(frozen=True, slots=True)
class Offer:
    """A price that running text asks for something: a treatment, a vial, a course."""

    what: str
    price: Money
    seller: str = ""
    starting: bool = False
    quote: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one page as ordered blocks, with its products.

    `key` names the page within its site and stays the same across visits; `address` is where a person finds it;
    `lang` is the language the page declares, empty where it declares none.
    """

    key: str
    address: str
    kind: SiteKind
    title: str = ""
    lang: str = ""
    blocks: tuple[Block, ...] = ()
    products: tuple[Product, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Exact words and where they start, in characters of the sentence they stand in."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The character after the last."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Why:
    """The rule that found something, and what else it rested on.

    `cue` names the words that set the status (rule id of the cue, then the words), `limits` the note that a mark in
    the sentence leads to.
    """

    rule: str
    version: int
    words: str
    cue: str = ""
    cue_words: str = ""
    limits: str = ""


def is_likeness(rule: str) -> bool:
    """Whether this is no rule's id, but the learned helper's: it added what no rule finds."""
    return rule.split(".")[1:2] == [LIKENESS]


@dataclass(frozen=True, slots=True)
class Claim:
    """A promise that one sentence of a page makes.

    `quote` is the sentence as the page has it, `span` the words in it that carry the type; `block` is the number of
    the block in the document; `experimental` marks a reading by a pack that is not yet stable.
    """

    type: str
    status: Status
    quote: str
    span: Span
    why: Why
    block: int = 0
    place: str = ""
    product: str = ""
    experimental: bool = False

    @property
    def likeness(self) -> bool:
        """Whether no rule finds it: its words look like those of such claims."""
        return is_likeness(self.why.rule)

    @property
    def looks_put(self) -> bool:
        """Whether it is put otherwise than cues say: its words look like those of claims that are put so."""
        return self.why.cue == LIKENESS


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sentence says that exosomes come from; `owner` is whose they are, where the words tell."""

    class_: str
    detail: str
    role: Role
    quote: str
    span: Span
    why: Why
    block: int = 0
    place: str = ""
    product: str = ""
    owner: str = ""
    experimental: bool = False

    @property
    def likeness(self) -> bool:
        """Whether no rule finds it, but the learned helper."""
        return is_likeness(self.why.rule)


@dataclass(frozen=True, slots=True)
class Route:
    """A way by which a sentence says that exosomes are given."""

    name: str
    quote: str
    span: Span
    why: Why
    block: int = 0
    place: str = ""
    product: str = ""
    experimental: bool = False


@dataclass(frozen=True, slots=True)
class StatedSource:
    """The source of one thing on offer, as all that the page says of it comes out.

    `product` is a product's key, or empty for the page as a whole; `name` is for people. `sources` are the (class,
    detail) pairs that carry it, the heaviest first; `reason` says in words what decided, and what conflicts.
    """

    product: str
    name: str
    disclosure: Disclosure
    sources: tuple[tuple[str, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says of exosomes.

    `lang` is the language it was read in; where no pack reads that language `read` is False and all else is empty.
    `packs` names every pack that took part, with its version and digest. `held` are claims that a rule finds and the
    learned helper holds back, for their words look like none, told where traces are asked for; `held_sources` are
    sources of rules that it reads otherwise, in another role or as none.
    """

    lang: str
    read: bool = True
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    routes: tuple[Route, ...] = ()
    stated: tuple[StatedSource, ...] = ()
    offers: tuple[Offer, ...] = ()
    packs: tuple[str, ...] = ()
    held: tuple[Claim, ...] = ()
    held_sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """A text of law, code or guidance that a flag points to."""

    id: str
    market: str
    instrument: str
    provision: str
    title: str
    says: str
    address: str
    confirmed: bool
    kind: str = "law"


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to look at a claim or a stated source, in one market.

    `nature` is the rule's class (prohibited, needs_authorisation, needs_substantiation, generally_acceptable, context);
    `claim` is a number in the reading's claims, `source` one in its stated sources (the thing on offer, or the page);
    at most one of them is set, none where the flag is about a page on which nothing on offer was told apart.
    `comparison` holds provisions of other markets, shown as comparison only.
    """

    market: str
    level: Level
    nature: str
    rule: str
    reason: str
    clears_if: str = ""
    provisions: tuple[Provision, ...] = ()
    comparison: tuple[Provision, ...] = ()
    confirmed: bool = True
    general: bool = False
    claim: int | None = None
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A document together with its reading and the flags of every market of its site."""

    document: Document
    reading: Reading
    flags: tuple[Flag, ...] = field(default=())
