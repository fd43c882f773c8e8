"""Sources: where a sentence says that exosomes come from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass as plain
from dataclasses import replace
from functools import lru_cache

from pydantic.dataclasses import dataclass

from claims.constructions import EXOSOME, RIVAL, frame, masked, needs
from claims.fold import fold
from claims.ingredients import ingredient_reader
from claims.materials import OPENING, Finder, Found, Material, Mention, Nouns
from claims.model import Document, Form, Role, Source, Span, Why
from claims.owners import owner_reader
from claims.packs import STRICT, Pack, Words, joined
from claims.roles import FILE as ROLES
from claims.roles import RoleFile, RoleReader, Setting, Verdict
from claims.sentences import Sentence

FILE = "sources.yml"
LISTED = "inci.listed"  # the cue of a source that stands in a list of ingredients
REMEMBERED = 20_000  # sentences whose nouns are kept: shops repeat theirs on every page
LONG = 20  # words from which a line without a stop is no title
_CLOSED = re.compile(r"[.!?:,;][\"')\]]*\s*[*\[(]*\d{0,2}[\])*]*\s*$")
TOP = 3  # lines among which the title of a page stands
SHARED = {Role.DENIED, Role.COMPARED}  # roles that hold for a whole list
GENERAL = 1  # rank of a word that names no material (people, animals)


@dataclass(frozen=True, slots=True, config=STRICT)
class Tie:
    """A frame that ties a material to exosomes; its fields are told in sources.yml."""

    id: str
    any: tuple[str, ...]
    unless: str = ""
    of: tuple[str, ...] = ()
    page: bool = False


@dataclass(frozen=True, slots=True, config=STRICT)
class SourceFile:
    """sources.yml of a pack."""

    version: int
    nouns: Nouns
    join: str
    list: str
    materials: tuple[Material, ...]
    frames: tuple[Tie, ...]
    lexicons: dict[str, Words]
    never: Words = ""
    stop: str = ""


@plain(frozen=True, slots=True)
class Tied:
    """A material that a sentence ties to exosomes, and by which frame."""

    mention: Mention
    tie: str


@plain(frozen=True, slots=True)
class _Frame:
    id: str
    patterns: tuple[tuple[re.Pattern[str], bool], ...]
    unless: re.Pattern[str] | None
    of: frozenset[str]
    page: bool

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the frame stands in a masked sentence."""
        named = EXOSOME in text
        for pattern, asks in self.patterns:
            for match in pattern.finditer(text) if named or not asks else ():
                if self.unless is None or not self.unless.search(match[0]):
                    yield match.span()

    def takes(self, mention: Mention) -> bool:
        """Whether the frame is for this material."""
        if mention.ties and self.id not in mention.ties:
            return False
        return not self.of or mention.class_ in self.of or f"{mention.class_}/{mention.detail}" in self.of


class SourceReader:
    """Ties materials to exosomes by the sources.yml of one pack."""

    def __init__(self, pack: Pack, file: SourceFile, roles: RoleFile) -> None:
        lexicons = {
            **pack.lexicons,
            **{name: joined(words) for name, words in file.lexicons.items()},
            "STOP": file.stop,
        }
        self.version = file.version
        self.experimental = pack.head.state == "experimental"
        self.lexicons: Mapping[str, str] = lexicons
        self.roles = RoleReader(pack, roles, lexicons)
        self.owners = owner_reader(pack)
        self._finder = Finder(file.materials, file.nouns, file.never, file.join, lexicons, bounded=pack.bounded)
        self._list = re.compile(file.list, re.IGNORECASE)
        self._frames = tuple(
            _Frame(
                tie.id,
                tuple((frame(pattern, lexicons, bounded=pack.bounded), needs(pattern, "EXO")) for pattern in tie.any),
                frame(tie.unless, lexicons, bounded=pack.bounded) if tie.unless else None,
                frozenset(tie.of),
                tie.page,
            )
            for tie in file.frames
        )

        self.nouns = lru_cache(maxsize=REMEMBERED)(self._finder.find)

    def names_exosomes(self, text: str) -> bool:
        """Whether a text names exosomes."""
        return self.nouns(fold(text).text).has(EXOSOME)

    def tied(self, folded: str, found: Found, text: str, *, about: bool) -> tuple[Tied, ...]:
        """The materials of a sentence (`text` is the masked one) that it ties to exosomes.

        `about` says that the page is about exosomes, so that a word may take them up.
        """
        ties: dict[int, str] = {}
        for one in self._frames:
            if one.page and not about:
                continue
            for start, end in one.found(text):
                for number, mention in enumerate(found.mentions):
                    if start <= mention.start and mention.end <= end and one.takes(mention):
                        ties.setdefault(number, one.id)
        self._listed(folded, found.mentions, ties)
        return tuple(_specific(folded, found.mentions, ties, self._list))

    def linked(self, folded: str, one: Mention, other: Mention) -> bool:
        """Whether a mention and the next one stand in one list."""
        return self._list.fullmatch(folded, one.end, other.start) is not None

    def _listed(self, folded: str, mentions: Sequence[Mention], ties: dict[int, str]) -> None:
        """Ties what stands in one list with a tied material."""
        steps = [*zip(range(len(mentions)), range(1, len(mentions)), strict=False)]
        for one, other in [*steps, *((b, a) for a, b in reversed(steps))]:
            if one in ties and other not in ties:
                first, second = sorted((mentions[one], mentions[other]), key=lambda mention: mention.start)
                if self._list.fullmatch(folded, first.end, second.start):
                    ties[other] = ties[one]


def source_reader(pack: Pack) -> SourceReader | None:
    """The sources of a pack made ready, None for a pack without them."""
    file = pack.file(FILE, SourceFile)
    roles = pack.file(ROLES, RoleFile)
    return SourceReader(pack, file, roles) if file and roles else None


def find_sources(sentences: Sequence[Sentence], document: Document, reader: SourceReader) -> tuple[Source, ...]:
    """Every source that the sentences of a document name, with its role, in page order."""
    nouns = [reader.nouns(sentence.folded.text) for sentence in sentences]
    page = _page_of(sentences, nouns, document, reader)
    return tuple(
        source
        for sentence, found, about in about_exosomes(sentences, document, reader)
        if not sentence.furniture and (found.mentions or found.has(EXOSOME))
        for source in _sources(sentence, found, page, reader, about=about)
    )


def about_exosomes(
    sentences: Sequence[Sentence], document: Document, reader: SourceReader
) -> Iterator[tuple[Sentence, Found, bool]]:
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


@plain(frozen=True, slots=True)
class _Page:
    """What a page as a whole tells of its sources."""

    sells: bool
    glossary: bool
    subjects: frozenset[tuple[str, str]]


def _page_of(sentences: Sequence[Sentence], nouns: Sequence[Found], document: Document, reader: SourceReader) -> _Page:
    """The page's kind, and the sources that its title or first headings name: what it is about."""
    heads = [(document.title, reader.nouns(fold(document.title).text))] if document.title else []
    for sentence, found in zip(sentences[:TOP], nouns[:TOP], strict=True):
        if sentence.form in {Form.HEADING, Form.QUESTION} or sentence is sentences[0]:
            heads.append((sentence.folded.text, found))
    subjects = {
        (tied.mention.class_, tied.mention.detail)
        for text, found in heads
        if found.mentions and not reader.roles.doubts(text)
        for tied in reader.tied(text, found, masked(text, found.masks), about=True)
        if tied.mention.rank > GENERAL
    }
    glossary = reader.roles.explains(sentence.folded.text for sentence in sentences)
    return _Page(document.kind.sells, glossary, frozenset(subjects))


def _about(found: Found, before: bool) -> bool:
    """Whether exosomes are what the page speaks of at a sentence: until it opens with something else."""
    if found.has(EXOSOME):
        return True
    opens = any(mask.letter == RIVAL and mask.start < OPENING for mask in found.masks)
    return before and not opens and not any(m.ties and m.start < OPENING for m in found.mentions)


def _sources(sentence: Sentence, found: Found, page: _Page, reader: SourceReader, *, about: bool) -> Iterator[Source]:
    folded = sentence.folded.text
    if sentence.form is Form.INGREDIENTS or ingredient_reader().is_list(folded):
        yield from _listed(sentence)
        return
    text = masked(folded, found.masks)
    ties = reader.tied(folded, found, text, about=about)
    before: tuple[Mention, Role] | None = None
    for tied in ties:
        mention = tied.mention
        verdict = reader.roles.role(mention, _setting(mention, text, folded, page, len(ties)))
        shared = before is not None and before[1] in SHARED and reader.linked(folded, before[0], mention)
        if before and shared and verdict.role is Role.GENERAL:
            verdict = replace(verdict, role=before[1])
        before = mention, verdict.role
        yield _source(sentence, tied, verdict, reader)


def _setting(mention: Mention, text: str, folded: str, page: _Page, several: int) -> Setting:
    """What is known of the sentence that names a material."""
    return Setting(
        masked=text,
        sells=page.sells,
        fragment=_is_fragment(folded),
        subject=(mention.class_, mention.detail) in page.subjects,
        glossary=page.glossary,
        exact=mention.exact,
        several=several,
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


def _specific(
    folded: str, mentions: Sequence[Mention], ties: Mapping[int, str], listed: re.Pattern[str]
) -> Iterator[Tied]:
    """The tied materials, each kind once, without the general word for a more exact one of the same class."""
    seen: set[tuple[str, str]] = set()
    for number, tie in sorted(ties.items()):
        mention = mentions[number]
        exact = [other for other in ties if _covers(mentions[other], mention)]
        if exact and not _in_list(folded, mentions, number, ties, listed):
            continue
        if (mention.class_, mention.detail) not in seen:
            seen.add((mention.class_, mention.detail))
            yield Tied(mention, tie)


def _covers(other: Mention, mention: Mention) -> bool:
    """Whether another mention says more exactly what this one says in general."""
    return other.class_ == mention.class_ and mention.rank <= 2 and other.rank > mention.rank


def _in_list(
    folded: str, mentions: Sequence[Mention], number: int, others: Mapping[int, str], listed: re.Pattern[str]
) -> bool:
    """Whether a mention stands in one list with the one before or after it."""
    for other in (number - 1, number + 1):
        if other in others:
            first, second = sorted((mentions[number], mentions[other]), key=lambda mention: mention.start)
            if listed.fullmatch(folded, first.end, second.start):
                return True
    return False
