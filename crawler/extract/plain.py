"""Plain text as a document: a paragraph a line, headings and bullets told by their look."""

import re

from claims.model import Block, Document, Form, SiteKind
from crawler.extract import wording
from crawler.extract.blocks import ingredients_in
from crawler.extract.keys import page_key
from crawler.extract.labels import opens_ingredients, opens_questions, opens_reviews
from crawler.extract.outline import Frame, Run

_LONGEST_HEADING = 90
_MARKDOWN = re.compile(r"^(#{1,6})\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!…;,:。！、，：]\W*$")
_STARTS_HEADING = re.compile(r"^[\"“‘'«(]?[^\Wa-zß-öø-ÿ]")
_DATE_OR_PRICE = re.compile(r"^[\W\d]|[€£$¥₩]\s?\d|\d\s?[€£$¥₩]|\b(?:19|20)\d\d$")


def text_document(text: str, kind: SiteKind, address: str) -> Document:
    """The document of a plain text, such as a saved article."""
    entries = [wording.clean(line) for line in text.replace("\ufeff", "").splitlines()]
    frame = Frame("text")
    runs: list[Run] = []
    places: list[str] = []
    trail: tuple[str, ...] = ()
    for number, entry in enumerate(entries):
        if not entry:
            continue
        run = _run(entry, trail, _is_apart(entries, number), frame)
        runs.append(run)
        places.append(f"line {number + 1}")
        if run.level:
            trail = (*trail[: run.level - 1], run.text)
    blocks = tuple(
        Block(run.text, Form.INGREDIENTS if ingredients_in(run) else run.form, run.trail, place)
        for run, place in zip(runs, places, strict=True)
    )
    return Document(page_key(address), address, kind, blocks[0].text[:200] if blocks else "", "", blocks)


def _run(entry: str, trail: tuple[str, ...], apart: bool, frame: Frame) -> Run:
    """The run that a line is; headings of Markdown keep their level, others stand at the second."""
    mark = _MARKDOWN.match(entry)
    if mark:
        level = len(mark[1])
        return Run(entry[mark.end() :], Form.HEADING, trail[: level - 1], frame, level=level)
    said = wording.unbulleted(entry)
    if said != entry:
        return Run(said, Form.BULLET, trail, frame)
    if _is_heading(entry, apart):
        level = 1 if not trail else 2
        asked = wording.asks(entry) and any(map(opens_questions, trail))
        return Run(entry, Form.QUESTION if asked else Form.HEADING, trail[: level - 1], frame, level=level)
    form = Form.PARAGRAPH
    if trail and opens_reviews(trail[-1]):
        form = Form.REVIEW
    elif trail and wording.asks(trail[-1]):
        form = Form.ANSWER
    return Run(entry, form, trail, frame)


def _is_heading(entry: str, apart: bool) -> bool:
    """Whether a line looks like a heading: short, without an end, in the way of a title, and text under it."""
    if len(entry) > _LONGEST_HEADING or not apart or _SENTENCE_END.search(entry):
        return False
    if opens_ingredients(entry) or opens_questions(entry) or opens_reviews(entry):
        return True
    return bool(_STARTS_HEADING.match(entry)) and not _DATE_OR_PRICE.search(entry)


def _is_apart(entries: list[str], number: int) -> bool:
    """Whether a longer line follows: what a heading stands over."""
    following = next((entry for entry in entries[number + 1 :] if entry), "")
    return len(following) > max(_LONGEST_HEADING, len(entries[number]))
