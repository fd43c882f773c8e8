"""Routes: the ways by which a sentence says that exosomes are given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass as plain
from itertools import count
from typing import Literal

from pydantic.dataclasses import dataclass

from claims.model import Document, Route, Span, Why
from claims.patterns.constructions import EXOSOME, Frame, filter_of, masked
from claims.patterns.match import prefilter
from claims.rules.packs import Pack, words_of
from claims.rules.shapes import STRICT, Words, joined
from claims.sources.materials import Found
from claims.sources.sources import Line, about_exosomes
from claims.sources.ties import SourceReader
from claims.text.sentences import Sentence

FILE = "routes.yml"
NEVER = r"[^\s\S]"


@dataclass(frozen=True, slots=True, config=STRICT)
class RouteRule:
    """Words for one route; its fields are told in routes.yml."""

    id: str
    route: str
    any: tuple[str, ...]
    near: Literal["sentence", "page"] = "page"
    unless: str = ""
    not_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, config=STRICT)
class RouteFile:
    """routes.yml of a pack."""

    version: int
    routes: tuple[RouteRule, ...]
    lexicons: dict[str, Words]
    hint: str


@plain(frozen=True, slots=True)
class _Ready:
    rule: RouteRule
    patterns: tuple[tuple[int, Frame], ...]
    numbers: frozenset[int]
    unless: Frame


class RouteReader:
    """Finds routes by the routes.yml of one pack; exosomes themselves are found as for sources."""

    def __init__(self, pack: Pack, file: RouteFile, sources: SourceReader) -> None:
        words = {**sources.lexicons, **{name: joined(value) for name, value in file.lexicons.items()}}
        self.version = file.version
        self.sources = sources
        self._hint = prefilter([file.hint], words_of(pack).haystack)
        numbers = count()
        self._likely = filter_of((pattern for rule in file.routes for pattern in rule.any), words, sources.roles.masked)
        self._rules = tuple(_ready(rule, words, numbers, bounded=pack.bounded) for rule in file.routes)

    def hints(self, folded: str) -> bool:
        """Whether any word of a route may stand in a sentence."""
        return bool(self._hint.candidates(folded))

    def found(self, text: str, *, named: bool) -> dict[str, tuple[RouteRule, int, int]]:
        """The routes of a masked sentence and where their words stand; `named` says that it names exosomes."""
        found: dict[str, tuple[RouteRule, int, int]] = {}
        candidates = frozenset(self._likely.candidates(text))
        for ready in self._rules:
            rule = ready.rule
            if (
                ready.numbers.isdisjoint(candidates)
                or rule.route in found
                or not (named or rule.near == "page")
                or any(name in found for name in rule.not_with)
            ):
                continue
            tried = (pattern.search(text) for number, pattern in ready.patterns if number in candidates)
            match = next(filter(None, tried), None)
            if match is not None and not ready.unless.search(text):
                found[rule.route] = (rule, match.start(), match.end())
        return found


def _ready(rule: RouteRule, words: Mapping[str, str], numbers: Iterator[int], *, bounded: bool) -> _Ready:
    patterns = tuple((next(numbers), Frame(pattern, words, bounded=bounded)) for pattern in rule.any)
    unless = Frame(rule.unless or NEVER, words, bounded=bounded)
    return _Ready(rule, patterns, frozenset(number for number, _ in patterns), unless)


def route_reader(pack: Pack, sources: SourceReader | None) -> RouteReader | None:
    """The routes of a pack made ready, None for a pack without them."""
    file = pack.file(FILE, RouteFile)
    return RouteReader(pack, file, sources) if file and sources else None


def find_routes(
    sentences: Sequence[Sentence], document: Document, reader: RouteReader, lines: Sequence[Line] | None = None
) -> tuple[Route, ...]:
    """Every route by which the sentences of a document say that exosomes are given, in page order."""
    routes: list[Route] = []
    for sentence, found, about in about_exosomes(sentences, document, reader.sources) if lines is None else lines:
        if about and not sentence.furniture:
            routes.extend(_routes(sentence, found, reader))
    return tuple(routes)


def _routes(sentence: Sentence, found: Found, reader: RouteReader) -> Iterator[Route]:
    folded = sentence.folded.text
    if not reader.hints(folded):
        return
    text = masked(folded, found.masks)
    for rule, start, end in reader.found(text, named=found.has(EXOSOME)).values():
        first, last = sentence.folded.original(start, end)
        words = sentence.text[first:last]
        yield Route(
            name=rule.route,
            quote=sentence.text,
            span=Span(words, first),
            why=Why(rule.id, reader.version, words),
            block=sentence.block,
            place=sentence.place,
            product=sentence.product,
            experimental=reader.sources.experimental,
        )
