"""Sheets: the rules of one market for one kind of site, made ready to be asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from claims.law.markets import MarketRule, Regulation
from claims.law.phrasebook import Phrasebook, phrasebook_of
from claims.model import Provision, SiteKind


class Asked(Enum):
    """What a rule is first asked of; where its conditions name several, the one that stands first here."""

    CLAIMS = "claims"
    SOURCES = "sources"
    ROUTES = "routes"
    WORDS = "words"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule with what it points to in this market, and the numbers of its words in the phrasebook.

    `general` is set where the rule names no provision of the market and its default ones stand in.
    """

    rule: MarketRule
    provisions: tuple[Provision, ...]
    comparison: tuple[Provision, ...]
    confirmed: bool
    general: bool
    clears_if: str
    words: frozenset[int]
    unless: frozenset[int]

    @property
    def asked(self) -> Asked:
        """What the rule is first asked of."""
        when = self.rule.when
        if when.claim_types:
            return Asked.CLAIMS
        if when.source_classes:
            return Asked.SOURCES
        if when.routes:
            return Asked.ROUTES
        return Asked.WORDS if self.words else Asked.PAGE


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules of a market for a kind of site, by what they are first asked of.

    `by_type` has those about claims, by the claims' type. `on_lines` has all that a line alone may meet: those on
    sources, on routes and on words; `on_lines_without_words` those of them that no word of the line has to bring up.
    """

    phrasebook: Phrasebook
    by_type: Mapping[str, tuple[Entry, ...]]
    on_sources: tuple[Entry, ...]
    on_routes: tuple[Entry, ...]
    on_pages: tuple[Entry, ...]
    on_lines: tuple[Entry, ...]
    on_lines_without_words: tuple[Entry, ...]


@lru_cache(maxsize=256)
def sheet_of(regulation: Regulation, market: str, kind: SiteKind) -> Sheet:
    """The sheet of a market and a kind of site. Raises UnknownMarket."""
    entries: defaultdict[Asked, list[Entry]] = defaultdict(list)
    for entry in _entries(regulation, market, kind):
        entries[entry.asked].append(entry)
    on_lines = (*entries[Asked.SOURCES], *entries[Asked.ROUTES], *entries[Asked.WORDS])
    return Sheet(
        phrasebook=phrasebook_of(regulation),
        by_type=_by_type(entries[Asked.CLAIMS]),
        on_sources=tuple(entries[Asked.SOURCES]),
        on_routes=tuple(entries[Asked.ROUTES]),
        on_pages=tuple(entries[Asked.PAGE]),
        on_lines=on_lines,
        on_lines_without_words=tuple(entry for entry in on_lines if not entry.words),
    )


def _by_type(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    found: defaultdict[str, tuple[Entry, ...]] = defaultdict(tuple)
    for entry in entries:
        for type_ in entry.rule.when.claim_types:
            found[type_] += (entry,)
    return dict(found)


def _entries(regulation: Regulation, market: str, kind: SiteKind) -> Iterator[Entry]:
    """The rules that hold in a market for a kind of site, each with what it points to there."""
    home = regulation.market(market)
    provisions = {provision.id: provision for provision in regulation.provisions}
    defaults = tuple(provisions[id_] for id_ in home.default_provisions)
    for rule in regulation.rules:
        if rule.holds_in(market) and kind in rule.when.kinds:
            named = tuple(provisions[id_] for id_ in rule.provisions)
            yield _entry(rule, named, defaults, home.reads, regulation)


def _entry(
    rule: MarketRule,
    named: tuple[Provision, ...],
    defaults: tuple[Provision, ...],
    reads: tuple[str, ...],
    regulation: Regulation,
) -> Entry:
    """A rule that names these provisions, in a market that reads those of the markets `reads` as its own."""
    own = tuple(provision for provision in named if provision.market in reads)
    shown = own or defaults
    book = phrasebook_of(regulation)
    return Entry(
        rule=rule,
        provisions=shown,
        comparison=tuple(provision for provision in named if provision.market not in reads),
        confirmed=any(provision.confirmed for provision in shown),
        general=not own,
        clears_if=next(term.clears_if for term in regulation.terms.natures if term.nature == rule.nature),
        words=book.numbers(rule.when.text),
        unless=book.numbers(rule.unless),
    )
