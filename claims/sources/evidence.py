"""Evidence for a stated source: what the text, the name and the ingredients of one thing on offer say of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.model import Block, Document, Form, Product, Role, Source
from claims.sources.ingredients import Ingredient, entries, ingredient_reader
from claims.sources.parts import Parts
from claims.sources.sources import LISTED, find_sources
from claims.sources.ties import SourceReader
from claims.text.sentences import Sentence, sentences_of

IN_LIST = 4.0  # weight of an entry in a list of ingredients
IN_NAME = 2.0  # weight of a product's name, a title, structured data
LIKELY = 0.5  # weight of what no rule says
FEWEST = 4  # entries of a list that is whole enough to miss something in
_TITLES = {Form.HEADING, Form.META, Form.STRUCTURED_DATA}

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Vote:
    """A source that something states, and how much it counts; `likely` where only the learned helper says so."""

    pair: Pair
    weight: float
    listed: bool = False
    likely: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that bears on the source of one thing on offer.

    `denied` are sources that the text says are not in it, `background` classes it only talks about, `lists` the printed
    lists of ingredients, each as the entries that matter; `whole` says that one of them is long enough to be complete.
    """

    votes: tuple[Vote, ...] = ()
    denied: frozenset[Pair] = frozenset()
    background: tuple[str, ...] = ()
    lists: tuple[tuple[Ingredient, ...], ...] = ()
    whole: bool = False
    named: bool = False

    @property
    def text(self) -> tuple[Vote, ...]:
        """The votes of names and running text."""
        return tuple(vote for vote in self.votes if not vote.listed)

    @property
    def listed(self) -> tuple[Vote, ...]:
        """The votes of lists of ingredients."""
        return tuple(vote for vote in self.votes if vote.listed)


@dataclass(frozen=True, slots=True)
class Said:
    """What sentences say: a vote for each source they state, those that they deny, classes they only talk about."""

    votes: tuple[Vote, ...] = ()
    denied: frozenset[Pair] = frozenset()
    background: tuple[str, ...] = ()


def said_in(sources: Sequence[Source], reader: SourceReader) -> Said:
    """What these sources of a page come to."""
    weights: dict[tuple[Pair, bool], float] = {}
    for source in sources:
        if _states(source):
            pair = ((source.class_, source.detail), source.likeness)
            weights[pair] = weights.get(pair, 0.0) + _weight(source, reader)
    return Said(
        votes=tuple(Vote(pair, weight, likely=likely) for (pair, likely), weight in weights.items()),
        denied=frozenset((source.class_, source.detail) for source in sources if source.role is Role.DENIED),
        background=tuple(dict.fromkeys(s.class_ for s in sources if s.role in {Role.GENERAL, Role.COMPARED})),
    )


def evidence_of_product(
    product: Product, parts: Parts, at_large: Said, reader: SourceReader, *, alone: bool
) -> Evidence:
    """The evidence for one product; what the page at large says counts where the product's own part says nothing."""
    document = parts.document
    own = said_in((*parts.sources.get(product.key, ()), *_described(product, parts, reader)), reader)
    name = _named(product.name, document, reader)
    if alone:
        name += _titled(document, reader)
    text = [own]
    if alone or not (own.votes or any(_states(source) for source in name)):
        text.append(at_large)
    keys = (product.key, "") if alone else (product.key,)
    lists = _lists([product.ingredients, *parts.lists_of(*keys)])
    return _evidence(text, name, lists, named=reader.names_exosomes(product.name))


def evidence_of_page(
    parts: Parts, sources: Sequence[Source], sentences: Sequence[Sentence], reader: SourceReader
) -> Evidence:
    """The evidence for a page as a whole."""
    document = parts.document
    lists = _lists(parts.lists_of(""))
    named = reader.names_exosomes(document.title) or any(
        sentence.form is Form.HEADING and reader.names_exosomes(sentence.text) for sentence in sentences[:3]
    )
    return _evidence([said_in(sources, reader)], _titled(document, reader), lists, named=named)


def _evidence(
    text: Sequence[Said],
    name: Iterable[Source],
    lists: Sequence[tuple[int, tuple[Ingredient, ...]]],
    *,
    named: bool,
) -> Evidence:
    votes = [vote for said in text for vote in said.votes]
    votes += [Vote((source.class_, source.detail), IN_NAME) for source in name if source.role is not Role.DENIED]
    entries_ = dict.fromkeys(entry.source for _, found in lists for entry in found if entry.source)
    votes += [Vote(pair, IN_LIST, listed=True) for pair in entries_]
    return Evidence(
        votes=tuple(votes),
        denied=frozenset[Pair]().union(*(said.denied for said in text)),
        background=tuple(dict.fromkeys(class_ for said in text for class_ in said.background)),
        lists=tuple(found for _, found in lists),
        whole=any(length >= FEWEST for length, _ in lists),
        named=named,
    )


def _states(source: Source) -> bool:
    """Whether a sentence states it; lists of ingredients are weighed as lists."""
    return source.role is Role.STATED and source.why.cue != LISTED


def _weight(source: Source, reader: SourceReader) -> float:
    return LIKELY if source.likeness else reader.roles.weight(source.why.cue)


def _named(name: str, document: Document, reader: SourceReader) -> list[Source]:
    return _read((Block(name, form=Form.HEADING),), document, reader)


def _titled(document: Document, reader: SourceReader) -> list[Source]:
    """The sources that the page's own title states; a title that asks or reports states none."""
    if reader.roles.doubts(document.title):
        return []
    found = _read((Block(document.title, form=Form.HEADING),), document, reader)
    return [source for source in found if source.role is Role.STATED]


def _described(product: Product, parts: Parts, reader: SourceReader) -> list[Source]:
    """The sources of a description that stands in none of the page's blocks."""
    text = product.description.strip()
    return [] if not text or parts.shows(text) else _read((Block(text),), parts.document, reader)


def _read(blocks: tuple[Block, ...], document: Document, reader: SourceReader) -> list[Source]:
    page = Document(document.key, document.address, document.kind, lang=document.lang, blocks=blocks)
    return list(find_sources(sentences_of(page, document.lang or "en"), page, reader))


def _lists(texts: Iterable[str]) -> list[tuple[int, tuple[Ingredient, ...]]]:
    """Each different list with its length and the entries that matter."""
    reader = ingredient_reader()
    found: dict[tuple[str, ...], tuple[int, tuple[Ingredient, ...]]] = {}
    for text in texts:
        names = tuple(entries(text)) if text.strip() else ()
        if names:
            found.setdefault(tuple(name.casefold() for name in names), (len(names), reader.ingredients(text)))
    return list(found.values())
