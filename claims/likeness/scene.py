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
_KINDS = {kind: place for place, kind in enumerate(SiteKind)}
_FORMS = {form: place for place, form in enumerate(Form, len(_KINDS))}
_SUBJECTS = {subject: place for place, subject in enumerate(Subject, len(_KINDS) + len(_FORMS))}
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


def tokens(text: str) -> list[str]:
    """The words and signs of a folded text as they stand there."""
    return _WORD.findall(text)[:LONGEST] or ["."]


def places_of(text: str) -> list[tuple[int, int]]:
    """Where the same words and signs stand."""
    return [found.span() for found in _WORD.finditer(text)][:LONGEST] or [(0, len(text))]


def words_of(text: str) -> list[str]:
    """The same without regard to case, and with one sign for all digits."""
    return list(map(plain, tokens(text)))


def scene_of(sentences: Sequence[Sentence], page: Page, kind: SiteKind) -> Scene:
    """The scene that a page makes."""
    numbers = [number for number, sentence in enumerate(sentences) if not sentence.furniture]
    none = len(numbers)
    place = dict(zip(numbers, range(none), strict=True))
    leads = [none if lead is None else place.get(lead, none) for lead in (sentences[at].lead for at in numbers)]
    lines = np.arange(none)
    around = np.stack([lines - 1, lines - 2, lines + 1, np.array(leads, np.int64)], axis=1)
    marks = np.zeros((none, MARKS), np.float32)
    marks[:, _KINDS[kind]] = 1
    marks[lines, [_FORMS[sentences[number].form] for number in numbers]] = 1
    marks[lines, [_SUBJECTS[page.lines[number].subject] for number in numbers]] = 1
    marks[:, -2] = [page.lines[number].teaching for number in numbers]
    marks[:, -1] = [page.lines[number].kind is LineKind.TEXT for number in numbers]
    texts = tuple([sentences[number].folded.text for number in numbers])
    return Scene(tuple(numbers), texts, marks, np.where(around < 0, none, around))
