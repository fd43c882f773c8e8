"""What single sentences of a page say of sources, routes and prices, as the newest ok capture had it."""

from dataclasses import dataclass

from claims.model import Money, Role


@dataclass(frozen=True, slots=True)
class SourceMention:
    """Where one sentence says that exosomes come from; `page` is the page's key, `owner` whose they are."""

    site: str
    page: str
    address: str
    class_: str
    detail: str
    role: Role
    owner: str
    quote: str
    span: str
    span_start: int
    rule: str
    rule_version: int
    product: str
    place: str
    experimental: bool


@dataclass(frozen=True, slots=True)
class RouteMention:
    """A way by which one sentence says that exosomes are given."""

    site: str
    page: str
    address: str
    route: str
    quote: str
    span: str
    span_start: int
    rule: str
    rule_version: int
    product: str
    place: str


@dataclass(frozen=True, slots=True)
class KnownOffer:
    """A price that running text asks for something; `starting` where it is the least asked."""

    site: str
    page: str
    address: str
    what: str
    price: Money
    seller: str
    starting: bool
    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class Named:
    """Words of a quote that name a source: where they stand, and which rule found them."""

    start: int
    length: int
    rule: str
    version: int
