"""What a page says of where its exosomes come from, how they are given, and what they cost: all but the claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.model import Document, Offer, Route, Source, StatedSource
from claims.rules.packs import Pack
from claims.sources.likeness import Likeness, Weighed, likeness_of
from claims.sources.offers import OfferReader, find_offers, offer_reader
from claims.sources.routes import RouteReader, find_routes, route_reader
from claims.sources.sources import about_exosomes, find_sources
from claims.sources.stated import stated_sources
from claims.sources.ties import SourceReader, source_reader
from claims.text.columns import own_columns
from claims.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Findings:
    """The tags of a page beside its claims; `held` are sources of rules that the learned helper reads otherwise."""

    sources: tuple[Source, ...] = ()
    held: tuple[Source, ...] = ()
    routes: tuple[Route, ...] = ()
    stated: tuple[StatedSource, ...] = ()
    offers: tuple[Offer, ...] = ()


def findings_of(sentences: Sequence[Sentence], document: Document, pack: Pack, *, likeness: bool = False) -> Findings:
    """The tags of a page, by the files of one language's pack, with or without its learned helper."""
    readers = readers_of(pack)
    if readers.sources is None:
        return Findings()
    sentences = own_columns(sentences, readers.sources.names_exosomes)
    lines = tuple(about_exosomes(sentences, document, readers.sources))
    sources = find_sources(sentences, document, readers.sources, lines)
    weighed = Weighed(sources)
    if likeness and readers.likeness:
        weighed = readers.likeness.beside(lines, sources, document)
    return Findings(
        sources=weighed.sources,
        held=weighed.held,
        stated=stated_sources(document, weighed.sources, sentences, readers.sources),
        routes=find_routes(sentences, document, readers.routes, lines) if readers.routes else (),
        offers=find_offers(sentences, document, readers.offers, lines) if readers.offers else (),
    )


@dataclass(frozen=True, slots=True)
class Readers:
    """The files of a pack made ready; None for those that the pack lacks."""

    sources: SourceReader | None
    likeness: Likeness | None
    routes: RouteReader | None
    offers: OfferReader | None


@lru_cache(maxsize=32)
def readers_of(pack: Pack) -> Readers:
    """The files of a pack made ready, once: what they look for in lines is looked for with what rules do."""
    sources = source_reader(pack)
    return Readers(sources, likeness_of(pack), route_reader(pack, sources), offer_reader(pack, sources))
