"""Sources: where a sentence says that exosomes come from."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claims.model import Document, Form, Role, Source, Span, Why
from claims.patterns.constructions import EXOSOME, RIVAL, masked
from claims.sources.ingredients import ingredient_reader
from claims.sources.materials import OPENING, Found, Mention
from claims.sources.roles import Setting, Verdict
from claims.sources.ties import SourceReader, Tied
from claims.text.fold import fold
from claims.text.sentences import Sentence

LISTED = "inci.listed"  # the cue of a source that stands in a list of ingredients
LONG = 20  # words from which a line without a stop is no title
TOP = 3  # lines among which the title of a page stands
SHARED = {Role.DENIED, Role.COMPARED}  # roles that hold for a whole list
GENERAL = 1  # rank of a word that names no material (people, animals)
_CLOSED = re.compile(r"[.!?:,;][\"')\]]*\s*[*\[(]*\d{0,2}[\])*]*\s*$")


Line = tuple[Sentence, Found, bool]  # with its nouns, and whether exosomes are what the page speaks of there


def find_sources(
    sentences: Sequence[Sentence], document: Document, reader: SourceReader, lines: Sequence[Line] | None = None
) -> tuple[Source, ...]:
    """Every source that the sentences of a document name, with its role, in page order.

    `lines` is what `about_exosomes` gives, where that is known.
    """
    lines = tuple(about_exosomes(sentences, document, reader)) if lines is None else lines
    if not lines:
        return ()
    page = _page_of(sentences, lines, document, reader)
    found_in_lines = (
        source
        for number, (sentence, found, about) in enumerate(lines)
        if not sentence.furniture and (found.mentions or found.has(EXOSOME))
        for source in _sources(sentence, found, page, reader, about=about, around=_around(number, sentences, reader))
    )
    return tuple(owned(found_in_lines, document))


def owned(sources: Iterable[Source], document: Document) -> Iterator[Source]:
    """Sources with the product in whose part they stand as owner, where their words name none."""
    names = {product.key: product.name for product in document.products}
    return (_owned(source, names) for source in sources)


def _owned(source: Source, names: Mapping[str, str]) -> Source:
    if source.owner or source.role is not Role.STATED or source.product not in names:
        return source
    return replace(source, owner=names[source.product])


def about_exosomes(sentences: Sequence[Sentence], document: Document, reader: SourceReader) -> Iterator[Line]:
    """Each sentence with its nouns, and whether exosomes are what the page speaks of there.

    Nothing comes where neither title nor text names them.
    """
    nouns = [reader.nouns(sentence.folded.text) for sentence in sentences]
    if not any(found.has(EXOSOME) for found in nouns) and not reader.names_exosomes(document.title):
        return
    about = True
    for sentence, found in zip(sentences, nouns, strict=True):
        about = _about(found, about)
        yield sentence, found, about


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page as a whole tells of its sources."""

    sells: bool
    glossary: bool
    subjects: frozenset[tuple[str, str]]
    one_class: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """What the lines around a sentence do.

    The one above asks where exosomes come from, or announces a tour of their sources; the one after it answers no.
    """

    asks: bool = False
    tours: bool = False
    refused: bool = False


def _page_of(sentences: Sequence[Sentence], lines: Sequence[Line], document: Document, reader: SourceReader) -> _Page:
    """The page's kind, and the sources that its title or first headings name: what it is about."""
    title = fold(document.title).text
    heads = [(title, reader.nouns(title))]
    for sentence, found, _ in lines[:TOP]:
        if sentence.form in {Form.HEADING, Form.QUESTION} or sentence is sentences[0]:
            heads.append((sentence.folded.text, found))
    subjects = {
        (tied.mention.class_, tied.mention.detail)
        for text, found in heads
        if found.mentions and not reader.roles.doubts(text)
        for tied in reader.tied(text, about=True)
        if tied.mention.rank > GENERAL
    }
    names = any(found.mentions for _, found, _ in lines)
    glossary = names and reader.roles.explains(sentence.folded.text for sentence in sentences)
    return _Page(document.kind.sells, glossary, frozenset(subjects), _of_one_class(lines, reader))


def _of_one_class(lines: Sequence[Line], reader: SourceReader) -> bool:
    """Whether all that the lines tie to exosomes is of one class."""
    classes: set[str] = set()
    for sentence, found, about in lines:
        if found.mentions and not sentence.furniture:
            classes |= {tied.mention.class_ for tied in reader.tied(sentence.folded.text, about=about)}
    return len(classes) == 1


def _about(found: Found, before: bool) -> bool:
    """Whether exosomes are what the page speaks of at a sentence: until it opens with something else."""
    if not found.masks:
        return before
    if found.has(EXOSOME):
        return True
    opens = any(mask.letter == RIVAL and mask.start < OPENING for mask in found.masks)
    return before and not opens and not any(mention.opens for mention in found.mentions)


def _sources(
    sentence: Sentence, found: Found, page: _Page, reader: SourceReader, *, about: bool, around: _Around
) -> Iterator[Source]:
    folded = sentence.folded.text
    if sentence.form is Form.INGREDIENTS or ingredient_reader().is_list(folded):
        yield from _listed(sentence)
        return
    if not found.mentions:
        return
    text = masked(folded, found.masks)
    ties = reader.tied(folded, about=about, asked=around.asks or around.tours)
    before: tuple[Mention, Role] | None = None
    for tied in ties:
        mention = tied.mention
        verdict = reader.roles.role(mention, _setting(mention, text, folded, page, len(ties), around))
        if around.refused and verdict.role is Role.GENERAL:
            verdict = replace(verdict, role=Role.DENIED)
        shared = before is not None and before[1] in SHARED and reader.linked(folded, before[0], mention)
        if before and shared and verdict.role is Role.GENERAL:
            verdict = replace(verdict, role=before[1])
        before = mention, verdict.role
        yield _source(sentence, tied, verdict, reader)


def _around(number: int, sentences: Sequence[Sentence], reader: SourceReader) -> _Around:
    """What the line that governs a sentence asks or announces, and whether the next one of its block refuses."""
    sentence = sentences[number]
    after = sentences[number + 1] if number + 1 < len(sentences) else None
    asked = sentence.form is Form.QUESTION and after is not None and after.block == sentence.block
    refused = asked and after is not None and reader.roles.refuses(after.folded.text)
    if sentence.lead is None:
        return _Around(refused=refused)
    lead = sentences[sentence.lead]
    text = lead.folded.text
    asks = lead.form is Form.QUESTION and reader.asks(text)
    return _Around(asks, not asks and sentence.form is Form.BULLET and reader.tours(text), refused)


def _setting(mention: Mention, text: str, folded: str, page: _Page, several: int, around: _Around) -> Setting:
    """What is known of the sentence that names a material."""
    return Setting(
        masked=text,
        sells=page.sells,
        fragment=_is_fragment(folded),
        subject=(mention.class_, mention.detail) in page.subjects,
        glossary=page.glossary,
        exact=mention.exact,
        several=several,
        tour=around.tours,
        only=page.one_class,
    )


def _is_fragment(folded: str) -> bool:
    """Whether a line is a title, a label or a bullet: short, and closed by no stop."""
    return not _CLOSED.search(folded) and folded.count(" ") < LONG


def _listed(sentence: Sentence) -> Iterator[Source]:
    """The sources that a list of ingredients names: what it lists is in the product."""
    reader = ingredient_reader()
    seen: set[tuple[str, str]] = set()
    for entry in reader.ingredients(sentence.text):
        if entry.source is not None and entry.source not in seen:
            seen.add(entry.source)
            start = max(sentence.text.find(entry.name), 0)
            words = sentence.text[start : start + len(entry.name)]
            yield Source(
                class_=entry.source[0],
                detail=entry.source[1],
                role=Role.STATED,
                quote=sentence.text,
                span=Span(words, start),
                why=Why(f"inci.{entry.source[0]}.{entry.source[1]}", reader.version, entry.name, LISTED, "ingredients"),
                block=sentence.block,
                place=sentence.place,
                product=sentence.product,
            )


def _source(sentence: Sentence, tied: Tied, verdict: Verdict, reader: SourceReader) -> Source:
    mention = tied.mention
    start, end = sentence.folded.original(mention.start, mention.end)
    words = sentence.text[start:end]
    stated = verdict.role is Role.STATED
    return Source(
        class_=mention.class_,
        detail=mention.detail,
        role=verdict.role,
        quote=sentence.text,
        span=Span(words, start),
        why=Why(mention.rule, reader.version, words, verdict.rule, sentence.folded.text[verdict.start : verdict.end]),
        block=sentence.block,
        place=sentence.place,
        product=sentence.product,
        owner=reader.owners.owner(sentence.text[:start]) if stated and reader.owners else "",
        experimental=reader.experimental,
    )
