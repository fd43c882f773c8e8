"""Constructions: what a prefilter is told of a frame."""

import pytest

from claims.patterns.constructions import EXOSOME, Frame, filter_of
from claims.patterns.match import PatternError
from claims.rules.packs import Pack, load_library
from claims.sources.routes import route_reader
from claims.sources.ties import source_reader

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
    assert Frame(pattern, LEXICONS).search(text)
    assert filter_of([pattern], LEXICONS).candidates(text)


def test_the_prefilter_leaves_out_what_has_none_of_the_words() -> None:
    assert not filter_of(["<EXO><g2><DRIP>"], LEXICONS).candidates("a cream for the night")


@pytest.mark.parametrize("pattern", ["drip(?! feed| (?:and|or) line)", "(?<!a )drip", "(?<=the )drip(?=\\))"])
def test_a_frame_is_tried_by_what_it_holds_and_not_by_what_it_looks_at(pattern: str) -> None:
    looks = filter_of([pattern], LEXICONS)
    assert looks.candidates("the drip)")
    assert not looks.candidates("feed and line")


def test_a_frame_that_looks_for_brackets_is_always_tried() -> None:
    assert filter_of(["drip(?![()])"], LEXICONS).candidates("nothing of the kind")


def test_says_what_is_wrong_with_a_frame() -> None:
    with pytest.raises(PatternError, match="correct the frame '\\(drip'"):
        Frame("(drip", LEXICONS).search("one drip")


@pytest.mark.parametrize("pack", load_library().packs, ids=lambda pack: pack.lang)
def test_every_frame_of_a_pack_can_be_used(pack: Pack) -> None:
    sources = source_reader(pack)
    assert sources is not None
    routes = route_reader(pack, sources)
    frames = [frame for tie in sources._frames for _, frame in tie.patterns]
    frames += [frame for rule in sources.roles._rules for _, frame, _ in rule.patterns]
    frames += [frame for rule in (routes._rules if routes else ()) for _, frame in rule.patterns]
    unless = [tie.unless for tie in sources._frames] + [rule.unless for rule in sources.roles._rules]
    unless += [rule.unless for rule in (routes._rules if routes else ())]
    assert all(frame.exact for frame in (*frames, *filter(None, unless)))
