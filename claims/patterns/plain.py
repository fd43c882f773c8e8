"""Texts and patterns as RE2 reads them: a byte for each character, in which the words of ASCII are all words.

Signs that patterns name (a dash, a degree) have bytes of their own, all other signs share one. A text with letters
beyond ASCII has no such form.
"""

import re
from functools import lru_cache

REMEMBERED = 512  # texts whose form is kept: many patterns are asked of one in turn
_SIGNS = "–…®™©°€£¥₩₹×≥≤±→•✓¿¡"
_CODES = [code for code in range(0x01, 0x1C) if not chr(code).isspace()]
_BYTES = str.maketrans(dict(zip(_SIGNS, map(chr, _CODES), strict=False)))
_OTHER = "\x7f"
_BEYOND = re.compile(r"[^\x00-\x7f]")
_NO_SIGN = re.compile(r"[^\W\x00-\x7f]|[^\S\x00-\x7f]|[\x00-\x08\x0e-\x1f\x7f]")
_RANGE = re.compile(r"[^\x00-\x7f]-[^\]]|[^\[^]-[^\x00-\x7f]")


@lru_cache(maxsize=REMEMBERED)
def data_of(text: str) -> bytes | None:
    """The form of a text, each character at its place; None where it has letters or spaces beyond ASCII."""
    if _NO_SIGN.search(text):
        return None
    return _BEYOND.sub(_OTHER, text.translate(_BYTES)).encode()


def readable(pattern: str) -> tuple[str, bool]:
    """A pattern for such texts, and whether it may be asked of texts that hold signs beyond ASCII at all."""
    if pattern.isascii():
        return pattern, True
    if _RANGE.search(pattern):
        return pattern, False
    plain = pattern.translate(_BYTES)
    return plain, not any(_is_sign(letter) for letter in plain)


def _is_sign(letter: str) -> bool:
    return not letter.isascii() and not letter.isalnum()
