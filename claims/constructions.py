"""Constructions: patterns over a sentence whose nouns are masked, so that a frame is read whatever noun stands in it.

A masked sentence is as long as the plain one; each letter of a noun is replaced by one letter that stands for its kind.
In a frame <EXO>, <MAT>, <ANA> and <RIVAL> are such nouns; <gN> is a gap of at most N words inside the clause that
jumps over no noun (words that take up exosomes may stand in it), <sN> the same inside one noun phrase, <wN> one
that jumps over nouns too; <NAME> is a lexicon.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.match import PatternError, expand

EXOSOME, MATERIAL, TAKEN_UP, RIVAL = "ꔀ", "ꔁ", "ꔂ", "ꔃ"
NOUNS = {"EXO": f"{EXOSOME}+", "MAT": f"{MATERIAL}+", "ANA": f"{TAKEN_UP}+", "RIVAL": f"{RIVAL}+"}
_STRAY = str.maketrans(dict.fromkeys((EXOSOME, MATERIAL, TAKEN_UP, RIVAL), "?"))
_GAP = re.compile(r"<([gsw])([0-9]{1,2})>")
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


def frame(pattern: str, lexicons: Mapping[str, str], *, bounded: bool = True) -> re.Pattern[str]:
    """A frame as `re` reads it. Raises PatternError for one that cannot be used."""
    stop = lexicons.get("STOP", "")
    words = {name: _opened(value, stop) for name, value in lexicons.items()}
    try:
        source = expand(_opened(pattern, stop), {**words, **NOUNS})
        return re.compile(f"(?:(?<!\\w)|(?!\\w))(?:{source})(?:(?!\\w)|(?<!\\w))" if bounded else source, re.IGNORECASE)
    except re.error as error:
        raise PatternError(f"{error}: correct the frame {pattern[:80]!r}") from error


def _opened(pattern: str, stop: str) -> str:
    """The pattern with its gaps put in."""
    return _GAP.sub(lambda found: _gap(found[1], int(found[2]), stop), pattern) if "<" in pattern else pattern


def _gap(kind: str, words: int, stop: str) -> str:
    """The pattern of a gap: <gN> inside the clause, <wN> over its nouns too, <sN> inside one noun phrase."""
    if kind != "s":
        return f"(?:{_BETWEEN}{_WORD if kind == 'g' else _ANY_WORD}){{0,{words}}}?{_BETWEEN}"
    barred = rf"(?!(?:{stop})\b)" if stop else ""
    return f"(?:[ -]{{1,2}}{barred}{_WORD}){{0,{words}}}?[ -]{{1,2}}"
