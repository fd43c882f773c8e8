"""What a page says of its sources, sorted once by the product in whose part of the page it stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from claims.model import Document, Form, Product, Source
from claims.sources.ingredients import ingredient_reader
from claims.text.sentences import Sentence

HEAD = 60  # characters of a description by which it is found among the blocks


@dataclass(frozen=True, slots=True)
class Parts:
    """A page by the keys of its products, the empty key for the page at large.

    `lists` are the numbers of the blocks that print a list of ingredients, `shown` the
    beginnings of descriptions that stand in one of the page's blocks.
    """

    document: Document
    sources: Mapping[str, Sequence[Source]]
    lists: Mapping[str, Sequence[int]]
    shown: frozenset[str]

    def shows(self, description: str) -> bool:
        """Whether a product's description stands in one of the page's blocks."""
        return description[:HEAD] in self.shown

    def lists_of(self, *keys: str) -> list[str]:
        """The lists of ingredients that the parts of these keys print, in page order."""
        numbers = sorted({number for key in keys for number in self.lists.get(key, ())})
        return [self.document.blocks[number].text for number in numbers]


def parts_of(
    document: Document, sources: Sequence[Source], sentences: Sequence[Sentence], products: Sequence[Product]
) -> Parts:
    """The page as these of its products need it."""
    keys = {product.key for product in products}
    if not products or len(document.products) == 1:
        keys.add("")
    by_product: defaultdict[str, list[Source]] = defaultdict(list)
    for source in sources:
        by_product[source.product].append(source)
    return Parts(document, by_product, _lists(sentences, keys), _shown(document, products))


def _lists(sentences: Sequence[Sentence], keys: Set[str]) -> dict[str, list[int]]:
    reader = ingredient_reader()
    found: defaultdict[str, list[int]] = defaultdict(list)
    for sentence in sentences:
        if sentence.product in keys and (sentence.form is Form.INGREDIENTS or reader.is_list(sentence.folded.text)):
            found[sentence.product].append(sentence.block)
    return found


def _shown(document: Document, products: Sequence[Product]) -> frozenset[str]:
    heads = {product.description.strip()[:HEAD] for product in products} - {""}
    if not heads:
        return frozenset()
    finder = AhoCorasick(heads)
    return frozenset(
        block.text[start:end]
        for block in document.blocks
        for _, start, end in finder.find_matches_as_indexes(block.text, overlapping=True)
    )
