"""Where a page that only reports lets others speak without quotation marks: transcripts and interviews."""

import re
from collections import Counter
from collections.abc import Sequence

from claims.model import Form
from claims.text.sentences import Sentence

TURNS = 2  # lines of one speaker from which a label is one, and no heading of a list
_LABEL = re.compile(
    r"^(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s*)?"
    r"((?:[A-Z][A-Z.'’-]+\s?){1,3}|(?:Dr\.?\s|Prof\.?\s)?[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?:\s\([^)]{1,30}\))?:\s+\S"
)
_HANDLE = re.compile(r"^(?:u/[\w.-]+|@[\w.-]+|\w+\*{2,})\s*:\s+\S")


def signs(text: str) -> bool:
    """Whether a line begins with the handle of somebody on a forum or in a shop's reviews."""
    return _HANDLE.match(text.lstrip("•-> ")) is not None


def speaker_of(text: str) -> str:
    """The name before the colon of a line that may be somebody's turn, empty where there is none."""
    found = _LABEL.match(text.lstrip("•-*> "))
    return found[1].strip().casefold() if found else ""


def turns_of(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The numbers of the sentences that are a turn of somebody who speaks twice on the page."""
    named = {number: speaker_of(sentence.text) for number, sentence in enumerate(sentences)}
    often = {name for name, count in Counter(named.values()).items() if name and count >= TURNS}
    opened = {sentences[number].block: number for number, name in named.items() if name in often}
    return frozenset(number for number, sentence in enumerate(sentences) if sentence.block in opened)


def answers_of_interview(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The numbers of the sentences that stand under a question, headings and questions aside."""
    asked = {number for number, sentence in enumerate(sentences) if sentence.form is Form.QUESTION}
    return frozenset(
        number
        for number, sentence in enumerate(sentences)
        if sentence.lead in asked and sentence.form not in {Form.QUESTION, Form.HEADING}
    )
