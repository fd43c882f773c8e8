"""The links of a page: where they lead and what they say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.entities import unescape

LONGEST_TAG = 2000
LONGEST_TEXT = 300
HEAD = 5000
LONGEST_HEAD = 100_000
ANCHOR = re.compile(rf"<(?:a|area|frame)\s([^<>]{{1,{LONGEST_TAG}}})>", re.IGNORECASE)
HREF = re.compile(r"""\b(?:href|(?<!-)src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
BASE = re.compile(r"""<base\s[^<>]{0,300}?\bhref\s*=\s*["']([^"']+)""", re.IGNORECASE)
CANONICAL = re.compile(r"""<link\s(?=[^<>]{0,300}?\brel\s*=\s*["']?canonical\b)([^<>]{1,1000})>""", re.IGNORECASE)
REFRESH = re.compile(r"""<meta\s[^<>]{0,300}?\bcontent\s*=\s*["']\s*\d+\s*;\s*url\s*=\s*([^"'<>]+)""", re.IGNORECASE)
FEED = re.compile(
    r"""<link\s(?=[^<>]{0,300}?\btype\s*=\s*["']?application/(?:rss|atom)\+xml)([^<>]{1,1000})>""", re.IGNORECASE
)
END = re.compile(r"</a\b", re.IGNORECASE)
LABEL = re.compile(r"""\b(?:alt|title|aria-label)\s*=\s*(?:"([^"]{2,300})"|'([^']{2,300})')""", re.IGNORECASE)
WORDLESS = " "  # ends the mark of a link that was met without words, and may be met again with some
TAG = re.compile(r"<[^<>]*>")
SPACE = re.compile(r"\s+")
ENTITY = re.compile(r"&(?:#\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,31}(?:;|(?![=a-zA-Z0-9])))")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads, as the page writes it, and its words."""

    href: str
    text: str


def links_of(html: str, seen: set[str]) -> Iterator[Link]:
    """The links of a page that are not in `seen`, which takes them up; one without words comes again where it has some.

    The same menu stands on every page of a site: what was seen costs next to nothing.
    """
    for refresh in REFRESH.finditer(html[:HEAD]):
        yield Link(_plain(refresh.group(1)), "")
    for anchor in ANCHOR.finditer(html):
        found = HREF.search(anchor.group(1))
        href = next(filter(None, found.groups()), "") if found else ""
        if not href or href in seen or href.startswith(("#", "mailto:", "tel:", "javascript:", "data:")):
            continue
        words = _words(html, anchor)
        mark = href if words else href + WORDLESS
        if mark not in seen:
            seen.add(mark)
            yield Link(_plain(href), words)


def feeds_of(html: str) -> Iterator[str]:
    """The addresses of the feeds that a page names, as it writes them; feeds of comments are left out."""
    for link in FEED.finditer(html[:LONGEST_HEAD]):
        found = HREF.search(link[1])
        href = _plain(next(filter(None, found.groups()), "")) if found else ""
        if href and "comment" not in link[1].lower():
            yield href


def base_of(html: str, address: str) -> str:
    """What relative links of a page start from, as the page writes it."""
    base = BASE.search(html[:HEAD])
    return _plain(base.group(1)) if base else address


def named_address(html: str) -> str:
    """The address that a page names as its own, as it writes it; empty where it names none."""
    link = CANONICAL.search(html[:LONGEST_HEAD])
    found = HREF.search(link[1]) if link else None
    return _plain(next(filter(None, found.groups()), "")) if found else ""


def _plain(value: str) -> str:
    """An address as an attribute means it: `&copy=1` is a parameter there, and no sign."""
    return ENTITY.sub(lambda entity: unescape(entity[0]), value).strip() if "&" in value else value.strip()


def _words(html: str, anchor: re.Match[str]) -> str:
    """The words of a link; where it holds none, those that stand for its picture."""
    inner = END.split(html[anchor.end() : anchor.end() + LONGEST_TEXT], 1)[0]
    words = SPACE.sub(" ", unescape(TAG.sub(" ", inner))).strip()
    if words:
        return words
    label = LABEL.search(f"{anchor.group(1)} {inner}")
    return SPACE.sub(" ", unescape(next(filter(None, label.groups()), ""))).strip() if label else ""
