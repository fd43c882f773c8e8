"""Plain text becomes paragraphs, headings, bullets and answers."""

from claims.model import Document, Form, SiteKind
from crawler.extract.dispatch import documents
from crawler.extract.page import Page
from crawler.extract.plain import text_document

ARTICLE = """A serum that talks to cells

The maker says its vesicles come from oat sprouts, and that the skin looks calmer and firmer after a month of it.

What Is In The Bottle?

Oat vesicles, water and glycerin, as the maker tells it on a page that lists little more than these three.

The skin reads the message

The message is old and short and much repeated in the press of the day.

• keeps water in
– calms
1. firms
Ingredients: Aqua, Avena Sativa Exosomes, Glycerin

Related Articles

Ten Ways To Sleep Better

A long story about sleep that has nothing to do with the first one, and goes on for a while about pillows and about tea.
"""


def read(text: str) -> Document:
    return text_document(text, SiteKind.PRESS, "https://paper.example/story?utm_source=x")


def test_each_line_is_one_block_with_its_form() -> None:
    forms = {block.text: block.form for block in read(ARTICLE).blocks}
    assert forms["A serum that talks to cells"] is Form.HEADING
    assert forms["What Is In The Bottle?"] is Form.HEADING
    assert forms["keeps water in"] is Form.BULLET
    assert forms["calms"] is Form.BULLET
    assert forms["firms"] is Form.BULLET
    assert forms["Ingredients: Aqua, Avena Sativa Exosomes, Glycerin"] is Form.INGREDIENTS


def test_a_line_written_like_a_sentence_is_no_heading_over_a_short_one() -> None:
    forms = {block.text: block.form for block in read(ARTICLE).blocks}
    assert forms["The skin reads the message"] is Form.ANSWER


def test_an_answer_stands_under_its_question() -> None:
    answer = next(block for block in read(ARTICLE).blocks if block.text.startswith("Oat vesicles"))
    assert answer.form is Form.ANSWER
    assert answer.trail == ("A serum that talks to cells", "What Is In The Bottle?")


def test_other_articles_are_furniture_under_no_heading_of_the_first() -> None:
    story = next(block for block in read(ARTICLE).blocks if block.text.startswith("A long story"))
    assert story.furniture
    assert story.trail == ("Ten Ways To Sleep Better",)


def test_markdown_headings_keep_their_level() -> None:
    last = read("# One\n\n## Two\n\n### Three\n\ntext.\n\n## Four\n\nmore text.\n").blocks[-1]
    assert last.trail == ("One", "Four")


def test_places_are_line_numbers_and_the_key_is_the_path() -> None:
    document = read("first line.\n\nthird line.\n")
    assert [block.place for block in document.blocks] == ["line 1", "line 3"]
    assert document.key == "/story"


def test_an_empty_text_has_no_blocks() -> None:
    assert read(" \n\ufeff\n").blocks == ()


def test_a_text_body_is_decoded_like_a_page() -> None:
    body = "Sérum à 40 €".encode("cp1252")
    page = Page("https://a.example/t.txt", "https://a.example/t.txt", "text/plain; charset=windows-1252", body, "text",
                SiteKind.BRAND)  # fmt: skip
    assert documents(page)[0].blocks[0].text == "Sérum à 40 €"
