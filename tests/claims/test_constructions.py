"""Constructions: what a prefilter is told of a frame."""

import pytest

from claims.patterns.constructions import EXOSOME, frame, likely
from claims.patterns.match import prefilter

LEXICONS = {"DRIP": "drips?|infus\\w+", "NEAR": "after<g2>needling", "STOP": "and"}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("<EXO><g2><DRIP>", f"{EXOSOME * 8} as an infusion"),
        ("<s2><DRIP>", "a slow evening drip"),
        ("<EXO><w3><NEAR>", f"{EXOSOME * 8} go on after your needling"),
        ("drip(?! feed)", "one drip"),
    ],
)
def test_the_prefilter_takes_what_the_frame_finds(pattern: str, text: str) -> None:
    assert frame(pattern, LEXICONS).search(text)
    assert prefilter([likely(pattern, LEXICONS)]).candidates(text)


def test_the_prefilter_leaves_out_what_has_none_of_the_words() -> None:
    assert not prefilter([likely("<EXO><g2><DRIP>", LEXICONS)]).candidates("a cream for the night")


def test_a_frame_that_looks_around_is_always_tried() -> None:
    assert prefilter([likely("drip(?! feed)", LEXICONS)]).candidates("nothing of the kind")
