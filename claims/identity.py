"""One identity for a claim across visits, whatever changes around its words."""

import hashlib
import re

from claims.text.fold import fold

_AMOUNT = r"\d+(?:[.,]\d+)*(?: \d{3}\b(?:[.,]\d+)*){0,3}"
_ALONE = r"(?<!\d)(?<!\d[.,])"  # no digit of a number that began before
_SIGN = "[$£€₩¥₹₺฿]"
_CODE = "(?:usd|eur|gbp|krw|jpy|aed|chf|php|inr)"
_MONEY = re.compile(
    rf"(?:{_SIGN}|\b(?:{_CODE}|rm))\s*{_AMOUNT}|{_ALONE}{_AMOUNT}\s*(?:{_SIGN}|(?:{_CODE}|euros?|dollars?)\b)"
)
# "try" and "won" are verbs too, and count beside an amount written as money is, with no noun behind that is tried.
_GROUPED = r"\d{1,3}(?:[., ]\d{3})+(?:[.,]\d\d)?(?![\d.,]*\d)"
_BEHIND = r"(?!\s*%)(?!\s*(?!(?:per|an?|each|for|only|and|or|instead)\b)\w)"
_VERBS = re.compile(
    rf"\btry\s*(?:{_GROUPED}|\d+[.,]\d\d(?!\d)){_BEHIND}"
    rf"|{_ALONE}(?:{_GROUPED}|\d+[.,]\d\d)\s*try\b{_BEHIND}|{_ALONE}(?:{_GROUPED}|\d{{5,}})\s*won\b{_BEHIND}"
)
# Pounds are a weight too, and a weight that is lost is what a claim says.
_POUNDS = re.compile(
    r"\b((?:costs?|priced at|price:|pays?|paid|charges?|charged)(?: only| just| from)?) \d[\d.,]* ?pounds?\b"
    r"|\d[\d.,]* ?pounds? sterling\b"
)
_NOTE = re.compile(r"\[\d+\]|[*†‡¹²³]")
_POINT = re.compile(r"(?<=\d)[.,](?=\d)")
_SIGNS = re.compile(r"[^\w.%]+|(?<!\d)\.|\.(?!\d)|_")


def normalised(sentence: str) -> str:
    """The sentence without what may change while the claim stays: case, punctuation, prices, marks, look-alikes."""
    text = fold(sentence).text.casefold()
    text = _POUNDS.sub(r"\1 ", text) if "pound" in text else text
    text = _VERBS.sub(" ", text) if "try" in text or "won" in text else text
    text = _NOTE.sub(" ", _MONEY.sub(" ", text))
    return " ".join(_SIGNS.sub(" ", _POINT.sub(".", text)).split())


def claim_key(type_: str, quote: str, owner: str) -> str:
    """A key that a claim keeps from visit to visit, of its type, its words, and the key of its product or page."""
    parts = "\n".join((type_, owner, normalised(quote)))
    return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()
