"""Whether a document can be read otherwise by rules that moved, without reading it."""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from claims.context.gates import Page, may_be_sure, may_claim, page_of
from claims.likeness.beside import helper_for
from claims.model import Document, is_likeness
from claims.patterns.match import Hit, Lexicons, Matcher
from claims.reading import stands
from claims.rules.engine import Engine, engine_of
from claims.rules.moved import Moved
from claims.rules.packs import Library, Pack
from claims.text.language import language_of
from claims.text.sentences import Sentence, sentences_of

FEW = 25  # rules that are looked for by themselves; more are looked for with all others


def is_told_by_claims(pack: Pack, library: Library) -> bool:
    """Whether a rule that found something without a claim of its own had no say in what else was claimed.

    So it is where the learned helper holds nothing back that it would add.
    """
    helper = helper_for(pack, library)
    return helper is None or (
        helper.net.bounds.veto <= helper.net.bounds.add and helper.net.bounds.veto_any <= helper.net.bounds.add_any
    )


def may_read_otherwise(document: Document, claimed_by: Collection[str], moved: Moved, library: Library) -> bool:
    """Whether a document may be read otherwise now by whose rules its claims were made, as their ids say.

    It cannot where none of them is gone, and no rule that has come finds anything. A claim that no rule made may stand
    because one that is gone found something beside it.
    """
    lang = language_of(document)
    pack = library.pack(lang)
    if pack is None:
        return False
    if moved.gone:
        likened = any(map(is_likeness, claimed_by))
        if likened or not moved.gone.isdisjoint(claimed_by) or not is_told_by_claims(pack, library):
            return True
    return bool(moved.come) and finds(document, lang, moved.come, pack)


def finds(document: Document, lang: str, rules: frozenset[str], pack: Pack) -> bool:
    """Whether one of these rules finds something in a document that the gates and its own conditions let stand."""
    engine = engine_of(pack)
    hits = _hits_of(rules, engine)
    sentences = sentences_of(document, lang)
    found = [(number, hit) for number, sentence in enumerate(sentences) for hit in hits(sentence.folded.text)]
    if not found:
        return False
    page = page_of(sentences, document, engine)
    return page.topic and any(_may_stand(number, hit, sentences, page, engine) for number, hit in found)


def _may_stand(number: int, hit: Hit, sentences: Sequence[Sentence], page: Page, engine: Engine) -> bool:
    """Whether a hit stands, or would in a closed line if the learned helper were sure of its type."""
    if may_claim(page, number, engine):
        return stands(hit, number, sentences, page, engine)
    return may_be_sure(page, number) and stands(hit, number, sentences, page, engine, closed=True)


@lru_cache(maxsize=64)
def _hits_of(rules: frozenset[str], engine: Engine) -> Callable[[str], Sequence[Hit]]:
    """What gives the hits of these rules in a text, by the numbers that the engine gives its rules."""
    numbers = [number for number, rule in enumerate(engine.rules) if rule.id in rules]
    if len(numbers) > FEW:
        return lambda text: [hit for hit in engine.hits(text) if engine.rules[hit.rule].id in rules]
    few = Matcher(
        [engine.rules[number].any for number in numbers], Lexicons(engine.pack.lexicons), bounded=engine.pack.bounded
    )
    return lambda text: [hit._replace(rule=numbers[hit.rule]) for hit in few.hits(text)]
