"""Ties: which materials of a sentence its words tie to exosomes."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass as plain
from functools import lru_cache
from itertools import count

from pydantic.dataclasses import dataclass

from claims.patterns.constructions import EXOSOME, Frame, filter_of, masked
from claims.patterns.match import Lexicons
from claims.rules.packs import Pack, words_of
from claims.rules.shapes import STRICT, Words, joined
from claims.sources.materials import NOTHING, Finder, Found, Material, Mention, Nouns
from claims.sources.owners import owner_reader
from claims.sources.roles import FILE as ROLES
from claims.sources.roles import RoleFile, RoleReader
from claims.text.fold import fold

FILE = "sources.yml"
NEVER = r"[^\s\S]"
REMEMBERED = 1_000  # sentences whose nouns are kept: shops repeat theirs on every page


@dataclass(frozen=True, slots=True, config=STRICT)
class Tie:
    """A frame that ties a material to exosomes; its fields are told in sources.yml."""

    id: str
    any: tuple[str, ...]
    unless: str = ""
    of: tuple[str, ...] = ()
    page: bool = False
    answer: bool = False


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
    asks: str = NEVER
    tours: str = NEVER


@plain(frozen=True, slots=True)
class Tied:
    """A material that a sentence ties to exosomes, and by which frame."""

    mention: Mention
    tie: str


@plain(frozen=True, slots=True)
class _Tie:
    id: str
    patterns: tuple[tuple[int, Frame], ...]
    unless: Frame | None
    of: frozenset[str]
    page: bool
    answer: bool
    numbers: frozenset[int]

    def found(self, text: str, candidates: Set[int]) -> Iterator[tuple[int, int]]:
        """Where the frame stands in a masked sentence, by those of its patterns that may match."""
        for number, pattern in self.patterns:
            if number in candidates:
                for match in pattern.finditer(text):
                    if self.unless is None or not self.unless.search(match[0]):
                        yield match.span()

    def takes(self, mention: Mention) -> bool:
        """Whether the frame is for this material."""
        if mention.ties and self.id not in mention.ties:
            return False
        return mention.is_of(self.of)


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
        words = Lexicons(lexicons, words_of(pack).haystack)
        self._finder = Finder(file.materials, file.nouns, file.never, file.join, words, bounded=pack.bounded)
        self._list = re.compile(file.list, re.IGNORECASE)
        self._asks = re.compile(file.asks, re.IGNORECASE)
        self._tours = re.compile(file.tours, re.IGNORECASE)
        numbers = count()
        self._likely = filter_of((pattern for tie in file.frames for pattern in tie.any), lexicons, self.roles.masked)
        self._frames = tuple(_made(tie, numbers, lexicons, bounded=pack.bounded) for tie in file.frames)

        self._nouns = lru_cache(maxsize=REMEMBERED)(self._finder.find)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._tied)

    def nouns(self, folded: str) -> Found:
        """The nouns of a folded sentence; of most there are none, and nothing has to be remembered."""
        return self._nouns(folded) if self._finder.may_find(folded) else NOTHING

    def names_exosomes(self, text: str) -> bool:
        """Whether a text names exosomes."""
        return self.nouns(fold(text).text).has(EXOSOME)

    def asks(self, text: str) -> bool:
        """Whether a line asks where exosomes come from."""
        return self._asks.search(text) is not None

    def tours(self, text: str) -> bool:
        """Whether a line announces a list of what exosomes may come from."""
        return self._tours.search(text) is not None

    def tied(self, folded: str, *, about: bool, asked: bool = False) -> tuple[Tied, ...]:
        """The materials that a folded sentence ties to exosomes.

        `about` says that the page speaks of exosomes there, so that a word may take them up; `asked` that the line
        above asks where they come from.
        """
        return self._remembered(folded, about, asked)

    def _tied(self, folded: str, about: bool, asked: bool) -> tuple[Tied, ...]:
        found = self.nouns(folded)
        text = masked(folded, found.masks)
        candidates = frozenset(self._likely.candidates(text)) if found.mentions else frozenset[int]()
        ties: dict[int, str] = {}
        for one in self._frames:
            if one.numbers.isdisjoint(candidates) or (one.page and not about) or (one.answer and not asked):
                continue
            for start, end in one.found(text, candidates):
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
            if one in ties and other not in ties and not mentions[other].guest:
                first, second = sorted((mentions[one], mentions[other]), key=lambda mention: mention.start)
                if self._list.fullmatch(folded, first.end, second.start):
                    ties[other] = ties[one]


def _made(tie: Tie, numbers: Iterator[int], lexicons: Mapping[str, str], *, bounded: bool) -> _Tie:
    patterns = tuple((next(numbers), Frame(pattern, lexicons, bounded=bounded)) for pattern in tie.any)
    return _Tie(
        tie.id,
        patterns,
        Frame(tie.unless, lexicons, bounded=bounded) if tie.unless else None,
        frozenset(tie.of),
        tie.page,
        tie.answer,
        frozenset(number for number, _ in patterns),
    )


def source_reader(pack: Pack) -> SourceReader | None:
    """The sources of a pack made ready, None for a pack without them."""
    file = pack.file(FILE, SourceFile)
    roles = pack.file(ROLES, RoleFile)
    return SourceReader(pack, file, roles) if file and roles else None


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
