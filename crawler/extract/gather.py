"""What is gathered between two borders of blocks: characters, and how many of them are links, bold or struck."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from crawler.extract import elements, wording
from crawler.extract.labels import label_of, labels, marks
from crawler.extract.money import prices_in

Attributes = Mapping[str, str]

_NEARLY_ALL = 0.9
_NOT_STRUCK = -1
_NUMBER, _WORD = re.compile(r"\d(?:[\d.,'’ ]*\d)?"), re.compile(r"[^\W\d_]+")
_MOST_WORDS_OF_A_PRICE = 4  # "was", "regular price", "Ursprünglicher Preis war:"


class Gathered(NamedTuple):
    """The runs of text between two borders, and what they are made of."""

    texts: tuple[str, ...] = ()
    linked: float = 0.0
    bold: bool = False
    struck: str = ""
    alts: tuple[str, ...] = ()


_NOTHING = Gathered()


class Gatherer:
    """Follows the inline elements of a page; `take` gives what has come since the last border."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}  # what links within the page say of the parts they lead to
        self._buffer: list[str] = []
        self._struck: list[str] = []
        self._strikes: list[int] = []  # for each span that is open, where what it strikes through begins
        self._alts: list[str] = []
        self._known_alts: set[str] = set()
        self._anchors: list[tuple[str, int]] = []
        self._in_link = self._in_bold = self._in_struck = 0
        self._linked = self._bolded = 0

    def text(self, text: str, struck: bool) -> None:
        """Characters, as they stand; `struck` where the block around them is struck through."""
        if text.isspace():
            if self._buffer:
                self._buffer.append(" ")
            return
        self._buffer.append(text)
        if self._in_link or self._in_bold:
            size = len(text.strip())
            self._linked += size if self._in_link else 0
            self._bolded += size if self._in_bold else 0
        if self._in_struck or struck:
            self._struck.append(text)

    def start(self, tag: str, attributes: Attributes) -> None:
        """An inline element opens."""
        if tag == "br":
            self._buffer.append(wording.BREAK)
            return
        if tag == "img":
            self._picture(attributes.get("alt") or "")
            return
        self._buffer.append(wording.SEAM)
        if tag == "a":
            self._in_link += 1
            self._anchors.append((_target(attributes), len(self._buffer)))
        elif tag in elements.BOLD:
            self._in_bold += 1
        if _is_struck(tag, attributes):
            self._in_struck += 1
            self._struck.append(" ")
            self._strikes.append(len(self._buffer))
        elif tag == "span":
            self._strikes.append(_NOT_STRUCK)

    def end(self, tag: str) -> None:
        """An inline element closes."""
        if tag == "a":
            self._end_link()
        elif tag in elements.BOLD:
            self._in_bold = max(0, self._in_bold - 1)
        elif (tag == "span" or tag in elements.STRUCK) and self._strikes:
            self._end_struck(self._strikes.pop())

    def enter(self) -> tuple[int, int, int]:
        """A block opens: what is open around it counts no more inside; gives what `leave` needs."""
        state = (self._in_link, self._in_bold, self._in_struck)
        self._in_link = self._in_bold = self._in_struck = 0
        return state

    def leave(self, state: tuple[int, int, int]) -> None:
        """A block closes: what was open around it is open again."""
        self._in_link, self._in_bold, self._in_struck = state

    @property
    def holds(self) -> bool:
        """Whether anything has come since the last border."""
        return bool(self._buffer or self._alts)

    def take(self) -> Gathered:
        """What has come since the last border."""
        if not self.holds:
            return _NOTHING
        raw = "".join(self._buffer)
        texts = wording.lines(raw) if raw.strip(wording.BLANKS) else []
        if not texts and not self._alts:
            self._forget()
            return _NOTHING
        total = sum(map(len, texts))
        gathered = Gathered(
            tuple(texts),
            min(1.0, self._linked / max(1, total)),
            total > 0 and self._bolded >= _NEARLY_ALL * total,
            wording.clean("".join(self._struck)) if self._struck else "",
            tuple(self._alts),
        )
        self._forget()
        return gathered

    def _forget(self) -> None:
        self._buffer.clear()
        self._struck.clear()
        self._alts.clear()
        self._linked = self._bolded = 0
        self._strikes = [min(start, 0) for start in self._strikes]

    def _end_struck(self, start: int) -> None:
        """Takes back what is struck through: the page says it no more. A price stays, as one that was asked before."""
        if start == _NOT_STRUCK:
            return
        self._in_struck = max(0, self._in_struck - 1)
        if not _is_price("".join(self._buffer[start:])):
            del self._buffer[start:]
            self._buffer.append(" ")

    def _end_link(self) -> None:
        self._in_link = max(0, self._in_link - 1)
        address, at = self._anchors.pop() if self._anchors else ("", 0)
        if address.startswith("#") and len(address) > 1:
            self.targets[address[1:]] = wording.clean("".join(self._buffer[at:]))

    def _picture(self, alt: str) -> None:
        text = wording.clean(alt)
        if wording.says_something(text) and text not in self._known_alts:
            self._known_alts.add(text)
            self._alts.append(text)


def _target(attributes: Attributes) -> str:
    """Where a link leads within its page, by its address or by the part it says it opens; empty where it leads out."""
    address = attributes.get("href") or ""
    opened = "" if address.startswith("#") and len(address) > 1 else attributes.get("aria-controls") or ""
    return f"#{opened}" if opened else address


def _is_struck(tag: str, attributes: Attributes) -> bool:
    if tag in elements.STRUCK:
        return True
    if tag != "span":
        return False
    names = attributes.get("class")
    return bool(names and marks(names).struck) or "line-through" in (attributes.get("style") or "")


def _is_price(raw: str) -> bool:
    """Whether text is an amount of money with a few words, a number alone, or one that a label calls a price."""
    text = wording.clean(raw)
    words = _WORD.findall(text)
    if len(words) > _MOST_WORDS_OF_A_PRICE or not _NUMBER.search(text):
        return False
    if not words and "%" not in text:
        return True
    # Parts of an amount that are raised stand by themselves: 135 00 €.
    if prices_in(text) or prices_in(text.replace(" ", "")):
        return True
    return label_of(_NUMBER.sub("", text)) in labels().list_price_rows | labels().price_rows
