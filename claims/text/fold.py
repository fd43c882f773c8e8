"""Folding: the text as rules read it, with a way back to the text as the page has it."""

import re
import unicodedata
from typing import NamedTuple

# Letters of other scripts that look like Latin ones; only folded in text that is Latin for the rest.
_CYRILLIC = dict(
    zip(
        "АВЕКМНОРСТХУЅІЈԛԝавеорсухѕіјһԁкмтпгԛ",
        "ABEKMHOPCTXYSIJqwabeopcyxsijhdkmtnrq",
        strict=True,
    )
)
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινυ", "ABEZHIKMNOPTYXoivu", strict=True))
_LOOK_ALIKES = str.maketrans({**_CYRILLIC, **_GREEK})

_PLAIN = {
    **dict.fromkeys("‘’‚‛′´`ʼ＇", "'"),
    **dict.fromkeys("“”„‟″«»＂", '"'),
    **dict.fromkeys("‐‑‒−﹣－", "-"),
    **dict.fromkeys("—―", "–"),
    **dict.fromkeys(
        "\t\n\r\v\f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
        " ",
    ),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "＇＂－"},
    **dict.fromkeys((chr(code) for code in range(0x20) if chr(code) not in "\t\n\r\v\f"), " "),
    "\x7f": " ",
}
_PLAIN_TABLE = str.maketrans(_PLAIN)
_GONE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNEVEN = re.compile("[\u0300-\u036fﬀ-ﬆ]")
_OTHER_SCRIPT = re.compile("[\u0370-\u052f]")
_LATIN = re.compile("[A-Za-z]")
_CUT = re.compile(r"(?<=[^\W\d_])[-\u2010][ \t\r]*\n[ \t\r]*(?=[^\W\d_])")  # a word that a line's end cut in two


class Folded(NamedTuple):
    """Folded text; `offsets[i]` is where character i stands in the original, None where nothing moved."""

    text: str
    length: int
    offsets: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original text that a range of the folded text came from."""
        if self.offsets is None or end <= start:
            return start, end
        last = self.offsets[end] if end < len(self.offsets) else self.length
        return self.offsets[start], max(last, self.offsets[end - 1] + 1)


def fold(text: str) -> Folded:
    """The text with look-alike letters, quotes, spaces and dashes made plain, and the invisible taken out.

    Case stays. Dashes longer than a hyphen become an en dash, every quotation mark a straight one. A word that a
    hyphen and a line's end cut in two is whole again.
    """
    if text.isascii() and text.isprintable():
        return Folded(text, len(text))
    plain = _without_look_alikes(text.translate(_PLAIN_TABLE))
    cut = [found.span() for found in _CUT.finditer(text) if text[found.end()].islower()]
    if not (cut or _GONE.search(plain) or _UNEVEN.search(plain)):
        return Folded(plain, len(text))
    return _moved(plain, len(text), frozenset(place for start, end in cut for place in range(start, end)))


def _without_look_alikes(text: str) -> str:
    """Look-alikes folded where every letter of their script in the text is one, or most letters are Latin."""
    foreign = _OTHER_SCRIPT.findall(text)
    if not foreign:
        return text
    strange = sum(1 for letter in foreign if ord(letter) not in _LOOK_ALIKES and letter.isalpha())
    if strange * 4 > len(_LATIN.findall(text)):
        return text
    return text.translate(_LOOK_ALIKES)


def _moved(text: str, length: int, cut: frozenset[int]) -> Folded:
    """Text with invisible marks and cuts taken out, ligatures opened and loose accents joined, with an offset map."""
    letters: list[str] = []
    offsets: list[int] = []
    for position, letter in enumerate(text):
        if position in cut or _GONE.match(letter):
            continue
        if letters and unicodedata.combining(letter):
            joined = unicodedata.normalize("NFC", letters[-1] + letter)
            if len(joined) == 1:
                letters[-1] = joined
                continue
        for part in _LIGATURES.get(letter, letter):
            letters.append(part)
            offsets.append(position)
    return Folded("".join(letters), length, tuple(offsets))
