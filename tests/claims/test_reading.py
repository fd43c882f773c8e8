"""The reading of a page: what it gives, where it says nothing, and that no text can break it."""

import random
import time

import pytest

from claims.model import Block, Document, Form, Reading, SiteKind
from claims.reading import read
from claims.rules.packs import load_library


def page(*texts: str, lang: str = "en", form: Form = Form.PARAGRAPH) -> Reading:
    blocks = tuple(Block(text, form=form, place=f"p{number}", product="p-1") for number, text in enumerate(texts))
    document = Document(key="p", address="", kind=SiteKind.BRAND, title="Exosome serum", lang=lang, blocks=blocks)
    return read(document, load_library())


def test_a_claim_explains_itself() -> None:
    claim = page("Aqua.", "Our exosome serum may smooth fine lines.").claims[0]
    assert (claim.type, claim.status, claim.block, claim.place) == ("anti_ageing", "hedged", 1, "p1")
    assert claim.quote == "Our exosome serum may smooth fine lines."
    assert claim.quote[claim.span.start : claim.span.end] == claim.span.text == claim.why.words
    rules = [rule for pack in load_library().packs for rule in pack.rules if rule.id == claim.why.rule]
    assert [rule.version for rule in rules] == [claim.why.version]
    assert (claim.why.cue_words, claim.product, claim.experimental) == ("may", "p-1", False)


def test_the_span_is_the_words_of_the_page_whatever_was_folded() -> None:
    claim = page("Our sеrum smo\u00adoths “fine” lines.".replace("“fine” ", "fine ")).claims[0]
    assert claim.span.text == "smo\u00adoths fine lines"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Оur ехоsоmеs smооth finе linеs.", "smооth finе linеs"),
        ("Our exo\u00adsomes smooth fi\u00adne li\u00adnes.", "smooth fi\u00adne li\u00adnes"),
        ("“Exosomes” give you your skin’s ‘glow’ back.", "give you your skin’s ‘glow"),
        ("Our exo-\nsomes reduce wrin-\nkles.", "reduce wrin-\nkles"),
        ("Exomes smooth fine lines.", "smooth fine lines"),
        ("Umbillical cord exosomes smooth fine lines.", "smooth fine lines"),
        ("😀👩\u200d👧 Exosomes smooth \u200bfine lines 😀", "smooth \u200bfine lines"),
        ("\u202eExosomes\u202c smooth\u00a0fine\tlines", "smooth\u00a0fine\tlines"),
    ],
)
def test_strange_spelling_hides_no_claim_and_moves_no_span(text: str, words: str) -> None:
    claim = page(text).claims[0]
    assert claim.span.text == words
    assert claim.quote[claim.span.start : claim.span.end] == words


def test_a_misspelt_source_is_found_where_it_stands() -> None:
    source = page("Our exosomes come from Umbillical cord tissue.").sources[0]
    assert (source.class_, source.detail) == ("human", "umbilical_cord")
    assert source.quote[source.span.start : source.span.end] == source.span.text
    assert "Umbillical" in source.span.text


def test_one_sentence_makes_a_claim_of_a_type_once() -> None:
    types = [claim.type for claim in page("Exosomes smooth fine lines, reduce wrinkles and firm the skin.").claims]
    assert types.count("anti_ageing") == 1


def test_names_the_packs_that_took_part() -> None:
    reading = page("Exosomes smooth fine lines.")
    assert reading.lang == "en"
    assert reading.packs[0].startswith("english 1 ")


def test_a_language_without_a_pack_is_not_read() -> None:
    reading = page("Eksosomer gir glattere hud.", lang="nb")
    assert (reading.lang, reading.read, reading.claims) == ("nb", False, ())


def test_the_same_text_gives_the_same_reading() -> None:
    texts = ("Exosomes smooth fine lines.", "Are they safe?", "They may boost collagen.")
    assert page(*texts) == page(*texts)


STRANGE = [
    "",
    "\x00\x01\x1b[31m",
    "😀" * 3000,
    "\u202eexosomes smooth fine lines\u202c",
    "إكسوسوم يقلل التجاعيد " * 50,
    "exosomes " + "\u0301" * 500,
    "?" * 5000,
    "(" * 5000,
    '"' * 5001,
    "exosomes, " * 3000,
    "not " * 4000 + "smooth fine lines",
    "ﬁ" * 2000,
    "\ud7ff\ue000\ufffd",
]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_text_breaks_nothing(text: str) -> None:
    started = time.process_time()
    page(text, "Exosomes smooth fine lines.")
    assert time.process_time() - started < 5


def test_a_sentence_of_two_megabytes_is_read_in_bounded_time() -> None:
    said = ["exosomes smooth fine lines", "collagen", "may", "not"]
    words = said + [
        f"{first}{second}"
        for first in ("lo", "mi", "ta", "ver", "qu", "ber")
        for second in ("ra", "den", "pol", "sk", "nu")
    ]
    choose = random.Random(7)
    text = " ".join(choose.choice(words) for _ in range(345_000))
    assert len(text) >= 2_000_000
    started = time.process_time()
    page(text)
    assert time.process_time() - started < 30


def test_a_hundred_thousand_sentences_take_time_in_proportion() -> None:
    texts = [
        f"The parcel number {number % 997} left on time."
        if number % 10
        else f"Exosomes smooth fine lines in lot {number % 50}."
        for number in range(100_000)
    ]
    started = time.process_time()
    assert len(page(*texts).claims) >= 10_000
    assert time.process_time() - started < 30
