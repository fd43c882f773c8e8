"""Patterns: lexicons, gaps, boundaries, and a prefilter that loses nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.patterns.grammar import Grammar
from claims.patterns.match import Hit, Lexicons, Matcher, Pattern, PatternError, compiled, expand, set_of
from claims.patterns.needles import EDGE, Needles, _literal

LEXICONS = {"TREAT": "treat(?:s|ed|ing)?|cures?", "DISEASE": "eczema|acne", "DEEP": "very <TREAT>"}


def spans(pattern: str, text: str, *, bounded: bool = True) -> list[str]:
    matcher = Matcher([[pattern]], Lexicons(LEXICONS), bounded=bounded)
    return [text[hit.start : hit.end] for hit in matcher.hits(text)]


def test_puts_in_lexicons_also_within_each_other() -> None:
    assert spans("<DEEP><g1><DISEASE>", "They very treated bad acne") == ["very treated bad acne"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It treats eczema.", ["treats eczema"]),
        ("It treats stubborn, itchy eczema.", ["treats stubborn, itchy eczema"]),
        ("It treats much more stubborn eczema.", []),
        ("It treats you: eczema is another thing.", []),
        ("It treats (not eczema).", []),
    ],
)
def test_a_gap_stays_within_a_clause(text: str, found: list[str]) -> None:
    assert spans("<TREAT><g2><DISEASE>", text) == found


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("lift", "uplifting and lift", ["lift"]),
        ("no\\.? ?1", "our No. 1 choice, no 12", ["No. 1"]),
        ("état\\w*", "les états", ["états"]),
        ("cicatrisé", "cicatrisé!", ["cicatrisé"]),
        ("\\+20 %", "up +20 % now", ["+20 %"]),
    ],
)
def test_adds_boundaries_where_an_edge_is_a_word_character(pattern: str, text: str, found: list[str]) -> None:
    assert spans(pattern, text) == found


def test_leaves_boundaries_out_for_scripts_without_spaces() -> None:
    assert spans("엑소좀", "식물엑소좀을", bounded=False) == ["엑소좀"]


def test_numbers_rules_and_patterns() -> None:
    matcher = Matcher([["calm"], ["firm", "plump"]])
    assert matcher.hits("plump and calm") == (Hit(0, 0, 10, 14), Hit(1, 1, 0, 5))
    assert matcher.rules_in("plump and calm") == frozenset({0, 1})


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("(?<=a)b", "lookaround"),
        ("(a)\\1", "back-references"),
        ("(a", "missing"),
        ("<NOWHERE>", "no lexicon is named NOWHERE"),
    ],
)
def test_says_what_is_wrong_with_a_pattern(pattern: str, says: str) -> None:
    with pytest.raises(PatternError, match=says):
        compiled(expand(pattern, LEXICONS))


def test_lexicons_in_a_circle_are_refused() -> None:
    with pytest.raises(PatternError, match="circle"):
        expand("<A>", {"A": "<B>", "B": "<A>"})


# ¦ stands for an edge of a word.
PARTS = [
    ("reduc\\w* (?:fine )?lines?", [{"reduc"}, {"¦line"}]),
    ("(?:a|b)c", [{"ac", "bc"}]),
    ("treat(?:s|ed)?", [{"treat"}]),
    ("(?:bring\\w* down|ton(?:e|ing)) it", [{"¦down¦", "tone¦", "toning¦"}, {"¦it"}]),
    ("^ *home", [{"¦home"}]),
    ("[0-9]+ ?%", [{f"{digit}{end}" for digit in range(10) for end in ("¦%", "¦ %")}]),
    ("[0-9]{2,} ?b\\b", [{f"{digit}{end}" for digit in range(10) for end in ("b", "¦ ¦b")}]),
    ("e[!?]+x", [{"e¦!", "e¦?"}, {"!¦x", "?¦x"}]),
    ("[0-9]+\\w*", []),
    ("癌\\w*", [{"癌"}]),
    ("\\w*", []),
    ("(?:no [a-z]+|none) left", [{"no¦", "none¦"}, {"¦left"}]),
    ('[“"]best', [{"“¦best", '"¦best'}]),
    ("État\\w*", [{"état"}]),
    ("<DISEASE>\\w* of <DEEP>", [{"eczema", "acne"}, {"¦of¦ ¦very¦ ¦treat", "¦of¦ ¦very¦ ¦cure"}]),
]


@pytest.mark.parametrize(("pattern", "parts"), PARTS)
def test_cuts_a_pattern_into_what_must_be_there(pattern: str, parts: list[set[str]]) -> None:
    (found,) = Needles().of(Grammar(LEXICONS).parsed(pattern))
    assert [{literal.replace(EDGE, "¦") for literal in needle} for needle in found] == parts


def test_each_alternative_has_needles_of_its_own() -> None:
    found = list(Needles().of(Grammar().parsed("treat|cure skin")))
    assert found == [(frozenset({"treat"}),), (frozenset({f"cure{EDGE} {EDGE}skin"}),)]


def test_what_was_needed_to_find_needles_is_let_go_when_texts_come_and_later_patterns_are_found_all_the_same() -> None:
    words = Lexicons(LEXICONS)
    first = Matcher([["(?:<TREAT>|rid of)<g1><DISEASE>"]], words)
    assert words.haystack.needles._strings
    assert first.rules_in("treats some acne") == {0}
    assert not words.haystack.needles._strings
    assert _literal.cache_info().currsize == 0
    later = Matcher([["cure<g1><DISEASE>"], ["rid of"]], words)
    for text, found in (("to cure eczema", {0}), ("get rid of acne", {1}), ("skin", set())):
        assert later.rules_in(text) == found
    assert first.rules_in("get rid of acne") == {0}


PATTERNS = [
    "<TREAT><g2><DISEASE>",
    "acne|eczema<g1>skin",
    "\\w+ skin",
    "é\\w*",
    "(?:no|not)<g3>(?:treat|cure)\\w*",
    "(?:not\\w* of|cure(?:s|d)?)+ skin",
    "^ *not|skin$",
    "(?:of|acne){2,3}",
    "it",
    "(?:<TREAT>|rid of)<g1>(?:ra|ms|<DISEASE>)",
    "(?:ra|skin|\\w+ess)(?: very)? [2-8][0-9]?\\W*$",
    "[-–] ?(?:ra|ms)[+ ]?|[^\\w,]+ms",
    "(?-i:Ra) skin",
]
WORDS = st.sampled_from(
    [
        "treats",
        "acne",
        "eczema",
        "skin",
        "not",
        "été",
        "cure",
        ",",
        ";",
        "–",
        "of",
        "İ",
        "ß",
        "エ",
        "ſkin",
        "SKIN",
        "ıt",
        "ra",
        "Ra-ms",
        "brand",
        "rid",
        "27",
        "®",
        "™ms",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=9).map(" ".join))
def test_the_prefilter_loses_nothing(text: str) -> None:
    opened = [expand(pattern, LEXICONS) for pattern in PATTERNS]
    matcher = Matcher([[pattern] for pattern in PATTERNS], Lexicons(LEXICONS))
    found = {(hit.rule, hit.start, hit.end) for hit in matcher.hits(text)}
    plain = {
        (number, match.start(), match.end())
        for number, pattern in enumerate(opened)
        for match in compiled(pattern).finditer(text)
        if match.end() > match.start()
    }
    assert found == plain


# Edges of every kind: a word, a sign, and either of the two.
EDGES = ["acne", "\\+?acne%?", "%", "(?:acne|%)", "^acne|skin$", "\\W?skin", "(?:not|-)<g1>(?:acne|%)"]
SIGNS = st.sampled_from(["acne", "Acne", "skin", "%", "+", "-", " ", "not", "_", "é", "x"])


@settings(max_examples=200, deadline=None)
@given(st.lists(SIGNS, max_size=8).map("".join), st.booleans())
def test_a_quick_answer_is_the_exact_one(text: str, bounded: bool) -> None:
    for source in EDGES:
        pattern = Pattern(source, bounded=bounded)
        assert pattern.matches(text) == (compiled(source, bounded=bounded).search(text) is not None)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(SIGNS | st.sampled_from(["–", "®", "★", "skinny"]), max_size=8).map("".join),
    st.booleans(),
    st.integers(0, 9),
)
def test_places_are_the_exact_ones(text: str, bounded: bool, start: int) -> None:
    for source in [*EDGES, "[^\\w–]+skin", "[®™] ?(?:skin|acne)", "acne[–-]"]:
        pattern, end = Pattern(source, bounded=bounded), len(text) - 1
        matches = compiled(source, bounded=bounded).finditer(text, start, end)
        found = [match.span() for match in matches if match.end() > match.start()]
        assert list(pattern.spans(text, start, end)) == found
        assert pattern.first(text, start, end) == next(iter(found), None)


@pytest.mark.parametrize(
    ("pattern", "text", "likely"),
    [
        ("<TREAT><g1>ra", "It treats the brand", False),
        ("<TREAT><g1>ra", "It treats RA.", True),
        ("rid of", "a bridge of copper", False),
        (", [2-8][0-9]", "Anna, 1", False),
        ("(?:best|saw) \\w+", "jigsaw puzzles", False),
        ("(?-i:Dr\\.? [A-Z])\\w+", "Dr. Lee", True),
    ],
)
def test_a_literal_that_must_stand_alone_is_not_found_within_words(pattern: str, text: str, *, likely: bool) -> None:
    assert bool(Matcher([[pattern]], Lexicons(LEXICONS)).candidates(text)) == likely


def test_a_pattern_is_refused_before_it_is_used() -> None:
    with pytest.raises(PatternError, match="lookaround"):
        Pattern("(?=a)b")


def test_a_set_tells_which_patterns_stand_in_a_text() -> None:
    assert sorted(set_of(["acne", "skin", "hair"]).Match("Skin with acne")) == [0, 1]
