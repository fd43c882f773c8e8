"""The one identity of a claim across visits: its site, type, product and normalised sentence."""

import re
import unicodedata

_PRICE = re.compile(r"(?:[$€£¥₩]|usd|eur|gbp|krw|chf)\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥₩]|usd|eur|gbp|krw|chf)")
_NO_WORD = re.compile(r"[\W_]+")


def normalised(sentence: str) -> str:
    """A sentence without what small edits change: case, punctuation, spaces, prices."""
    folded = unicodedata.normalize("NFKC", sentence).casefold()
    return _NO_WORD.sub(" ", _PRICE.sub(" ", folded)).strip()
