"""Sentences of a document: where each stands, in what form, and which line above governs it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import sentencex
from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as pydantic_dataclass

from claims import datafile
from claims.model import Block, Document, Form
from claims.text.fold import Folded, fold

AFTER_LABEL = ":：|"
SHORT = 24  # characters of which nobody makes two sentences
LONGEST = 600  # characters that rules read at once; longer runs are cut at a space
REMEMBERED = 1_000  # blocks whose sentences are kept: sites repeat theirs on every page
NO_PROSE = 20_000  # characters of a run without an end after which nobody reads on, and no rule either
_SPLITTING = Path(__file__).parents[1] / "packs" / "splitting.yml"
_NOT_A_START = re.compile(r"^\s*(?:[a-z]|[,;)\]–-])")
_STOP = re.compile(r"[.!?|\x0a-\x0d\x1c-\x1f]|[^\x00-\x7f]")  # without any of these a text is one sentence
_BULLET = re.compile(r"^\s*(?:[•·・▪◦‣∙●○■□◆✓✔✅☑✗✘❌★☆➤➔→▶►»*+–-]|&bull;|-\s|\d{1,2}[.)]\s)\s*(?=\S)")
_QUESTION_MARK = re.compile(r"^\s*(?:Q|F|P|질문|質問|問)\s*[0-9]*\s*[:.)\]]\s*", re.IGNORECASE)
_ANSWER_MARK = re.compile(r"^\s*(?:A|R|답변|答)\s*[0-9]*\s*[:.]\s+")
_NOTE_MARKS = re.compile(r"(?:[*†‡¹²³]+|\[\d+\])(?=\s|$)")
_ASKS = re.compile(r"[?？]\s*[\"')\]*”’»]*\s*$")
_CLOSED = re.compile(r"[.!…。！:;,]\s*[\"')\]*”’»]*\s*$")
_COMMA = re.compile(r"[,、，]|\(and\)")
_HASHES = re.compile(r"^\s*#{1,6}\s")
HEADING_WORDS = 14
CASELESS_TITLE = 16  # characters of a title in a script without capitals
ITEM_WORDS = 6


@pydantic_dataclass(frozen=True, config=ConfigDict(extra="forbid", defer_build=True))
class Splitting:
    """splitting.yml: what comes before a stop that ends no sentence, and before a list of ingredients."""

    abbreviations: tuple[str, ...]
    ingredient_labels: tuple[str, ...]
    openers: tuple[str, ...]


class Sentence(NamedTuple):
    """One sentence of a block.

    `text` is as the page has it and starts at `start` of the block's text; rules read `folded.text`.
    `form` is the block's form, or what the shape of the text tells where the block is a bare paragraph.
    `lead` is the number of the sentence that governs it: for a bullet its lead-in, for an answer its
    question, else the nearest heading.
    """

    text: str
    folded: Folded
    block: int
    start: int
    form: Form
    trail: tuple[str, ...] = ()
    place: str = ""
    furniture: bool = False
    product: str = ""
    lang: str = ""
    lead: int | None = None


class _Part(NamedTuple):
    """A sentence by itself, without the page it stands on."""

    text: str
    folded: Folded
    start: int
    form: Form


def sentences_of(document: Document, lang: str = "") -> tuple[Sentence, ...]:
    """Every sentence of the document in page order."""
    found: list[Sentence] = []
    leads = _Leads()
    for number, block in enumerate(document.blocks):
        spoken = lang or block.lang or document.lang or "en"
        for part in _parts(block.text, block.form, spoken):
            form, lead = leads.next(len(found), part, block)
            found.append(
                Sentence(
                    part.text,
                    part.folded,
                    number,
                    part.start,
                    form,
                    block.trail,
                    block.place,
                    block.furniture,
                    block.product,
                    spoken,
                    lead,
                )
            )
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def _parts(text: str, form: Form, lang: str) -> tuple[_Part, ...]:
    """The sentences of a text that stands in this form."""
    shape = _shape_of(text, form)
    whole = shape is Form.TABLE_ROW or not _may_be_several(text)
    cut = _cut(text, 0, len(text)) if whole else split(text, lang)
    return tuple([_Part(piece, fold(piece), start, _form_of(piece, start, shape, form)) for start, piece in cut])


def _form_of(text: str, start: int, shape: Form, form: Form) -> Form:
    """The form of one sentence: in a bare paragraph what asks is a question, and what follows a question is none."""
    if form is not Form.PARAGRAPH or not (shape is Form.PARAGRAPH or shape is Form.QUESTION):
        return shape
    if _asks(text) or (shape is Form.QUESTION and not start):
        return Form.QUESTION
    return Form.PARAGRAPH


def _shape_of(text: str, form: Form) -> Form:
    """The form of a block: its own, or for a bare paragraph what its text looks like."""
    if form is not Form.PARAGRAPH:
        return form
    text = text.strip()
    if any(sign in text for sign in AFTER_LABEL) and _listing().match(text) and len(_COMMA.findall(text)) >= 2:
        return Form.INGREDIENTS
    if _QUESTION_MARK.match(text) or _asks(text):
        return Form.QUESTION
    if _ANSWER_MARK.match(text):
        return Form.ANSWER
    if _BULLET.match(text):
        return Form.BULLET
    if " | " in text:
        return Form.TABLE_ROW
    if _HASHES.match(text) or _is_title(text):
        return Form.HEADING
    return Form.PARAGRAPH


def _asks(text: str) -> bool:
    """Whether a text ends with a question mark."""
    return ("?" in text or "？" in text) and _ASKS.search(text) is not None


def _is_title(text: str) -> bool:
    """Whether a line looks like a heading: short, not closed by a stop, starting like a title."""
    words = text.split(None, HEADING_WORDS)
    if not 0 < len(words) <= HEADING_WORDS or _CLOSED.search(text):
        return False
    return not text[0].isalpha() or text[0].isupper() or (_is_caseless(text[0]) and len(text) <= CASELESS_TITLE)


def _is_caseless(letter: str) -> bool:
    """Whether a letter belongs to a script without capitals, as those of Korean and Japanese do."""
    return letter.lower() == letter.upper()


def split(text: str, lang: str) -> Iterator[tuple[int, str]]:
    """(start, sentence) for each sentence of a text; runs without an end are cut after LONGEST characters."""
    start = 0
    parts: list[int] = []
    if _may_be_several(text):
        parts = [part["end_index"] for part in sentencex.get_sentence_boundaries(lang, text)]
    for end in [*_kept(text, parts), len(text)]:
        yield from _cut(text, start, end)
        start = max(start, end)


def _may_be_several(text: str) -> bool:
    """Whether a text may be more than one sentence."""
    return len(text) > SHORT and _STOP.search(text, 0, len(text) - 1) is not None


def _kept(text: str, ends: list[int]) -> Iterator[int]:
    """The ends of sentences without those that an abbreviation or a following small letter gives away."""
    start = 0
    unfinished = _unfinished()
    for end in ends:
        marks = _NOTE_MARKS.match(text, end) if end < len(text) else None
        end = marks.end() if marks else end
        if end >= len(text) or unfinished.ends(text[start:end][-40:]) or _NOT_A_START.match(text[end : end + 3]):
            continue
        yield end
        start = end


@lru_cache(maxsize=1)
def _splitting() -> Splitting:
    return datafile.read(_SPLITTING, Splitting)


@lru_cache(maxsize=1)
def _listing() -> re.Pattern[str]:
    """The beginning of a list of ingredients."""
    labels = "|".join(_splitting().ingredient_labels)
    return re.compile(rf"^\W*(?:{labels})\s*(?:\([^)]*\))?\s*[{AFTER_LABEL}]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Tells text whose stop ends no sentence: behind an abbreviation, or a number or letter that opens a line."""

    short: re.Pattern[str]
    longest: int
    opener: re.Pattern[str]

    def ends(self, text: str) -> bool:
        """Whether a text ends so."""
        stop = len(text.rstrip()) - 1
        if stop < 0 or text[stop] != ".":
            return False
        return bool(self.short.search(text, max(0, stop - self.longest)) or self.opener.match(text))


@lru_cache(maxsize=1)
def _unfinished() -> Unfinished:
    words = _splitting()
    short, openers = "|".join(words.abbreviations), "|".join(words.openers)
    return Unfinished(
        re.compile(rf"\b(?:{short})\.\s*$", re.IGNORECASE),
        max(map(len, words.abbreviations)),
        re.compile(rf"\W*(?:{openers})\.\s*$", re.IGNORECASE),
    )


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The range without its outer space, in pieces of at most LONGEST characters."""
    end = min(end, start + NO_PROSE)
    while start < end:
        stop = end
        if end - start > LONGEST:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            stop = space if space > 0 else start + LONGEST
        piece = text[start:stop]
        inner = piece.strip()
        if inner:
            yield start + piece.index(inner), inner
        start = stop


class _Leads:
    """Tells what governs each sentence, in page order.

    A title-like line that follows a question or a lead-in at once is an item of the list that these open.
    """

    def __init__(self) -> None:
        self._above: list[tuple[int, int]] = []  # (depth, number) of the headings that stand above
        self._opener: int | None = None
        self._listing = False

    def next(self, number: int, part: _Part, block: Block) -> tuple[Form, int | None]:
        """The form of the next sentence, and the number of the one that governs it."""
        form = part.form
        if self._listing and _is_item(part, block):
            return Form.BULLET, self._opener
        if form is Form.BULLET:
            return form, self._opener
        if form is Form.HEADING or form is Form.QUESTION:
            depth = len(block.trail)
            self._above = [entry for entry in self._above if entry[0] < depth]
            heading = self._heading
            self._above.append((depth, number))
            self._opener, self._listing = number, form is Form.QUESTION
            return form, heading
        heading = self._heading
        self._listing = part.folded.text.rstrip().endswith(":")
        self._opener = number if self._listing else heading
        return form, heading

    @property
    def _heading(self) -> int | None:
        return self._above[-1][1] if self._above else None


def _is_item(part: _Part, block: Block) -> bool:
    """Whether a line that looks like a title may as well be an item of a list: a bare paragraph of a few words."""
    if part.form is not Form.HEADING or block.form is not Form.PARAGRAPH or ":" in part.text:
        return False
    return len(part.text.split()) <= ITEM_WORDS
