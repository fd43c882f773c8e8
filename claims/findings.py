"""What a page says of where its exosomes come from, how they are given, and what they cost: all but the claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.model import Document, Offer, Route, Source, StatedSource
from claims.packs import Pack
from claims.sentences import Sentence
from claims.sources import find_sources, source_reader


@dataclass(frozen=True, slots=True)
class Findings:
    """The tags of a page beside its claims."""

    sources: tuple[Source, ...] = ()
    routes: tuple[Route, ...] = ()
    stated: tuple[StatedSource, ...] = ()
    offers: tuple[Offer, ...] = ()


def findings_of(sentences: Sequence[Sentence], document: Document, pack: Pack) -> Findings:
    """The tags of a page, by the files of one language's pack."""
    reader = _source_reader(pack)
    return Findings(sources=find_sources(sentences, document, reader) if reader else ())


_source_reader = lru_cache(maxsize=32)(source_reader)
