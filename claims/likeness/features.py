"""The marks of a line by which it is likened to labelled ones: words, pairs of words, letters, the words before.

Each mark falls into one of a number of buckets by its checksum, so that no list of words is kept.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

BEFORE = 2  # lines above whose words count
LETTERS = (2, 3, 4, 5)  # how many letters in a row are a mark of their own
MARKS = "%?"
_TOKEN = re.compile(rf"\w+|[{MARKS}]")
_DIGIT = re.compile(r"\d")
# The letters of ASCII as plain words have them, all else but MARKS as a space.
_PLAIN = {
    code: "0" if sign.isdigit() else sign.lower() if sign in MARKS or sign.isalnum() or sign == "_" else " "
    for code, sign in enumerate(map(chr, range(128)))
}


def tokens(text: str) -> list[str]:
    """The words of a folded text as they stand there, with percent and question marks."""
    return _TOKEN.findall(text)


def places(text: str) -> list[tuple[int, int]]:
    """Where the same words stand."""
    return [found.span() for found in _TOKEN.finditer(text)]


def plain(token: str) -> str:
    """A word without regard to case, and with one sign for all digits."""
    return _DIGIT.sub("0", token.lower())


def plain_tokens(text: str) -> list[str]:
    """The plain words of a folded text."""
    if not text.isascii():
        return list(map(plain, tokens(text)))
    apart = text.translate(_PLAIN)
    for mark in MARKS:
        if mark in apart:
            apart = apart.replace(mark, f" {mark} ")
    return apart.split()


def word_bucket(word: str, buckets: int) -> int:
    """The bucket of a plain word."""
    return crc32(f"w{word}".encode("utf-8", "replace")) % buckets


def pair_bucket(first: str, second: str, buckets: int) -> int:
    """The bucket of two plain words in a row."""
    return crc32(f"w{first} {second}".encode("utf-8", "replace")) % buckets


def letter_buckets(word: str, buckets: int) -> list[int]:
    """The buckets of the letters of a plain word, its edges among them."""
    edged = f" {word} "
    runs = [edged[at : at + many] for many in LETTERS for at in range(max(1, len(edged) - many + 1))]
    return [crc32(f"c{run}".encode("utf-8", "replace")) % buckets for run in runs]


def before_bucket(word: str, buckets: int) -> int:
    """The bucket of a plain word that stands in a line above."""
    return crc32(f"b{word}".encode("utf-8", "replace")) % buckets


def line_buckets(words: Sequence[str], buckets: int) -> tuple[list[int], list[int]]:
    """The buckets of a line of plain words: those of words and pairs, and those of letters."""
    here = [word_bucket(word, buckets) for word in words]
    here += [pair_bucket(first, second, buckets) for first, second in pairwise(words)]
    return here, [bucket for word in words for bucket in letter_buckets(word, buckets)]
