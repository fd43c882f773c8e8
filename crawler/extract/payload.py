"""Text that only sits in a framework's script payload: Next.js, Nuxt, sections of Shopify themes."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pydantic.dataclasses import dataclass as checked

from claims import datafile
from claims.model import Block
from crawler.entities import unescape
from crawler.extract.blocks import blocks_of
from crawler.extract.feed import outline_of_fragment
from crawler.extract.flight import flight_values, loaded
from crawler.extract.tree import Element
from crawler.extract.wording import squashed

FILE = Path(__file__).with_name("payload.yml")
NEARLY_EMPTY = 300  # characters of copy; a page that shows less is taken for a shell
LONG = 80  # characters from which a text is worth telling though the page shows others
ADDED = 1_500  # characters that payloads may add to a page that shows copy
SHARE = (
    0.25  # of its copy, where that is more; payloads that hold more than either hold other pages, or a program's words
)
MOST_CHARACTERS = 3_000_000
LONGEST_TEXT = 20_000  # characters; a longer text without markup is a program or data
MOST_VALUES = 200_000
MOST_BLOCKS = 2_000

_PUSHES = "__next_f.push"
_NUXT = re.compile(r"^\s*window\.__NUXT__\s*=")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_TAG = re.compile(r"[a-z][a-z0-9]{0,10}")
_MARKUP = re.compile(r"</?(?:p|br|div|span|ul|ol|li|h[1-6]|strong|b|em|table|section)\b[^<>]*>", re.IGNORECASE)
_LONG_TOKEN = 40  # characters; longer ones are code, addresses or encoded data
_WORD = re.compile(r"[^\W\d_]{2,}")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CODE = re.compile(r"[{}<>=]|://|\w[-_:/]\w|\$\w|;$")


@checked(frozen=True)
class PayloadWords:
    """All of payload.yml."""

    not_text: frozenset[str]
    elsewhere: frozenset[str]
    headings: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Value:
    """A part of a payload on its way to markup; `shown` where it is what an element shows."""

    key: str
    value: object
    shown: bool = False


def payload_blocks(root: Element, shown: Sequence[Block], product: str) -> tuple[Block, ...]:
    """Blocks for the texts of payloads that no block shown has, each once.

    Where the page shows copy of its own, only longer texts are worth it, and they are furniture where there is much of
    them: most such payloads hold what other pages say.
    """
    payloads = tuple(_payloads(root))
    if not payloads:
        return ()
    found: dict[str, Block] = {}
    said = squashed(" ".join(block.text for block in shown))
    copy = sum(len(block.text) for block in shown if not block.furniture)
    shortest = 2 if copy < NEARLY_EMPTY else LONG
    for name, value in payloads:
        outline = outline_of_fragment(_markup(value))
        size = len(outline.runs)
        for block in blocks_of(outline, [False] * size, [product] * size, ""):
            short = squashed(block.text)
            if len(block.text) >= shortest and short and short not in said and short not in found:
                found[short] = replace(block, place=f"{name} {block.place}")
        if len(found) > MOST_BLOCKS:
            break
    blocks = tuple(found.values())[:MOST_BLOCKS]
    if copy < NEARLY_EMPTY or sum(len(block.text) for block in blocks) <= max(ADDED, SHARE * copy):
        return blocks
    return tuple(replace(block, furniture=True) for block in blocks)


def _payloads(root: Element) -> Iterator[tuple[str, object]]:
    """The payloads of a page, each with the name of its kind."""
    pushing: list[str] = []
    left = MOST_CHARACTERS
    for script in root.iter("script"):
        text = script.text or ""
        left -= len(text)
        if not text or left < 0:
            continue
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/json":
            yield script.get("id") or "application/json", loaded(text)
        elif _PUSHES in text[:200]:
            pushing.append(text)
        elif _NUXT.match(text):
            yield "__NUXT__", [loaded(string) for string in _STRING.findall(text)]
    for value in flight_values(pushing):
        yield "__next_f", value


def _markup(value: object) -> str:
    """A payload as HTML: elements as they are, texts for readers as paragraphs and headings. Never recursive."""
    out: list[str] = []
    waiting: list[_Value | str] = [_Value("", value)]
    for _ in range(MOST_VALUES):
        if not waiting:
            break
        one = waiting.pop()
        if isinstance(one, str):
            out.append(one)
        else:
            waiting.extend(reversed(_parts(one)))
    return "".join(out)


def _parts(one: _Value) -> list[_Value | str]:
    """What a value consists of, in order."""
    match one.value:
        case str() if (within := _within(one.value)) is not None:
            return [_Value(one.key, within)]
        case str():
            return [_escaped(one.value) if one.shown else _told(one.key, one.value)]
        case ["$", str(tag), _, Mapping() as properties]:
            return _element(tag, properties)
        case list():
            return [_Value(one.key, part, one.shown) for part in one.value]
        case Mapping():
            words = _words()
            return [
                _Value(str(key), part) for key, part in one.value.items() if str(key).casefold() not in words.elsewhere
            ]
    return []


def _within(text: str) -> object:
    """The value of a text that is JSON itself, as rich texts of shops are; None for any other."""
    return loaded(text) if text.startswith(("{", "[")) and text.endswith(("}", "]")) else None


def _element(tag: str, properties: Mapping[str, object]) -> list[_Value | str]:
    """An element of React: a tag with what it shows, or a component with what it is told."""
    plain = _TAG.fullmatch(tag) is not None
    if plain and tag in {"script", "style", "link", "meta", "nav", "footer"}:
        return []
    name = tag if plain else "div"
    inner = [_Value(key, value, shown=key == "children") for key, value in properties.items()]
    return [f"<{name}>", *inner, f"</{name}>"]


def _escaped(text: str) -> str:
    """What an element shows; references to other rows are none of it."""
    if text.startswith("$") and not text.startswith("$$"):
        return ""
    return html.escape(text.removeprefix("$"), quote=False)


def _told(key: str, text: str) -> str:
    """A text among data as a paragraph or a heading; empty where it is not meant for readers."""
    name = key.casefold()
    if name in _words().not_text or not _is_prose(text, title=name in _words().headings):
        return ""
    if _MARKUP.search(text):
        return f"<div>{text}</div>"
    mark = "h3" if name in _words().headings else "p"
    return f"<{mark}>{html.escape(text, quote=False)}</{mark}>"


def _is_prose(text: str, *, title: bool) -> bool:
    """Whether a text reads like something that people are meant to read: words, and not the marks of code."""
    plain = unescape(_MARKUP.sub(" ", text))
    if len(_IDEOGRAPHS.findall(plain)) >= (2 if title else 8):
        return True
    tokens = plain.split()
    if len(_WORD.findall(plain)) < (2 if title else 4) or not tokens:
        return False
    if len(text) > LONGEST_TEXT and not _MARKUP.search(text):
        return False
    if sum(len(token) for token in tokens if len(token) > _LONG_TOKEN) * 2 > len(plain):
        return False
    return sum(_CODE.search(token) is not None for token in tokens) * 2 < len(tokens)


@lru_cache(maxsize=1)
def _words() -> PayloadWords:
    return datafile.read(FILE, PayloadWords)
