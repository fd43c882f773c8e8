"""One identity for a claim across visits, whatever changes around its words."""

import hashlib
import re

from claims.text.fold import fold

_MONEY = re.compile(
    r"(?:[$£€₩¥₹₺฿]|(?:usd|eur|gbp|krw|jpy|aed|chf|rm|try|php|inr)\b)\s*\d[\d.,\s]*\d|(?:[$£€₩¥₹₺฿])\s*\d"
    r"|\d[\d.,]*\s*(?:[$£€₩¥₹₺฿]|(?:usd|eur|gbp|krw|jpy|aed|chf|try|php|inr|won|euros?|dollars?)\b)"
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
    text = _NOTE.sub(" ", _MONEY.sub(" ", text))
    return " ".join(_SIGNS.sub(" ", _POINT.sub(".", text)).split())


def claim_key(type_: str, quote: str, owner: str) -> str:
    """A key that a claim keeps from visit to visit, of its type, its words, and the key of its product or page."""
    parts = "\n".join((type_, owner, normalised(quote)))
    return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()
