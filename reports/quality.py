"""How well the reading does, as measured on pages that it was not made from."""

from datetime import date
from functools import cache
from importlib.resources import as_file, files

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims import datafile
from reports.words import Words

STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, config=STRICT)
class Share:
    """How much of what is named is right, and how much of what is there is found."""

    right: float
    found: float


@dataclass(frozen=True, slots=True, config=STRICT)
class Own:
    """The figures of the language that is read best."""

    sentences: int
    claims: Share
    sources: Share


@dataclass(frozen=True, slots=True, config=STRICT)
class Range:
    """The least and the most of a figure over several rounds."""

    least: float
    most: float


@dataclass(frozen=True, slots=True, config=STRICT)
class Others:
    """The figures of the experimental languages; of both shares in one (F1)."""

    languages: tuple[str, ...]
    claims: Range


@dataclass(frozen=True, slots=True, config=STRICT)
class MeasuredQuality:
    """The figures of quality.yml."""

    measured: date
    english: Own
    experimental: Others


@cache
def measured() -> MeasuredQuality:
    """The figures that come with the program. Raises DataFileError where the file is wrong."""
    with as_file(files("reports") / "quality.yml") as path:
        return datafile.read(path, MeasuredQuality)


def sentence(words: Words) -> str:
    """The figures in words."""
    own, others = measured().english, measured().experimental
    return words.say(
        "Measured on {sentences} English sentences of pages that nobody had read while the rules were written: of 100 "
        "claims that are named {right} are right, and of 100 that are there {found} are found; for sources these "
        "are {sources_right} and {sources_found}. {languages} are read by experimental rules: there both shares in one "
        "figure (F1) are {least} to {most} of 100 for claims, by language.",
        sentences=words.number(own.sentences),
        right=round(100 * own.claims.right),
        found=round(100 * own.claims.found),
        sources_right=round(100 * own.sources.right),
        sources_found=round(100 * own.sources.found),
        languages=words.joined(words.language(lang) for lang in others.languages),
        least=round(100 * others.claims.least),
        most=round(100 * others.claims.most),
    )
