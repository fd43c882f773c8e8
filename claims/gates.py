"""What a line of a page is and what it is about: the gates that a claim must pass before any rule counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.engine import Engine
from claims.model import Document, Form
from claims.sentences import Sentence


class LineKind(StrEnum):
    """What sort of line it is; claims are read from text only."""

    TEXT = "text"
    CITATION = "citation"
    NAVIGATION = "navigation"
    PRICE = "price"
    INGREDIENTS = "ingredients"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Line:
    """What the gates know of one sentence; `section` is the number of the heading it stands under, -1 at the top."""

    kind: LineKind
    topic: bool
    rival: bool
    section: int


@dataclass(frozen=True, slots=True)
class Page:
    """Every line of a page, and whether the page as a whole is about exosomes."""

    lines: tuple[Line, ...]
    topic: bool
    topical_sections: frozenset[int]


def page_of(sentences: Sequence[Sentence], document: Document, engine: Engine) -> Page:
    """The gates of a document."""
    lines: list[Line] = []
    section = -1
    for number, sentence in enumerate(sentences):
        if sentence.form in {Form.HEADING, Form.QUESTION}:
            section = number
        lines.append(_line(sentence, engine, section))
    return Page(
        lines=tuple(lines),
        topic=engine.gate("topic", document.title) or any(line.topic for line in lines),
        topical_sections=frozenset(line.section for line in lines if line.topic),
    )


def _line(sentence: Sentence, engine: Engine, section: int) -> Line:
    text = sentence.folded.text
    return Line(
        kind=_kind(sentence, engine),
        topic=engine.gate("topic", text),
        rival=engine.gate("rival", text),
        section=section,
    )


def _kind(sentence: Sentence, engine: Engine) -> LineKind:
    if sentence.furniture:
        return LineKind.FURNITURE
    if sentence.form is Form.INGREDIENTS:
        return LineKind.INGREDIENTS
    for kind in (LineKind.CITATION, LineKind.NAVIGATION, LineKind.PRICE):
        if engine.gate(kind.value, sentence.folded.text):
            return kind
    return LineKind.TEXT


def is_open(page: Page, number: int, near: str) -> bool:
    """Whether a claim may stand in a line, for a rule that wants the topic that near (packs.Topic)."""
    line = page.lines[number]
    if line.kind is not LineKind.TEXT:
        return False
    if line.rival and not line.topic:
        return False
    if near == "sentence":
        return line.topic
    if near == "section":
        return line.topic or line.section in page.topical_sections
    return page.topic or near == "none"
