"""Offers: what running text asks a price for, and who asks it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass as plain
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from price_parser import Price
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.model import Document, Money, Offer, Product, SiteKind
from claims.patterns.constructions import EXOSOME, RIVAL
from claims.patterns.match import set_of
from claims.rules.packs import FOLDER, Pack
from claims.rules.shapes import STRICT
from claims.sources.materials import Found
from claims.sources.sources import Line, about_exosomes
from claims.sources.ties import SourceReader
from claims.text.sentences import Sentence

FILE = "offers.yml"
NEVER = r"[^\s\S]"
NEAR, FAR = 60, 240  # characters about a price in which its words, and what it is asked for, stand
MONEY = FOLDER / "money.yml"
OFTEN = 2  # sentences that name exosomes on a page that is about them
LONGEST = 120  # characters of what a price is asked for
_PARTS = re.compile(r"[;|·•]| / (?=[A-Za-z])")
_NAME = re.compile(r"(?:the )?(?:[A-Z0-9][\w'’&.®™-]*|of|and|de|&)(?: (?:[A-Z0-9][\w'’&®™-]*|of|and|de|&))*")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_EDGES = " \t\n,:;–—-+*✓•|()"
_DIGIT = r"[0-9]|[^\x00-\x7f]"
_AMOUNT = r"\d(?:[\d.,' ]*\d)?"


@dataclass(frozen=True, slots=True, config=STRICT)
class MoneyFile:
    """money.yml: how money is written."""

    version: int
    signs: dict[str, str]
    codes: tuple[str, ...]
    dollars: dict[str, str]


@dataclass(frozen=True, slots=True, config=STRICT)
class OfferFile:
    """offers.yml of a pack; what each pattern is for is told there."""

    version: int
    starting: str
    range: str
    not_asked: str
    no_price: str
    never: str
    asks: str
    bare: str
    seller: str
    purpose: str
    ends: str
    no_thing: str
    size: str = NEVER
    joins: str = NEVER
    others: str = NEVER


@plain(frozen=True, slots=True)
class _Price:
    start: int
    end: int
    money: Money
    starting: bool


class OfferReader:
    """Finds prices by the offers.yml of one pack; exosomes themselves are found as for sources."""

    def __init__(self, file: OfferFile, sources: SourceReader) -> None:
        self.sources = sources
        words = {name: re.compile(getattr(file, name), re.IGNORECASE) for name in file.__slots__ if name != "version"}
        self._words: dict[str, re.Pattern[str]] = words

    def has(self, name: str, text: str) -> bool:
        """Whether the named pattern stands in a text."""
        return self._words[name].search(text) is not None

    def first(self, name: str, text: str) -> re.Match[str] | None:
        """Where the named pattern stands in a text."""
        return self._words[name].search(text)

    def without(self, name: str, text: str) -> str:
        """A text without what the named pattern finds."""
        return self._words[name].sub("", text, count=1)

    def prices(self, text: str, host: str) -> list[_Price]:
        """The prices that a text asks, of a range the lower end alone."""
        found: list[_Price] = []
        last = -1
        for match in _money().finditer(text):
            between = text[last : match.start()] if last >= 0 else "."
            last = match.end()
            if self.has("range", between) and found:
                found[-1] = _Price(found[-1].start, match.end(), found[-1].money, True)
                continue
            money = _read(match[0], host)
            before, after = text[max(0, match.start() - NEAR) : match.start()], text[match.end() : match.end() + NEAR]
            if money and not self.has("not_asked", before) and not self.has("no_price", after):
                found.append(_Price(match.start(), match.end(), money, self.has("starting", before)))
        return found


def offer_reader(pack: Pack, sources: SourceReader | None) -> OfferReader | None:
    """The prices of a pack made ready, None for a pack without them."""
    file = pack.file(FILE, OfferFile)
    return OfferReader(file, sources) if file and sources else None


def find_offers(
    sentences: Sequence[Sentence], document: Document, reader: OfferReader, lines: Sequence[Line] | None = None
) -> tuple[Offer, ...]:
    """Every price that running text of a document asks for something with exosomes, in page order."""
    if not _may_have_money("\n".join([sentence.text for sentence in sentences])):
        return ()
    host = urlsplit(document.address).hostname or ""
    lines = tuple(about_exosomes(sentences, document, reader.sources)) if lines is None else lines
    often = sum(1 for _, found, _ in lines if found.has(EXOSOME)) >= OFTEN
    products = {product.key: product for product in reversed(document.products)}
    offers: list[Offer] = []
    for sentence, found, about in lines:
        if about and _has_money(sentence.text) and not sentence.furniture and not reader.has("others", sentence.text):
            product = products.get(sentence.product)
            head = _head(sentence, sentences, product.name if product else "", document.title, reader)
            if _is_asked_for(found, head, document, often=often, reader=reader):
                known = _known(product) if product else set()
                offers.extend(o for o in _offers(sentence, head, host, reader) if o.price.amount not in known)
    return tuple(dict.fromkeys(offers))


def _known(product: Product) -> set[Decimal]:
    """The amounts that a product of the page is known to ask: telling them again would be no news."""
    prices = (product.price, product.price_high, product.list_price, *(variant.price for variant in product.variants))
    return {price.amount for price in prices if price}


def _head(sentence: Sentence, sentences: Sequence[Sentence], product: str, title: str, reader: OfferReader) -> str:
    """What the product, the line above, the heading or the page says that a bare price is for."""
    lead = sentences[sentence.lead].text if sentence.lead is not None else ""
    first = sentences[0].text if sentences else ""
    above = (product, lead, *reversed(sentence.trail), title, first)
    return next((text for text in above if text and not _has_money(text) and not reader.has("bare", text)), "")


def _is_asked_for(found: Found, head: str, document: Document, *, often: bool, reader: OfferReader) -> bool:
    """Whether a price is asked for exosomes: its sentence names them, or stands under what does.

    In a shop whose page names them often a price is for them unless its sentence names something else.
    """
    if found.has(EXOSOME):
        return True
    if not document.kind.sells or found.has(RIVAL) or found.mentions:
        return False
    shop = document.kind is not SiteKind.CLINIC and often
    return shop or reader.sources.names_exosomes(head) or reader.sources.names_exosomes(document.title)


def _offers(sentence: Sentence, head: str, host: str, reader: OfferReader) -> Iterator[Offer]:
    """The offers of a sentence, part by part; a part that names nothing asks for what a part before named."""
    base = common = head.strip(_EDGES)
    for part in _PARTS.split(sentence.text):
        prices = [] if reader.has("never", part) else reader.prices(part, host)
        for price in prices:
            named = _named(_since_money(part[max(0, price.start - FAR) : price.start]), reader)
            common = _joined(named, base, reader) or common
            base = base if reader.has("size", named) or reader.has("joins", named) else named or base
            tail = part[price.end : price.end + FAR]
            yield Offer(
                what=(_purpose(tail, reader) or common)[:LONGEST],
                price=price.money,
                seller=_seller(tail, reader),
                starting=price.starting,
                quote=sentence.text,
                place=sentence.place,
            )
        if not prices:
            base = common = _named(part[:FAR], reader) or common


def _since_money(text: str) -> str:
    """What of a text stands behind its last price."""
    last = max((match.end() for match in _money().finditer(text)), default=0)
    return text[last:]


def _named(text: str, reader: OfferReader) -> str:
    """What a text names as the thing asked for; empty where it names nothing of its own."""
    words = reader.without("asks", text).strip(_EDGES)
    if reader.has("size", words):
        return words
    return "" if reader.has("bare", words) or not _LETTERS.search(words) else words


def _joined(named: str, base: str, reader: OfferReader) -> str:
    """What a price is asked for: a size or an addition stands behind what it is of."""
    if not base or not named or not (reader.has("size", named) or reader.has("joins", named)):
        return named
    return f"{base} {named}" if reader.has("joins", named) else f"{base}, {named}"


def _purpose(tail: str, reader: OfferReader) -> str:
    """What the words after a price say that it is for."""
    found = reader.first("purpose", tail)
    if found is None or reader.has("no_thing", found[1]):
        return ""
    return found[1].strip()


def _seller(tail: str, reader: OfferReader) -> str:
    """Who asks the price, by the words after it."""
    opened = reader.first("seller", tail)
    if opened is None:
        return ""
    rest = tail[opened.end() :]
    end = reader.first("ends", rest)
    name = _NAME.match(rest[: end.start()] if end else rest)
    return name[0].strip() if name else ""


def _has_money(text: str) -> bool:
    return _may_have_money(text) and _money().search(text) is not None


def _may_have_money(text: str) -> bool:
    return bool(_likely_money().Match(text))


def _read(words: str, host: str) -> Money | None:
    """The amount and the currency of a price as printed."""
    price = Price.fromstring(words)
    if price.amount is None or price.amount <= 0:
        return None
    return Money(Decimal(price.amount), _currency(words, host))


def _currency(words: str, host: str) -> str:
    file = _money_file()
    for code in file.codes:
        if code in words.upper():
            return code
    sign = max((sign for sign in file.signs if sign in words), key=len, default="")
    if sign == "$":
        return file.dollars.get(host.rpartition(".")[2], file.signs[sign])
    return file.signs.get(sign, "")


@lru_cache(maxsize=1)
def _money_file() -> MoneyFile:
    return datafile.read(MONEY, MoneyFile)


@lru_cache(maxsize=1)
def _money() -> re.Pattern[str]:
    """An amount with its sign or code before or behind it."""
    sign = rf"(?:\b(?:{'|'.join(_money_file().codes)})\b|{_signs()})"
    return re.compile(rf"{sign} ?{_AMOUNT}|(?<![\w.,]){_AMOUNT} ?{sign}(?!\w)")


@lru_cache(maxsize=1)
def _likely_money() -> Any:
    """A quick look for a digit beside a sign or code, which every amount has."""
    sign = f"(?:{'|'.join(_money_file().codes)}|{_signs()})"
    return set_of([f"{sign} ?(?:{_DIGIT})|(?:{_DIGIT}) ?{sign}"])


def _signs() -> str:
    return "|".join(re.escape(sign) for sign in sorted(_money_file().signs, key=len, reverse=True))
