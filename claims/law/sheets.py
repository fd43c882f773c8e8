"""Sheets: the rules of one market for one kind of site, made ready to be asked."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from claims.law.markets import MarketRule, Regulation
from claims.law.phrasebook import Phrasebook, phrasebook_of
from claims.model import Provision, SiteKind


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules of a market for a kind of site, by what they are about."""

    phrasebook: Phrasebook
    by_type: Mapping[str, tuple[Entry, ...]]
    on_sources: tuple[Entry, ...]
    on_routes: tuple[Entry, ...]
    on_pages: tuple[Entry, ...]
    on_lines: tuple[tuple[Entry, bool], ...]  # those that a line alone may meet; the second tells rules about words
    on_lines_without_words: tuple[tuple[Entry, bool], ...]


@lru_cache(maxsize=256)
def sheet_of(regulation: Regulation, market: str, kind: SiteKind) -> Sheet:
    """The sheet of a market and a kind of site. Raises UnknownMarket."""
    book = phrasebook_of(regulation)
    home = regulation.market(market)
    provisions = {provision.id: provision for provision in regulation.provisions}
    entries = [
        _entry(rule, home.reads, [provisions[id_] for id_ in home.default_provisions], provisions, regulation, book)
        for rule in regulation.rules
        if rule.holds_in(market) and kind in rule.when.kinds
    ]
    by_type: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for type_ in entry.rule.when.claim_types:
            by_type[type_].append(entry)
    others = [entry for entry in entries if not entry.rule.when.claim_types]
    on_sources = tuple(e for e in others if e.rule.when.source_classes)
    on_routes = tuple(e for e in others if e.rule.when.routes and not e.rule.when.source_classes)
    on_words = tuple(e for e in others if e.words and not (e.rule.when.routes or e.rule.when.source_classes))
    on_lines = (*((e, False) for e in (*on_sources, *on_routes)), *((e, True) for e in on_words))
    return Sheet(
        phrasebook=book,
        by_type={type_: tuple(found) for type_, found in by_type.items()},
        on_sources=on_sources,
        on_routes=on_routes,
        on_lines=on_lines,
        on_lines_without_words=tuple(pair for pair in on_lines if not pair[0].words),
        on_pages=tuple(e for e in others if not (e.words or e.rule.when.routes or e.rule.when.source_classes)),
    )


def _entry(
    rule: MarketRule,
    reads: tuple[str, ...],
    defaults: list[Provision],
    provisions: Mapping[str, Provision],
    regulation: Regulation,
    book: Phrasebook,
) -> Entry:
    named = [provisions[id_] for id_ in rule.provisions]
    own = tuple(provision for provision in named if provision.market in reads)
    shown = own or tuple(defaults)
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
