"""What structured data says in words and the page's text does not: descriptions, answers, steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.model import Block, Form, Product
from crawler.extract.feed import texts_of
from crawler.extract.jsonld import Node, descend, listed, nodes_in, text_in, types_of
from crawler.extract.rows import SEPARATOR
from crawler.extract.wording import clean, squashed

_TEXTS = (
    "description",
    "disambiguatingDescription",
    "slogan",
    "expectedPrognosis",
    "mechanismOfAction",
    "warning",
    "award",
    "step",
    "howPerformed",
    "preparation",
    "followup",
    "usedToDiagnose",
    "text",
    "reviewBody",
    "abstract",
)
# Fields that hold names, or things that have one.
_NAMES = (
    "supply",
    "tool",
    "indication",
    "contraindication",
    "adverseOutcome",
    "seriousAdverseOutcome",
    "possibleTreatment",
    "activeIngredient",
)
_MOST_BLOCKS = 400


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one node, before it is known whether the page shows them too."""

    text: str
    form: Form
    trail: tuple[str, ...]
    place: str
    product: str = ""


def asks_questions(nodes: tuple[Node, ...]) -> bool:
    """Whether structured data holds questions and answers."""
    return any("FAQPage" in types_of(node) for node in nodes)


def stated_blocks(nodes: tuple[Node, ...], shown: Sequence[Block], products: Sequence[Product]) -> tuple[Block, ...]:
    """Blocks for the words of structured data that no block shown has."""
    if not nodes:
        return ()
    known = squashed(" ".join(block.text for block in shown))
    names = {product.name: product.key for product in products}
    found: list[Block] = []
    seen: set[str] = set()
    for node in descend(nodes):
        for words in _words(node, names):
            for text in texts_of(words.text):
                short = squashed(text)
                if len(short) < 2 or short in known or short in seen:
                    continue
                seen.add(short)
                found.append(Block(text, words.form, words.trail, words.place, product=words.product))
                if len(found) >= _MOST_BLOCKS:
                    return tuple(found)
    return tuple(found)


def _words(node: Node, products: dict[str, str]) -> Iterator[Words]:
    kinds = types_of(node)
    kind = min(kinds, default="Thing")
    name = clean(text_in(node.get("name")))
    if "Question" in kinds:
        yield Words(name, Form.QUESTION, (), "json-ld Question")
        for answer in nodes_in(node.get("acceptedAnswer")):
            yield Words(text_in(answer.get("text")), Form.ANSWER, (name,), "json-ld Answer")
        return
    form = Form.REVIEW if "Review" in kinds else Form.STRUCTURED_DATA
    trail, product = ((name,) if name else ()), products.get(name, "")
    if "Answer" not in kinds:
        for field in _TEXTS:
            for value in listed(node.get(field)):
                if isinstance(value, str):
                    yield Words(value, form, trail, f"json-ld {kind} {field}", product)
    for field, text in (*_named(node), *_properties(node)):
        yield Words(text, form, trail, f"json-ld {kind} {field}", product)


def _named(node: Node) -> Iterator[tuple[str, str]]:
    """What a node names, each with its field."""
    for field in _NAMES:
        for value in listed(node.get(field)):
            yield field, text_in(value)
    for notes in nodes_in(node.get("positiveNotes")):
        for entry in listed(notes.get("itemListElement")):
            yield "positiveNotes", text_in(entry)


def _properties(node: Node) -> Iterator[tuple[str, str]]:
    """What a node says of itself in pairs, such as the source of what is in it, as rows."""
    for entry in nodes_in(node.get("additionalProperty")):
        name, value = text_in(entry.get("name")), text_in(entry.get("value"))
        if name and value:
            yield "additionalProperty", f"{name}{SEPARATOR}{value}"
