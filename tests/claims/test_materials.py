"""Names of what exosomes are made of: each is known by its name alone, and what only looks like one is not."""

from functools import cache
from pathlib import Path

import pytest
from pydantic.dataclasses import dataclass

from claims.datafile import read as read_data
from claims.rules.packs import load_library
from claims.sources.ties import SourceReader, source_reader
from claims.text.fold import fold

NAMES = Path(__file__).with_name("materials.yml")
FRAMES = ("Our exosomes are derived from {}.", "{} exosomes")


@dataclass(frozen=True)
class Names:
    """materials.yml; the keys are pairs of class and detail."""

    is_: dict[str, list[str]]
    is_not: list[str]


@cache
def names() -> Names:
    """The names, read once."""
    return read_data(NAMES, Names)


@cache
def reader() -> SourceReader:
    """The English words for sources made ready."""
    pack = load_library().pack("en")
    ready = source_reader(pack) if pack else None
    assert ready is not None
    return ready


def pairs(text: str) -> set[str]:
    """class/detail of what a line ties to exosomes."""
    found = reader().tied(fold(text).text, about=True)
    return {f"{tied.mention.class_}/{tied.mention.detail}" for tied in found}


@pytest.mark.parametrize("source", list(names().is_))
def test_a_name_is_known_in_either_frame(source: str) -> None:
    wrong = {
        line: pairs(line)
        for name in names().is_[source]
        for frame in FRAMES
        for line in [frame.format(name)]
        if pairs(line) != {source}
    }
    assert not wrong


@pytest.mark.parametrize("line", names().is_not)
def test_a_word_that_only_looks_like_one_is_none(line: str) -> None:
    assert pairs(line) == set()
