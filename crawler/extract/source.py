"""The source of a page as it goes to the parser: decoded, and without what would keep the parser busy for minutes."""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.extract.charset import decode
from crawler.extract.page import Page

# The parser compares each attribute of a tag with all before it: 1,000 take no time, 90,000 half a minute.
MOST_ATTRIBUTES = 1_000
SHORT = 100_000  # bytes; a page so short holds too few attributes to matter, and is not looked through

_ATTRIBUTE = r"""[\s/]*+=?+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_TAG = rf"<[a-z][^\s/>]*+(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+"
_UNREAD = r"<(?:script|style)\b(?:[^<]++|<(?!/(?:script|style)))*+|<!--(?:[^-]++|-(?!->))*+"
# All up to the first tag that has more attributes; one pass, never back.
_SOUND = re.compile(rf"(?:[^<]++|{_UNREAD}|{_TAG}(?!{_ATTRIBUTE})|<(?![a-z]))*+", re.IGNORECASE | re.ASCII)
_FIRST = re.compile(_TAG, re.IGNORECASE | re.ASCII)
_OTHER = re.compile(_ATTRIBUTE, re.ASCII)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a page, and how many attributes were cut out of it."""

    text: str
    cut: int = 0


def source_of(page: Page) -> Source:
    """The source of a page of HTML."""
    if len(page.body) <= SHORT:
        return Source(decode(page.body, page.content_type))
    return _source(page.body, page.content_type)


def cut_from(page: Page) -> int:
    """How many attributes the source of a page lacks."""
    return source_of(page).cut if page.format == "html" and len(page.body) > SHORT else 0


def uncrowded(text: str) -> Source:
    """A text of HTML; of a tag with more than MOST_ATTRIBUTES attributes so many are left."""
    kept: list[str] = []
    cut = at = 0
    while (end := _end(_SOUND, text, at)) < len(text):
        last = _end(_FIRST, text, end)
        kept.append(text[at:last])
        at = last
        while (after := _end(_OTHER, text, at)) > at:
            cut, at = cut + 1, after
    return Source("".join((*kept, text[at:])), cut) if cut else Source(text)


@lru_cache(maxsize=1)  # of the page at hand, which several ask for
def _source(body: bytes, content_type: str) -> Source:
    return uncrowded(decode(body, content_type))


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
