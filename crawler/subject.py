"""Whether an address, a title or a link is on the subject, by the words of subject.yml."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from claims import datafile

FILE = Path(__file__).with_name("subject.yml")
STRONG, WEAK = 10, 3


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """The content of subject.yml: words by language, which of them only suggest, names of price lists."""

    words: dict[str, list[str]]
    weak: list[str]
    offers: list[str]


def subject_score(*texts: str) -> int:
    """How strongly addresses or titles are on the subject: 10 by name, 3 by a near word, 0 not at all."""
    strong, weak = _patterns()
    text = " ".join(unquote(text) for text in texts).casefold()
    if strong.search(text):
        return STRONG
    return WEAK if weak.search(text) else 0


def on_subject(*texts: str) -> bool:
    """Whether any of the words stands in a text, be it long."""
    return subject_score(*texts) > 0


def lists_offers(*texts: str) -> bool:
    """Whether addresses or titles are those of a list of prices or treatments."""
    text = " ".join(unquote(text) for text in texts).casefold()
    return any(word in text for word in _offers())


def tells_of_subject(html: str) -> bool:
    """Whether a page names the subject anywhere; quick, for every page is asked."""
    text, words = html.lower(), _strong()
    for place, word in enumerate(words):
        if word in text:
            words.insert(0, words.pop(place))  # a site's next page names it by the same word
            return True
    return False


def words_in(lang: str) -> list[str]:
    """The words of a language; none where it has none of its own."""
    return datafile.read(FILE, SubjectWords).words.get(lang, [])


@lru_cache(maxsize=1)
def _offers() -> tuple[str, ...]:
    return tuple(word.casefold() for word in datafile.read(FILE, SubjectWords).offers)


@lru_cache(maxsize=1)
def _strong() -> list[str]:
    """The strong words without those that hold another of them."""
    data = datafile.read(FILE, SubjectWords)
    words = {word.casefold() for words in data.words.values() for word in words} - {
        word.casefold() for word in data.weak
    }
    return sorted(word for word in words if not any(other in word for other in words - {word}))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = datafile.read(FILE, SubjectWords)
    every = {word.casefold() for words in data.words.values() for word in words}
    weak = {word.casefold() for word in data.weak}
    return _any_of(every - weak), _any_of(weak)


def _any_of(words: set[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
