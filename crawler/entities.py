"""The signs that HTML writes with an ampersand, as characters."""

import html
import re

# More digits than any character has; Python refuses to read numbers of thousands of them.
_NO_CHARACTER = re.compile(r"&#(?:[0-9]{30,}|[xX][0-9a-fA-F]{30,});?")
_REPLACEMENT = "\ufffd"


def unescape(text: str) -> str:
    """The text with its signs as characters; a number that no character has becomes the sign for an unknown one."""
    return html.unescape(legible(text))


def legible(text: str) -> str:
    """The text with the sign for an unknown character in the place of each number that no character has."""
    return _NO_CHARACTER.sub(_REPLACEMENT, text) if "&#" in text else text
