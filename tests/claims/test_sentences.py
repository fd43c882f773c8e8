"""Sentences: where they end, what form they have, which line governs them."""

import time

import pytest

from claims.model import Block, Document, Form, SiteKind
from claims.text.sentences import LONGEST, NO_PROSE, Sentence, sentences_of, split


def page(*texts: str) -> tuple[Sentence, ...]:
    blocks = tuple(Block(text) for text in texts)
    return sentences_of(Document(key="p", address="", kind=SiteKind.BRAND, lang="en", blocks=blocks))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It costs approx. 5 pounds. Book now.", ["It costs approx. 5 pounds.", "Book now."]),
        ("Dr. Vale of the U.S. FDA agrees. We do too.", ["Dr. Vale of the U.S. FDA agrees.", "We do too."]),
        ("Is it safe? Yes! Use 1.5 ml.", ["Is it safe?", "Yes!", "Use 1.5 ml."]),
        ("It is of Ph. Eur. quality. Truly.", ["It is of Ph. Eur. quality.", "Truly."]),
        ("Step 1. Cleanse the skin. Step 2. Rest.", ["Step 1. Cleanse the skin.", "Step 2. Rest."]),
    ],
)
def test_splits(text: str, sentences: list[str]) -> None:
    assert [sentence for _, sentence in split(text, "en")] == sentences


def test_says_where_a_sentence_starts() -> None:
    text = "  It calms skin.  It firms skin."
    for start, sentence in split(text, "en"):
        assert text[start : start + len(sentence)] == sentence


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("• softer lines", Form.BULLET),
        ("- less redness", Form.BULLET),
        ("✓ Vegan", Form.BULLET),
        ("・ハリのある肌", Form.BULLET),
        ("期待できる効果", Form.HEADING),
        ("시술 후 주의사항", Form.HEADING),
        ("肌の内側からしっとりと潤い、ハリを取り戻します", Form.PARAGRAPH),
        ("ハリが出ます。", Form.PARAGRAPH),
        ("Is it safe?", Form.QUESTION),
        ("Q: Is it safe", Form.QUESTION),
        ("A: Yes, it is.", Form.ANSWER),
        ("What exosomes do", Form.HEADING),
        ("Price | 40 ml", Form.TABLE_ROW),
        ("Ingredients: Aqua, Glycerin, Rosa Damascena Callus Extract", Form.INGREDIENTS),
        ("전성분: 정제수、글리세린、엑소좀", Form.INGREDIENTS),
        ("Composición: Aqua, Glycerin, Exosomas", Form.INGREDIENTS),
        ("Exosomes calm the skin.", Form.PARAGRAPH),
    ],
)
def test_tells_the_form_from_the_shape(text: str, form: Form) -> None:
    assert page(text)[0].form is form


def test_a_block_of_known_form_keeps_it() -> None:
    blocks = (Block("softer lines", form=Form.BULLET),)
    document = Document(key="p", address="", kind=SiteKind.BRAND, blocks=blocks)
    assert sentences_of(document)[0].form is Form.BULLET


def test_knows_the_line_that_governs() -> None:
    found = page("What exosomes do", "They can:", "• calm skin", "• firm skin", "Sold in pairs.", "Is it safe?", "Yes.")
    assert [sentence.lead for sentence in found] == [None, 0, 1, 1, 0, None, 5]


def test_a_sentence_without_end_stays_bounded() -> None:
    started = time.process_time()
    found = page("exosome " * 250_000, "It calms.")
    assert max(len(sentence.text) for sentence in found) <= LONGEST
    assert sum(len(sentence.text) for sentence in found) <= NO_PROSE + len("It calms.")
    assert found[-1].text == "It calms."
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "text", ["", " \n ", "😀" * 500, "\u202eإكسوسوم\u202c للبشرة", "\x00\x01\x02", "..." * 400, "?" * 400]
)
def test_strange_text_is_only_text(text: str) -> None:
    assert all(sentence.text.strip() for sentence in page(text))
