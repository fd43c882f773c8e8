"""A page as the net sees it: the words of its lines, what each is, and which lines stand around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from claims.context.gates import LineKind, Page, Subject
from claims.likeness.features import plain
from claims.model import Form, SiteKind
from claims.text.sentences import Sentence

NEAR = 8  # lines before and after whose mean stands for the page
LONGEST = 96  # words of a line that are read
_WORD = re.compile(r"\w+|[^\w\s]")
_KINDS, _FORMS, _SUBJECTS = tuple(SiteKind), tuple(Form), tuple(Subject)
MARKS = len(_KINDS) + len(_FORMS) + len(_SUBJECTS) + 2
AROUND = 4  # the line above, the one above that, the next one, and the one that governs it


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The lines of a page that are no furniture: `numbers` are their places among its sentences.

    `marks` holds a row of noughts and ones for each, `around` the places of the lines around it among these lines,
    where one past the last stands for none.
    """

    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    marks: Any
    around: Any


def words_of(text: str) -> list[str]:
    """The words and signs of a folded text."""
    return [plain(word) for word in _WORD.findall(text)[:LONGEST]] or ["."]


def scene_of(sentences: Sequence[Sentence], page: Page, kind: SiteKind) -> Scene:
    """The scene that a page makes."""
    numbers = [number for number, sentence in enumerate(sentences) if not sentence.furniture]
    place = {number: at for at, number in enumerate(numbers)}
    none = len(numbers)
    marks = np.zeros((none, MARKS), np.float32)
    around = np.full((none, AROUND), none, np.int64)
    for at, number in enumerate(numbers):
        sentence, line = sentences[number], page.lines[number]
        marks[at, _KINDS.index(kind)] = 1
        marks[at, len(_KINDS) + _FORMS.index(sentence.form)] = 1
        marks[at, len(_KINDS) + len(_FORMS) + _SUBJECTS.index(line.subject)] = 1
        marks[at, -2:] = line.teaching, line.kind is LineKind.TEXT
        near = (at - 1, at - 2, at + 1, none if sentence.lead is None else place.get(sentence.lead, none))
        around[at] = [other if 0 <= other < none else none for other in near]
    return Scene(tuple(numbers), tuple(sentences[number].folded.text for number in numbers), marks, around)
