"""Stated sources: where the exosomes of each thing on offer come from, as all that the page says of it comes out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from claims.model import Disclosure, Document, Product, Source, StatedSource
from claims.patterns.constructions import EXOSOME
from claims.sources.evidence import Evidence, Pair, Vote, evidence_of_page, evidence_of_product, said_in
from claims.sources.ingredients import Ingredient
from claims.sources.parts import parts_of
from claims.sources.ties import SourceReader
from claims.taxonomy import load_taxonomy
from claims.text.sentences import Sentence

CLEAR = 0.6  # share of the weight that makes one class the source
SHARED = 0.3  # share of the weight that makes a class one of several
LONGEST = 80  # characters of a page's first words that stand for its title
OPEN = {"unspecified", "stem_cell_unspecified", "other"}  # details that name no material


def stated_sources(
    document: Document, sources: Sequence[Source], sentences: Sequence[Sentence], reader: SourceReader
) -> tuple[StatedSource, ...]:
    """The stated source of every product with exosomes on a page, or of the page where it names no such product."""
    if not document.kind.sells:
        return (_not_asked(document, "The page reports and offers nothing."),)
    alone = len(document.products) == 1
    about = _names_exosomes(document, sentences, reader)
    products = document.products if alone and about else _holding(document.products, sentences, reader)
    parts = parts_of(document, sources, sentences, products)
    if products:
        at_large = said_in(parts.sources.get("", ()), reader)
        return tuple(
            decided(product.key, product.name, evidence_of_product(product, parts, at_large, reader, alone=alone))
            for product in products
        )
    if not about:
        return (_not_asked(document, "Nothing on the page names exosomes."),)
    return (decided("", _name(document), evidence_of_page(parts, sources, sentences, reader)),)


def _not_asked(document: Document, reason: str) -> StatedSource:
    return StatedSource("", _name(document), Disclosure.NOT_ASKED, reason=reason)


def _name(document: Document) -> str:
    """The page's name for people: its title, else its first words."""
    return document.title or (document.blocks[0].text[:LONGEST] if document.blocks else document.key)


def _holding(products: Sequence[Product], sentences: Sequence[Sentence], reader: SourceReader) -> Sequence[Product]:
    """The products that are ones with exosomes, by their name, description, ingredients or part of the page."""
    silent = {
        product.key
        for product in products
        if not reader.names_exosomes(f"{product.name}\n{product.description}\n{product.ingredients}")
    }
    shown = {s.product for s in sentences if s.product in silent and reader.nouns(s.folded.text).has(EXOSOME)}
    return [product for product in products if product.key not in silent or product.key in shown]


def _names_exosomes(document: Document, sentences: Sequence[Sentence], reader: SourceReader) -> bool:
    return reader.names_exosomes(document.title) or any(
        reader.nouns(sentence.folded.text).has(EXOSOME) for sentence in sentences if not sentence.furniture
    )


def decided(key: str, name: str, evidence: Evidence) -> StatedSource:
    """The stated source by the weight of the evidence."""
    ranked = _ranked(evidence.votes)
    conflict = _conflict(evidence)
    if conflict:
        return StatedSource(key, name, Disclosure.CONFLICT, ranked, conflict)
    if not ranked:
        return StatedSource(key, name, Disclosure.UNDISCLOSED, (), _silence(evidence))
    classes = _shares(evidence.votes)
    first = max(classes, key=lambda class_: classes[class_])
    if classes[first] >= CLEAR:
        kept = tuple(pair for pair in ranked if pair[0] == first)
        return StatedSource(key, name, Disclosure.STATED, _exact(kept), _grounds(evidence, _exact(kept)))
    kept = _exact(tuple(pair for pair in ranked if classes[pair[0]] >= SHARED) or ranked)
    return StatedSource(key, name, Disclosure.SEVERAL, kept, f"Several sources are named: {_words(kept)}.")


def _shares(votes: Iterable[Vote]) -> dict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    for vote in votes:
        weights[vote.pair[0]] += vote.weight
    total = sum(weights.values())
    return {class_: weight / total for class_, weight in weights.items()}


def _ranked(votes: Iterable[Vote]) -> tuple[Pair, ...]:
    """The pairs, the heaviest first."""
    weights: defaultdict[Pair, float] = defaultdict(float)
    for vote in votes:
        weights[vote.pair] += vote.weight
    return tuple(sorted(weights, key=lambda pair: (-weights[pair], pair)))


def _exact(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The pairs without those that say less than another of the same class."""
    named = {class_ for class_, detail in pairs if detail not in OPEN}
    return tuple(pair for pair in pairs if pair[1] not in OPEN or pair[0] not in named)


def _conflict(evidence: Evidence) -> str:
    """What in the evidence does not fit together, in words; empty where all fits."""
    return (
        _text_against_list(evidence)
        or _name_against_list(evidence)
        or _list_against_list(evidence)
        or _denial(evidence)
    )


def _text_against_list(evidence: Evidence) -> str:
    text, listed = _pairs(evidence.text), _pairs(evidence.listed)
    strange = [pair for pair in listed if text and not any(_agree(pair, other) for other in text)]
    if not strange:
        return ""
    return f"The text says {_words(text)}; the list of ingredients has {_entries(evidence, strange)}."


def _name_against_list(evidence: Evidence) -> str:
    found = [entry for entries in evidence.lists for entry in entries]
    if not (evidence.named and evidence.whole and found) or any(entry.vesicle for entry in found):
        return ""
    kinds = " and ".join(dict.fromkeys(entry.look_alike for entry in found))
    names = ", ".join(dict.fromkeys(entry.name for entry in found))
    return f"The name says exosomes; the list of ingredients has none, only {kinds} ({names})."


def _list_against_list(evidence: Evidence) -> str:
    lists = [frozenset(entry.source for entry in entries if entry.source) for entries in evidence.lists]
    different = list(dict.fromkeys(pairs for pairs in lists if pairs))
    if len(different) < 2:
        return ""
    return "Lists of ingredients differ: " + "; ".join(_words(sorted(pairs)) for pairs in different) + "."


def _denial(evidence: Evidence) -> str:
    for class_, detail in sorted(evidence.denied):
        for pair in _pairs(evidence.votes):
            if pair[0] == class_ and (detail in OPEN or detail == pair[1]):
                return f"The text denies {_words([(class_, detail)])} and states {_words([pair])} elsewhere."
    return ""


def _agree(one: Pair, other: Pair) -> bool:
    """Whether two pairs may be the same source: the same class, and no two materials named."""
    return one[0] == other[0] and (one[1] == other[1] or one[1] in OPEN or other[1] in OPEN)


def _pairs(votes: Iterable[Vote]) -> tuple[Pair, ...]:
    return tuple(dict.fromkeys(vote.pair for vote in votes))


def _grounds(evidence: Evidence, pairs: Sequence[Pair]) -> str:
    """What a stated source rests on, in words."""
    places = [
        name for name, votes in (("the text", evidence.text), ("the list of ingredients", evidence.listed)) if votes
    ]
    verb = "name" if len(places) > 1 else "names"
    grounds = f"{' and '.join(places).capitalize()} {verb} {_words(pairs)}"
    return f"{grounds}, as it looks: no rule reads it so." if _likely(evidence) else f"{grounds}."


def _likely(evidence: Evidence) -> bool:
    """Whether all of it only looks like a stated source."""
    return all(vote.likely for vote in evidence.votes)


def _silence(evidence: Evidence) -> str:
    """Why nothing is stated, in words."""
    if evidence.background:
        names = ", ".join(_title(class_).lower() for class_ in evidence.background)
        return f"Nothing says where these exosomes come from; sources ({names}) are named as background only."
    return "Nothing says where the exosomes come from."


def _entries(evidence: Evidence, pairs: Iterable[Pair]) -> str:
    wanted = set(pairs)
    found: Iterable[Ingredient] = (entry for entries in evidence.lists for entry in entries if entry.source in wanted)
    return ", ".join(dict.fromkeys(entry.name for entry in found))


def _words(pairs: Iterable[Pair]) -> str:
    """Pairs for people: "plant (rose) and human (fat tissue)"."""
    return " and ".join(_word(class_, detail) for class_, detail in pairs)


def _word(class_: str, detail: str) -> str:
    known = load_taxonomy().source(class_)
    term = known.detail(detail) if known else None
    title = _title(class_).lower()
    return title if detail == "unspecified" or term is None else f"{title} ({term.title})"


def _title(class_: str) -> str:
    known = load_taxonomy().source(class_)
    return known.title if known else class_
