"""Lists of ingredients: the vesicles and conditioned media in them, and what is only taken for such."""

import re
from dataclasses import dataclass as plain
from functools import cached_property, lru_cache
from itertools import islice

from on_the_list.ingredients import parse, trim
from on_the_list.normalise import fold
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.patterns.match import expand
from claims.rules.packs import FOLDER
from claims.rules.shapes import STRICT

FILE = FOLDER / "inci.yml"
LONGEST = 20_000  # characters of a list that are read
MOST = 400  # entries of a list that are read
FEWEST = 4  # entries that make a line a list
NAME = 200  # characters of an entry that are read
KNOWN = 2  # of them in common use
_LABEL = re.compile(
    r"^\W{0,4}(?:(?:full |key |active )?ingredients?(?: list)?|inci|what(?:'s| is) inside|全?成分|전?성분)?"
    r"\W{0,3}(?:inci|eu|uk|us|int)?\W{0,2}[:：|)]{1,2}\s{0,4}",
    re.IGNORECASE,
)
_AND = re.compile(r"(?<!\s)\s*+\(and\)\s*+", re.IGNORECASE)
_SPACES = re.compile(r"\s{2,}")
_DIGITS = re.compile(r"(?<=\d),(?=\d)")
_COMMAS = str.maketrans("、，", ",,")
_COMMA = "‚"  # stands for a comma between digits, which parts no entries ("1,2-Hexanediol")
_ASIDE = re.compile(
    r"(?:\s*\([^()]*\)|\s*[\d.,]+\s?(?:%|ppm|ppb|mg|µg|billion|bn|million)(?:\s?/\s?\w+)?)+\s*[.*]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, config=STRICT)
class Name:
    """Names of one source's vesicles; empty where the names tell none."""

    source: str
    any: tuple[str, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class LookAlike:
    """Names of what is taken for exosomes, and what it is."""

    kind: str
    any: tuple[str, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class NameFile:
    """inci.yml."""

    version: int
    lexicons: dict[str, str]
    names: tuple[Name, ...]
    look_alikes: tuple[LookAlike, ...]
    not_look_alikes: tuple[str, ...]
    common: str


@plain(frozen=True, slots=True)
class Ingredient:
    """One entry of a list that matters here.

    `vesicle` says that it is a vesicle or the medium of a culture, `source` is its class and detail where the name
    tells; `look_alike` says what an entry is that is only taken for exosomes.
    """

    name: str
    vesicle: bool
    source: tuple[str, str] | None = None
    look_alike: str = ""


class IngredientReader:
    """Reads lists by the names of inci.yml."""

    def __init__(self, file: NameFile) -> None:
        self.version = file.version
        self._file = file
        self._common = _whole((file.common,), file)
        self._read = lru_cache(maxsize=5_000)(self._ingredient)

    @cached_property
    def _names(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Made with the first list: most sites print none."""
        return tuple((name.source, _whole(name.any, self._file)) for name in self._file.names)

    @cached_property
    def _look_alikes(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((entry.kind, _whole(entry.any, self._file)) for entry in self._file.look_alikes)

    @cached_property
    def _not_look_alikes(self) -> re.Pattern[str]:
        return _whole(self._file.not_look_alikes, self._file)

    def ingredients(self, text: str) -> tuple[Ingredient, ...]:
        """The entries of a list that are vesicles or media, or are taken for them, in order."""
        return tuple(found for entry in entries(text) for found in [self._read(entry)] if found)

    def is_list(self, text: str) -> bool:
        """Whether a line that no label marks is a list of ingredients all the same."""
        if text.count(",") < FEWEST - 1:
            return False
        known = (entry for entry in entries(text) if self._common.fullmatch(fold(_plain(entry[:NAME]))))
        return len(list(islice(known, KNOWN))) == KNOWN

    def _ingredient(self, entry: str) -> Ingredient | None:
        folded = fold(_plain(entry[:NAME]))
        for source, names in self._names:
            if names.fullmatch(folded):
                class_, _, detail = source.partition("/")
                return Ingredient(entry, True, (class_, detail) if source else None)
        if self._not_look_alikes.fullmatch(folded):
            return None
        for kind, names in self._look_alikes:
            if names.fullmatch(folded):
                return Ingredient(entry, False, look_alike=kind)
        return None


@lru_cache(maxsize=1)
def ingredient_reader() -> IngredientReader:
    """The reader of lists, made once."""
    return IngredientReader(datafile.read(FILE, NameFile))


def entries(text: str) -> list[str]:
    """The entries of a printed list, without label, footnote marks and amounts."""
    spaced = _SPACES.sub(lambda run: "\n" if "\n" in run[0] else " ", text[:LONGEST])
    block, _ = trim(_LABEL.sub("", _AND.sub(", ", _DIGITS.sub(_COMMA, spaced.translate(_COMMAS))), count=1))
    return [entry.raw.replace(_COMMA, ",") for entry in parse(block)[:MOST]]


def _plain(entry: str) -> str:
    """An entry without the amount or the common name in brackets behind it."""
    return _ASIDE.sub("", entry)


def _whole(patterns: tuple[str, ...], file: NameFile) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expand(pattern, file.lexicons)})" for pattern in patterns), re.IGNORECASE)
