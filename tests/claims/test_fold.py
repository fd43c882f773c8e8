"""Folding: what rules read, and the way back to what the page has."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("nо FDА-аррrоvеd ехоsоmе", "no FDA-approved exosome"),
        ("“quoted” ‘words’ and skin’s", "\"quoted\" 'words' and skin's"),
        ("fine\u00a0lines — a 30–50\u2009% drop", "fine lines – a 30–50 % drop"),
        ("exo\u00adsomes and exo\u200bsomes", "exosomes and exosomes"),
        ("re\u0301sultats e\ufb03caces", "résultats efficaces"),
        ("ＦＤＡ ａｐｐｒｏｖｅｄ", "FDA approved"),
        ("a\tb\r\nc\x07d", "a b  c d"),
        ("exo-\nsomes smooth wrin\u2010 \r\n  kles", "exosomes smooth wrinkles"),
        ("skin-\nSerum and 30-\n50 nm", "skin- Serum and 30- 50 nm"),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_leaves_other_scripts_alone() -> None:
    for text in ("Экзосомы для кожи", "Εξωσώματα για το δέρμα", "엑소좀 앰플", "エクソソーム美容液", "מתאים לעור"):
        assert fold(text).text == text


def test_leads_back_to_the_words_on_the_page() -> None:
    text = "Our exo\u00adsome serum is e\ufb03cient."
    found = fold(text)
    start = found.text.index("exosome")
    first, last = found.original(start, start + len("exosome"))
    assert text[first:last] == "exo\u00adsome"
    start = found.text.index("efficient")
    first, last = found.original(start, start + len("efficient"))
    assert text[first:last] == "e\ufb03cient"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_every_range_leads_back_into_the_text(text: str) -> None:
    found = fold(text)
    for start in range(len(found.text)):
        first, last = found.original(start, start + 1)
        assert 0 <= first < last <= len(text)
