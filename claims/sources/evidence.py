"""Evidence for a stated source: what the text, the name and the ingredients of one thing on offer say of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.model import Block, Document, Form, Product, Role, Source
from claims.sources.ingredients import Ingredient, entries, ingredient_reader
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
    """One place that states a source, and how much it counts; `likely` where no rule says so but the learned helper."""

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


def evidence_of_product(
    product: Product,
    document: Document,
    sources: Sequence[Source],
    sentences: Sequence[Sentence],
    reader: SourceReader,
    *,
    alone: bool,
) -> Evidence:
    """The evidence for one product; what the page at large says counts where the product's own part says nothing."""
    own = [source for source in sources if source.product == product.key]
    at_large = [source for source in sources if not source.product]
    described = _described(product, document, reader)
    name = _named(product.name, document, reader)
    if alone:
        name += _titled(document, reader)
    text = [*own, *described]
    if alone or not any(source.role is Role.STATED and source.why.cue != LISTED for source in (*text, *name)):
        text = [*text, *at_large]
    lists = _lists(
        [product.ingredients, *_blocks(document, sentences, product.key, alone=alone)],
    )
    return _evidence(text, name, lists, reader, named=reader.names_exosomes(product.name))


def evidence_of_page(
    document: Document, sources: Sequence[Source], sentences: Sequence[Sentence], reader: SourceReader
) -> Evidence:
    """The evidence for a page as a whole."""
    lists = _lists(_blocks(document, sentences, "", alone=True))
    named = reader.names_exosomes(document.title) or any(
        sentence.form is Form.HEADING and reader.names_exosomes(sentence.text) for sentence in sentences[:3]
    )
    return _evidence(sources, _titled(document, reader), lists, reader, named=named)


def _evidence(
    text: Iterable[Source],
    name: Iterable[Source],
    lists: Sequence[tuple[int, tuple[Ingredient, ...]]],
    reader: SourceReader,
    *,
    named: bool,
) -> Evidence:
    said = list(text)
    votes = [_vote(source, reader) for source in said if source.role is Role.STATED and source.why.cue != LISTED]
    votes += [Vote((source.class_, source.detail), IN_NAME) for source in name if source.role is not Role.DENIED]
    entries_ = dict.fromkeys(entry.source for _, found in lists for entry in found if entry.source)
    votes += [Vote(pair, IN_LIST, listed=True) for pair in entries_]
    denied = frozenset((source.class_, source.detail) for source in said if source.role is Role.DENIED)
    background = dict.fromkeys(s.class_ for s in said if s.role in {Role.GENERAL, Role.COMPARED})
    return Evidence(
        votes=tuple(votes),
        denied=denied,
        background=tuple(background),
        lists=tuple(found for _, found in lists),
        whole=any(length >= FEWEST for length, _ in lists),
        named=named,
    )


def _vote(source: Source, reader: SourceReader) -> Vote:
    weight = LIKELY if source.likeness else reader.roles.weight(source.why.cue)
    return Vote((source.class_, source.detail), weight, likely=source.likeness)


def _named(name: str, document: Document, reader: SourceReader) -> list[Source]:
    return _read((Block(name, form=Form.HEADING),), document, reader)


def _titled(document: Document, reader: SourceReader) -> list[Source]:
    """The sources that the page's own title states; a title that asks or reports states none."""
    if reader.roles.doubts(document.title):
        return []
    found = _read((Block(document.title, form=Form.HEADING),), document, reader)
    return [source for source in found if source.role is Role.STATED]


def _described(product: Product, document: Document, reader: SourceReader) -> list[Source]:
    """The sources of a description that stands in none of the page's blocks."""
    text = product.description.strip()
    if not text or any(text[:60] in block.text for block in document.blocks):
        return []
    return _read((Block(text),), document, reader)


def _read(blocks: tuple[Block, ...], document: Document, reader: SourceReader) -> list[Source]:
    page = Document(document.key, document.address, document.kind, lang=document.lang, blocks=blocks)
    return list(find_sources(sentences_of(page, document.lang or "en"), page, reader))


def _blocks(document: Document, sentences: Sequence[Sentence], key: str, *, alone: bool) -> list[str]:
    """The lists of ingredients that the page prints for a product (or, where it is alone, for no product by name)."""
    reader = ingredient_reader()
    wanted = {key, ""} if alone else {key}
    numbers = dict.fromkeys(
        sentence.block
        for sentence in sentences
        if sentence.product in wanted and (sentence.form is Form.INGREDIENTS or reader.is_list(sentence.folded.text))
    )
    return [document.blocks[number].text for number in numbers]


def _lists(texts: Iterable[str]) -> list[tuple[int, tuple[Ingredient, ...]]]:
    """Each different list with its length and the entries that matter."""
    reader = ingredient_reader()
    found: dict[tuple[str, ...], tuple[int, tuple[Ingredient, ...]]] = {}
    for text in texts:
        names = tuple(entries(text)) if text.strip() else ()
        if names:
            found.setdefault(tuple(name.casefold() for name in names), (len(names), reader.ingredients(text)))
    return list(found.values())
