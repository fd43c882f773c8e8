"""Constructions: patterns over a sentence whose nouns are masked, so that a frame is read whatever noun stands in it.

A masked sentence is as long as the plain one; each letter of a noun is replaced by one letter that stands for its kind.
In a frame <EXO>, <MAT>, <ANA> and <RIVAL> are such nouns; <gN> is a gap of at most N words inside the clause that
jumps over no noun (words that take up exosomes may stand in it), <sN> the same inside one noun phrase, <wN> one
that jumps over nouns too; <NAME> is a lexicon.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from claims.patterns.match import Lexicons, PatternError, cut_of, expand
from claims.patterns.prefilter import Haystack, Prefilter

EXOSOME, MATERIAL, TAKEN_UP, RIVAL = "ꔀ", "ꔁ", "ꔂ", "ꔃ"
# Written as letter, letter*: `re` then looks for the first letter alone before it tries a frame.
NOUNS = {
    name: f"{letter}{letter}*"
    for name, letter in (("EXO", EXOSOME), ("MAT", MATERIAL), ("ANA", TAKEN_UP), ("RIVAL", RIVAL))
}
_LEFT, _RIGHT = r"(?:(?<!\w)|(?!\w))", r"(?:(?!\w)|(?<!\w))"
_GROUP = re.compile(r"\([^()]*\)[?*]?")
_STRAY = str.maketrans(dict.fromkeys((EXOSOME, MATERIAL, TAKEN_UP, RIVAL), "?"))
_GAP = re.compile(r"<([gsw])([0-9]{1,2})>")
_AROUND = re.compile(r"\(\?[=!<]")
# A look at what is around, with groups of one depth in it; classes that hold brackets are left to _AROUND.
_LOOK = re.compile(r"\(\?<?[=!](?:[^()\[\]\\]|\\.|\((?:[^()\[\]\\]|\\.)*\))*\)")
_LETTER = rf"[^\W{EXOSOME}{MATERIAL}{RIVAL}]"
_WORD = rf"{_LETTER}+(?:[.'-]{_LETTER}+)*"
_ANY_WORD = r"\w+(?:[.'-]\w+)*"
_BETWEEN = r"[^\w;:!?|–.\[\]]+"


@dataclass(frozen=True, slots=True)
class Mask:
    """A range of a sentence and the letter that stands for its kind."""

    start: int
    end: int
    letter: str


def masked(text: str, masks: Iterable[Mask]) -> str:
    """The text with every range replaced by its letter; of ranges that overlap, the first given wins."""
    letters = list(text.translate(_STRAY))
    taken = bytearray(len(letters))
    for mask in masks:
        if not any(taken[mask.start : mask.end]):
            letters[mask.start : mask.end] = mask.letter * (mask.end - mask.start)
            taken[mask.start : mask.end] = b"\1" * (mask.end - mask.start)
    return "".join(letters)


class Frame:
    """A frame as `re` reads it, made when first needed. Raises PatternError then for one that cannot be used."""

    def __init__(self, pattern: str, lexicons: Mapping[str, str], *, bounded: bool = True) -> None:
        self._pattern = pattern
        self._lexicons = lexicons
        self._is_bounded = bounded

    @cached_property
    def exact(self) -> re.Pattern[str]:
        """The compiled frame."""
        stop = self._lexicons.get("STOP", "")
        words = {name: _opened(value, stop) for name, value in self._lexicons.items()}
        try:
            source = expand(_opened(self._pattern, stop), {**words, **NOUNS})
            return re.compile(_bounded(self._pattern, source) if self._is_bounded else source, re.IGNORECASE)
        except re.error as error:
            raise PatternError(f"{error}: correct the frame {self._pattern[:80]!r}") from error

    def search(self, text: str) -> re.Match[str] | None:
        """Where it stands first in a masked sentence."""
        return self.exact.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place where it stands in a masked sentence."""
        return self.exact.finditer(text)


def filter_of(patterns: Iterable[str], lexicons: Mapping[str, str], haystack: Haystack | None = None) -> Prefilter:
    """Says which of these frames may stand in a masked sentence, whatever stands in their gaps."""
    words = Lexicons({**{name: _GAP.sub(".*", value) for name, value in lexicons.items()}, **NOUNS}, haystack)
    return Prefilter(cut_of([_likely(pattern, words.plain) for pattern in patterns], words).needed, words.haystack)


def _likely(pattern: str, words: Mapping[str, str]) -> str:
    """A frame with anything at all in its gaps, without its looks at what is around: a match needs the rest of it.

    Anything will do for a frame with such looks that are not read here.
    """
    wide = _LOOK.sub("", _GAP.sub(".*", pattern))
    return ".*" if _AROUND.search(expand(wide, words)) else wide


def _flat(pattern: str) -> str:
    """A frame without its groups, in which nothing need stand."""
    plain = pattern.replace(r"\(", "").replace(r"\)", "")
    while (shorter := _GROUP.sub("~", plain)) != plain:
        plain = shorter
    return "" if "|" in plain else plain


def _bounded(pattern: str, source: str) -> str:
    """The frame within word boundaries; a noun that it begins with is whole by itself."""
    whole = "|" not in pattern or bool(_flat(pattern))
    if whole and any(pattern.startswith(f"<{name}>") for name in NOUNS):
        return source + _RIGHT
    return f"{_LEFT}(?:{source}){_RIGHT}"


def _opened(pattern: str, stop: str) -> str:
    """The pattern with its gaps put in."""
    return _GAP.sub(lambda found: _gap(found[1], int(found[2]), stop), pattern) if "<" in pattern else pattern


def _gap(kind: str, words: int, stop: str) -> str:
    """The pattern of a gap: <gN> inside the clause, <wN> over its nouns too, <sN> inside one noun phrase."""
    if kind != "s":
        return f"(?:{_BETWEEN}{_WORD if kind == 'g' else _ANY_WORD}){{0,{words}}}?{_BETWEEN}"
    barred = rf"(?!(?:{stop})\b)" if stop else ""
    return f"(?:[ -]{{1,2}}{barred}{_WORD}){{0,{words}}}?[ -]{{1,2}}"
