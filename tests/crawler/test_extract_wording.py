"""Runs of text made alike."""

import pytest

from crawler.extract.wording import squashed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vitamin C – 20 %", "vitamin-c (20%)"),
        ("It’s “new”_now", "Its NEW now"),
        ("엑소좀 세럼!", "엑소좀세럼"),
        ("STRASSE, 5", "Straße 5"),
        ("x²", "X ²"),
    ],
)
def test_letters_and_digits_make_texts_the_same(one: str, other: str) -> None:
    assert squashed(one) == squashed(other) != ""


def test_every_sign_is_told_from_letters_alike() -> None:
    ascii_only = "".join(map(chr, range(128)))
    assert squashed(ascii_only) == squashed(f"{ascii_only}–")
