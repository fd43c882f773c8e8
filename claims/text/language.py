"""The language that a document is written in."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass as plain
from functools import lru_cache
from pathlib import Path

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.model import Document

PATH = Path(__file__).parent / "languages.yml"
_STRICT = ConfigDict(extra="forbid", defer_build=True)
READ = 6000  # characters that are enough to tell
SCRIPT_SHARE = 0.3  # of the letters, from which a page is written in a script
KANA_SHARE = 0.05  # of the letters, from which Chinese characters are Japanese
LEAST_WORDS = 4  # common words that it takes to name a language
SURE_WORDS, SURE_TIMES = 12, 3  # what it takes to overrule a page's own declaration
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = {code: sign.lower() if sign.isalpha() else " " for code, sign in enumerate(map(chr, range(128)))}
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, config=_STRICT)
class Script:
    """The letters, as a range of a regular expression, that only one of the languages read here uses."""

    lang: str
    letters: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class Common:
    """The commonest words of a language that is written in Latin letters, and letters that are its own."""

    lang: str
    words: tuple[str, ...]
    letters: str = ""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Languages:
    """languages.yml."""

    scripts: tuple[Script, ...]
    words: tuple[Common, ...]


@plain(frozen=True, slots=True)
class _Signs:
    """The data made ready to count with."""

    scripts: tuple[tuple[str, re.Pattern[str]], ...]
    languages: tuple[str, ...]
    words: Mapping[str, Sequence[str]]  # by word the languages that use it
    letters: Mapping[str, Sequence[str]]


def language_of(document: Document) -> str:
    """ISO 639-1 code: as the page declares unless its text plainly shows another; English where nothing tells."""
    declared = document.lang.lower().replace("_", "-").split("-")[0]
    text = " ".join((document.title, *(block.text for block in document.blocks if not block.furniture)))[:READ]
    script = _script_of(text)
    if script:
        return script
    counts = _counts(text)
    if not counts:
        return declared or "en"
    (best, most), second = counts[0], dict(counts).get(declared, 0)
    if not declared:
        return best if most >= LEAST_WORDS else "en"
    return best if most >= max(SURE_WORDS, SURE_TIMES * second) else declared


def _script_of(text: str) -> str:
    """The language that the script gives away; empty for Latin letters."""
    if text.isascii():
        return ""
    letters = len(_LETTER.findall(text))
    if not letters:
        return ""
    shares = {lang: len(pattern.findall(text)) / letters for lang, pattern in _signs().scripts}
    if shares["ja"] >= KANA_SHARE and shares["ja"] + shares["zh"] >= SCRIPT_SHARE:
        return "ja"
    if shares["ar"] >= SCRIPT_SHARE:
        return "fa" if shares["fa"] > 0.01 else "ar"
    best = max(shares, key=lambda lang: shares[lang])
    return best if shares[best] >= SCRIPT_SHARE else ""


def _counts(text: str) -> list[tuple[str, int]]:
    """The languages by how many of their common words and own letters stand in a text, the most first."""
    signs = _signs()
    counts = dict.fromkeys(signs.languages, 0)
    words = filter(signs.words.__contains__, _words(text))
    for word, times in Counter(words).items():
        for lang in signs.words[word]:
            counts[lang] += times
    if not text.isascii():
        for letter, times in Counter(text).items():
            for lang in signs.letters.get(letter, ()):
                counts[lang] += times
    return sorted(((lang, count) for lang, count in counts.items() if count), key=lambda pair: -pair[1])


def _words(text: str) -> list[str]:
    """The words of a text in small letters; those of ASCII are cut a quicker way."""
    return text.translate(_PLAIN).split() if text.isascii() else _WORD.findall(text.lower())


@lru_cache(maxsize=1)
def _signs() -> _Signs:
    data = datafile.read(PATH, Languages)
    scripts = tuple((script.lang, re.compile(f"[{script.letters}]")) for script in data.scripts)
    words, letters = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for entry in data.words:
        for word in dict.fromkeys(entry.words):
            words[word].append(entry.lang)
        for letter in dict.fromkeys(entry.letters):
            letters[letter].append(entry.lang)
    return _Signs(scripts, tuple(entry.lang for entry in data.words), dict(words), dict(letters))
