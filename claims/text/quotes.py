"""Where a page speaks in the words of others: quotations, also over sentences, and words held at a distance."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as pydantic_dataclass

from claims.model import Form
from claims.text.sentences import Sentence

LONGEST_ZONE = 12  # sentences that one quotation may run over
SHORT = 4  # words; what is no longer is a word held at a distance, not speech
_OPEN, _CLOSE = "“„«", "”»"  # "“" closes what "„" opens: it then stands behind a word
_MARK = re.compile(r"(?:(?<=[\s(–-])|^)(?:[“„\"]|«[ \u00a0\u202f]?)(?=\w)|[”»]|(?<!=)\"|(?P<low>(?<=\S)“(?!\w))")
_SINGLE = re.compile(r"(?:^|(?<=[\s(]))['‘]((?:[^'’‘]|(?<=\w)['’](?=\w)){2,60}?)['’](?=[\s,.;:?!)]|$)")
_ANY = re.compile("[“„«\"”»'‘「『]")
_CORNER = re.compile("「([^「」]{5,400})」|『([^『』]{5,400})』")
_FINAL = "。.!?！？…♪〜"  # what may stand behind the last word of speech
_WORD = re.compile(r"\w+")


@pydantic_dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid", defer_build=True))
class SpeechEnds:
    """How speech in corner brackets ends, and what it is that ends so and is none; both with examples."""

    ends: tuple[str, ...]
    not_ends: tuple[str, ...] = ()
    speech: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def told(self, words: str) -> bool:
        """Whether words in corner brackets are what somebody says, and no name or title."""
        last = words.rstrip(_FINAL)
        return last.endswith(self.ends) and not last.endswith(self.not_ends)


NEVER = SpeechEnds(())


@dataclass(frozen=True, slots=True)
class Quote:
    """A range of a sentence that stands in quotation marks; `speech` is what somebody said rather than a word."""

    start: int
    end: int
    speech: bool


def quotes_of(sentences: Sequence[Sentence], ends: SpeechEnds = NEVER) -> tuple[tuple[Quote, ...], ...]:
    """The quotes of every sentence; `ends` tell speech from names in corner brackets."""
    found: list[tuple[Quote, ...]] = []
    open_for = 0
    for number, sentence in enumerate(sentences):
        if open_for and (open_for > LONGEST_ZONE or sentence.form is Form.HEADING):
            open_for = 0
        quotes, still_open = _quotes(sentence.text, ends, opened=bool(open_for))
        if still_open and not _closes_soon(sentences, number):
            still_open = False
        found.append(tuple(quotes))
        open_for = open_for + 1 if still_open else 0
    return tuple(found)


def _quotes(text: str, ends: SpeechEnds, *, opened: bool) -> tuple[list[Quote], bool]:
    """The quotes of one sentence, and whether the last is still open at its end."""
    if not opened and not _ANY.search(text):
        return [], False
    quotes: list[Quote] = []
    start = 0 if opened else -1
    for found in _MARK.finditer(text):
        mark = found[0][0]
        if start < 0 and mark not in _CLOSE and not found["low"]:
            start = found.end()
        elif start >= 0 and (mark not in _OPEN or found["low"]):
            quotes.append(_quote(text, start, found.start(), whole=opened and start == 0))
            start = -1
    if start >= 0:
        quotes.append(_quote(text, start, len(text), whole=True))
    quotes.extend(_quote(text, found.start(1), found.end(1), whole=False) for found in _SINGLE.finditer(text))
    quotes.extend(_told_in_corners(text, ends))
    return quotes, start >= 0


def _told_in_corners(text: str, ends: SpeechEnds) -> Iterator[Quote]:
    """What somebody says in corner brackets; names and titles in them are no quotes."""
    for found in _CORNER.finditer(text):
        if ends.told(found[found.lastindex or 0]):
            yield Quote(found.start() + 1, found.end() - 1, speech=True)


def _quote(text: str, start: int, end: int, *, whole: bool) -> Quote:
    words = len(_WORD.findall(text, start, end))
    return Quote(start, end, speech=whole or words > SHORT)


def _closes_soon(sentences: Sequence[Sentence], number: int) -> bool:
    """Whether a quotation that is open at the end of a sentence is closed in one of the next."""
    following = sentences[number + 1 : number + 1 + LONGEST_ZONE]
    return any(_closing(sentence.text) for sentence in following)


def _closing(text: str) -> bool:
    first = next(_marks(text), None)
    return first is not None and (first[0] in _CLOSE or first[0] == '"' or first["low"] is not None)


def _marks(text: str) -> Iterator[re.Match[str]]:
    return _MARK.finditer(text)
