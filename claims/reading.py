"""The one way from a document to what it says of exosomes, for whole pages and for single units alike."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from claims.context.answers import answers_of, question_before
from claims.context.gates import Page, is_of_rival, is_open, may_claim, page_of
from claims.context.status import Context, Verdict
from claims.likeness.beside import NOTHING, Beside, Weighed, helper_for
from claims.model import Claim, Document, Reading, Span, Why
from claims.patterns.match import Hit
from claims.rules.engine import Engine, engine_of
from claims.rules.found import Found
from claims.rules.needs import barred, lacks
from claims.rules.packs import Library
from claims.sources.findings import findings_of, readers_of
from claims.text.language import language_of
from claims.text.sentences import Sentence, sentences_of


def read(document: Document, library: Library, *, traces: bool = True) -> Reading:
    """What the document says. Where no pack reads its language, `read` is False and nothing else is said.

    Without `traces` nothing is told of claims that the learned helper holds back, which saves looking for most of them.
    """
    lang = language_of(document)
    pack = library.pack(lang)
    if pack is None:
        return Reading(lang=lang, read=False)
    engine, helper = engine_of(pack), helper_for(pack, library)
    readers_of(pack)  # made ready before a line is searched: one pass looks for what they and the rules need
    sentences = sentences_of(document, lang)
    page = page_of(sentences, document, engine)
    findings = findings_of(sentences, document, pack, likeness=library.likeness)
    beside = Beside(helper, sentences, page, document.kind, traces=traces) if helper and page.topic else None
    said = tuple(claims_of(sentences, page, Context(sentences, document.kind, engine), engine, beside))
    return Reading(
        lang=lang,
        claims=tuple(one.claim for one in said if one.stands),
        sources=findings.sources,
        routes=findings.routes,
        stated=findings.stated,
        offers=findings.offers,
        packs=(pack.name, *helper.names) if helper else (pack.name,),
        held=tuple(one.claim for one in said if not one.stands),
        held_sources=findings.held,
    )


class Said(NamedTuple):
    """A claim, and whether it stands or is held back."""

    claim: Claim
    stands: bool = True


def claims_of(
    sentences: Sequence[Sentence], page: Page, context: Context, engine: Engine, beside: Beside | None = None
) -> Iterator[Said]:
    """Every claim of a page, in page order."""
    if not page.topic:
        return
    asked: Sequence[Found] = ()
    for number, sentence in enumerate(sentences):
        word = _weighed(number, sentences, page, engine, beside)
        if not asked and word is NOTHING:
            continue
        for one in (*word.kept, *word.held, *word.added):
            held = one in word.held
            verdict = _verdict(number, one, context, None if held else beside)
            told = beside.shown(number, one) if beside else one
            yield Said(_claim(told, verdict, sentence, context.limits(number), engine), stands=not held)
        question = question_before(number, sentences) if asked else None
        if question is not None:
            taken = {one.rule.type for one in (*word.kept, *word.added)}
            rules = [one.rule for one in asked if one.rule.type not in taken]
            for answer in answers_of(rules, sentences[question].folded.text, sentence.folded.text, engine):
                said = Found(answer.rule, answer.start, answer.end)
                yield Said(_claim(said, answer.verdict, sentence, "", engine))
        asked = word.kept


def _weighed(number: int, sentences: Sequence[Sentence], page: Page, engine: Engine, beside: Beside | None) -> Weighed:
    """What stands in a line, by the rules alone or with the helper beside them."""
    found = partial(found_in, number, sentences, page, engine)
    barred_types = partial(ruled_out, number, sentences, engine)
    if not may_claim(page, number, engine):
        return beside.beyond(number, partial(found, closed=True), barred_types) if beside else NOTHING
    if beside:
        return beside.weighed(number, found, barred_types)
    finds = found()
    return Weighed(finds) if finds else NOTHING


def _verdict(number: int, one: Found, context: Context, beside: Beside | None) -> Verdict:
    """How a claim is put: by the cues alone, or with the helper beside them."""
    return beside.verdict(number, one, context) if beside else context.verdict(number, one.start, one.end, one.rule)


def found_in(
    number: int, sentences: Sequence[Sentence], page: Page, engine: Engine, *, closed: bool = False
) -> list[Found]:
    """The longest find of each type in a line by the rules, in one that the gates close as if they did not."""
    return _longest(
        [
            Found(engine.rules[hit.rule], hit.start, hit.end)
            for hit in engine.hits(sentences[number].folded.text)
            if stands(hit, number, sentences, page, engine, closed=closed)
        ]
    )


def ruled_out(number: int, sentences: Sequence[Sentence], engine: Engine) -> frozenset[str]:
    """The types of which a firm rule finds words in a line that its own conditions, or another subject, rule out."""
    text = sentences[number].folded.text
    hits = [(engine.rules[hit.rule], hit) for hit in engine.hits(text) if engine.rules[hit.rule].firm]
    return frozenset(
        [
            rule.type
            for rule, hit in hits
            if is_of_rival(hit, rule, text, engine) or barred(rule, hit, number, sentences, engine)
        ]
    )


def stands(
    hit: Hit, number: int, sentences: Sequence[Sentence], page: Page, engine: Engine, *, closed: bool = False
) -> bool:
    """Whether the gates and the rule's own conditions let a hit stand, in a closed line its own conditions alone."""
    rule, sentence = engine.rules[hit.rule], sentences[number]
    if rule.where and sentence.form not in rule.where:
        return False
    if not (closed or is_open(page, number, rule)) or is_of_rival(hit, rule, sentence.folded.text, engine):
        return False
    return not (lacks(rule, hit, number, sentences, engine) or barred(rule, hit, number, sentences, engine))


def _longest(found: Sequence[Found]) -> list[Found]:
    """The longest find of each type, the first rule by id where two are as long."""
    best: dict[str, Found] = {}
    for one in found:
        kept = best.get(one.rule.type)
        if kept is None or (kept.start - kept.end, kept.rule.id) > (one.start - one.end, one.rule.id):
            best[one.rule.type] = one
    return list(best.values())


def _claim(found: Found, verdict: Verdict, sentence: Sentence, limits: str, engine: Engine) -> Claim:
    start, end = sentence.folded.original(found.start, found.end)
    words = sentence.text[start:end]
    return Claim(
        type=found.rule.type,
        status=verdict.status,
        quote=sentence.text,
        span=Span(words, start),
        why=Why(found.rule.id, found.rule.version, words, verdict.cue, verdict.words, limits),
        block=sentence.block,
        place=sentence.place,
        product=sentence.product,
        experimental=engine.pack.head.state == "experimental" or found.rule.state == "experimental",
    )
