"""Plain text as a document: a paragraph a line, headings and bullets told by their look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.model import Block, Document, Form, SiteKind
from crawler.extract import wording
from crawler.extract.blocks import ingredients_in
from crawler.extract.keys import page_key
from crawler.extract.labels import opens_furniture, opens_ingredients, opens_questions, opens_reviews
from crawler.extract.outline import Frame, Run

_LONGEST_HEADING = 90
# How much text stands under a heading that is written like a sentence.
_UNDER_SENTENCE = 150
_MARKDOWN = re.compile(r"^(#{1,6})\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!…;,:。！、，：]\W*$")
_STARTS_HEADING = re.compile(r"^[\"“‘'«(]?[^\Wa-zß-öø-ÿ]")
_DATE_OR_PRICE = re.compile(r"^[\W\d]|[€£$¥₩]\s?\d|\d\s?[€£$¥₩]|\b(?:19|20)\d\d$")
_TITLED_WORD = re.compile(r"^\W*[A-ZÀ-ÖØ-Þ\d]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with text: is it the first, does a blank line stand before it, how long is the next."""

    text: str
    number: int
    first: bool
    apart: bool
    next_size: int


def text_document(text: str, kind: SiteKind, address: str) -> Document:
    """The document of a plain text, such as a saved article.

    What follows a heading such as "Related articles" is furniture, and stands under no heading of the article.
    """
    frame = Frame("text")
    blocks: list[Block] = []
    trail: tuple[str, ...] = ()
    furniture = False
    for line in _lines(text):
        if opens_furniture(line.text):
            trail, furniture = (), True
        run = _run(line, trail, frame)
        if run.level:
            trail = (*trail[: run.level - 1], run.text)
        form = Form.INGREDIENTS if ingredients_in(run) else run.form
        blocks.append(Block(run.text, form, run.trail, f"line {line.number}", furniture))
    title = blocks[0].text[:200] if blocks else ""
    return Document(page_key(address), address, kind, title, "", tuple(blocks))


def _lines(text: str) -> Iterator[Line]:
    """The lines with text; where blank lines part the paragraphs, a line after none is not apart."""
    entries = [wording.clean(line) for line in text.replace("\ufeff", "").splitlines()]
    numbers = [number for number, entry in enumerate(entries) if entry]
    parted = len(numbers) < 0.7 * len(entries)
    for place, number in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        apart = not parted or number == 0 or not entries[number - 1]
        size = len(entries[following]) if following is not None else 0
        yield Line(entries[number], number + 1, place == 0, apart, size)


def _run(line: Line, trail: tuple[str, ...], frame: Frame) -> Run:
    """The run that a line is; headings of Markdown keep their level, others stand at the second."""
    mark = _MARKDOWN.match(line.text)
    if mark:
        level = len(mark[1])
        return Run(line.text[mark.end() :], Form.HEADING, trail[: level - 1], frame, level=level)
    said = wording.unbulleted(line.text)
    if said != line.text:
        return Run(said, Form.BULLET, trail, frame)
    if _is_heading(line):
        level = 1 if not trail else 2
        asked = wording.asks(line.text) and any(map(opens_questions, trail))
        form = Form.QUESTION if asked else Form.HEADING
        return Run(line.text, form, trail[: level - 1], frame, level=level)
    form = Form.PARAGRAPH
    if trail and opens_reviews(trail[-1]):
        form = Form.REVIEW
    elif wording.is_quoted(line.text):
        form = Form.QUOTE
    elif trail and wording.asks(trail[-1]):
        form = Form.ANSWER
    return Run(line.text, form, trail, frame)


def _is_heading(line: Line) -> bool:
    """Whether a line looks like a heading: short, without an end, in the way of a title, and text under it."""
    text = line.text
    if len(text) > _LONGEST_HEADING or not line.apart or _SENTENCE_END.search(text):
        return False
    if opens_ingredients(text) or opens_questions(text) or opens_reviews(text):
        return True
    if not _STARTS_HEADING.match(text) or _DATE_OR_PRICE.search(text):
        return False
    titled = line.first or wording.asks(text) or _is_titled(text)
    return line.next_size > max(len(text), _LONGEST_HEADING if titled else _UNDER_SENTENCE)


def _is_titled(text: str) -> bool:
    """Whether most words begin with a capital."""
    words = text.split()
    return sum(1 for word in words if _TITLED_WORD.match(word)) * 3 > len(words) * 2
