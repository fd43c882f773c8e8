"""Prices in text, with the currency that their sign, the page or the site's country tells."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from price_parser import Price
from pydantic.dataclasses import dataclass as checked

from claims import datafile
from claims.model import Money

_FILE = Path(__file__).with_name("currencies.yml")
_LAKHS = r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?(?!\d)"  # as India parts them: 1,25,000
_AMOUNT = rf"{_LAKHS}|\d{{1,3}}(?:[.,'’ ]\d{{3}})+(?:[.,]\d{{1,2}})?(?!\d)|"
_AMOUNT += r"\d+(?:[.,]\d{1,2})?(?!\d)"
# Digits of other scripts, and the marks between them, each as one of ASCII.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９٬٫，．", "0123456789" * 3 + ",.,.")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_LARGEST = Decimal(10) ** 9


@checked(frozen=True)
class SharedSign:
    """A sign that several currencies use."""

    default: str
    currencies: frozenset[str]


@checked(frozen=True)
class Currencies:
    """All of currencies.yml."""

    signs: dict[str, str]
    shared_signs: dict[str, SharedSign]
    countries: dict[str, str]
    codes: frozenset[str]


@lru_cache(maxsize=1)
def currencies() -> Currencies:
    """Signs, codes and countries, read once."""
    return datafile.read(_FILE, Currencies)


def currency_of_country(country: str) -> str:
    """The currency of a country, empty where it is not known."""
    return currencies().countries.get(country.upper(), "")


def currency_of_sign(sign: str, country: str = "") -> str:
    """The currency that a sign or code stands for on a site of the given country."""
    known = currencies()
    if sign.upper() in known.codes:
        return sign.upper()
    if sign in known.signs:
        return known.signs[sign]
    shared = known.shared_signs.get(sign) or known.shared_signs.get(sign.lower())
    if shared is None:
        return known.signs.get(sign.lower(), "")
    own = currency_of_country(country)
    return own if own in shared.currencies else shared.default


def amount_of(value: object) -> Decimal | None:
    """The amount that structured data states: a number, or a text such as `1.299,00 €`; None where it states none."""
    is_stated = isinstance(value, str | int | float) and not isinstance(value, bool)
    text = str(value).strip().translate(_DIGITS) if is_stated else ""
    if not text or len(text) > 40:
        return None
    try:
        amount = Decimal(text) if _PLAIN.fullmatch(text) else Price.fromstring(text).amount
    except InvalidOperation:
        return None
    return _bounded(amount)


def priced(value: object, currency: str) -> Money | None:
    """The same as money in a known currency."""
    amount = amount_of(value)
    return None if amount is None else Money(amount, currency)


@dataclass(frozen=True, slots=True)
class Found:
    """A price in a text and where it stands."""

    money: Money
    start: int
    end: int


def prices_in(text: str, country: str = "") -> tuple[Found, ...]:
    """Every price that a text names with a sign or a code, in order."""
    if not _hint().search(text):
        return ()
    text = text.translate(_DIGITS)
    found: list[Found] = []
    for match in _pattern().finditer(text):
        amount = _bounded(Price.fromstring(_money_text(match["first"] or match["second"])).amount)
        if amount is not None:
            code = currency_of_sign(match["before"] or match["after"], country)
            found.append(Found(Money(amount, code), match.start(), match.end()))
    return tuple(found)


def _bounded(amount: Decimal | None) -> Decimal | None:
    return amount if amount is not None and 0 < amount < _LARGEST else None


def _money_text(digits: str) -> str:
    """Digits as price-parser reads them: it takes a lone apostrophe or space for the end."""
    if re.fullmatch(_LAKHS, digits):
        return digits.replace(",", "")
    return digits.replace("'", "").replace("’", "").replace(" ", "")


@lru_cache(maxsize=1)
def _hint() -> re.Pattern[str]:
    """What every text with a price holds; a fast look before the slow one."""
    known = currencies()
    names = (*known.signs, *known.shared_signs, *known.codes)
    signs = "".join(re.escape(name[-1]) for name in names if not name[-1].isascii() or name[-1] == "$")
    words = sorted(name.rstrip(".") for name in names if name.isascii() and name[0].isalpha())
    return re.compile(rf"[{signs}]|(?<![^\W\d_])(?:{'|'.join(words)})(?![^\W\d_])")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    known = currencies()
    signs = [re.escape(sign) for sign in (*known.signs, *known.shared_signs)]
    words = sorted(signs, key=len, reverse=True) + sorted(known.codes)
    before = "|".join(rf"(?<![^\W\d_]){sign}" if sign[0].isalpha() else sign for sign in words)
    after = "|".join(rf"{sign}(?![^\W\d_])" if sign[-1].isalpha() and sign.isascii() else sign for sign in words)
    return re.compile(
        rf"(?P<before>{before})\s?(?P<first>{_AMOUNT})|(?<![\d.,])(?P<second>{_AMOUNT})\s?(?P<after>{after})"
    )
