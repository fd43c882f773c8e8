"""The language of a page: as declared, else as its letters and commonest words show."""

from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from claims.model import Block, Document, SiteKind
from claims.scoring.units import document_of, parsed
from claims.text.language import language_of

GOLD = Path(__file__).parents[1] / "gold"


def page(text: str, lang: str = "") -> Document:
    """A page of one paragraph."""
    return Document("/page", "", SiteKind.BRAND, lang=lang, blocks=(Block(text),))


def gold_pages() -> list[Document]:
    """The pages of the gold, each with the language that people gave it."""
    pages: list[Document] = []
    for name in ("dev.jsonl", "dev-2.jsonl", "dev-lang.jsonl"):
        lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
        groups = groupby(parsed(lines, GOLD / name), key=lambda unit: unit.page)
        pages.extend(document_of(tuple(units)) for _, units in groups)
    return pages


def test_every_page_of_the_gold_is_read_in_its_language_declared_or_not() -> None:
    pages = gold_pages()
    assert [document.key for document in pages if language_of(document) != document.lang] == []
    undeclared = [document for document in pages if language_of(replace(document, lang="")) != document.lang]
    assert [document.key for document in undeclared] == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("엑소좀 앰플이 피부 장벽을 강화합니다", "ko"),
        ("エクソソームが肌を整えます", "ja"),
        ("外泌体面膜 修复肌肤", "zh"),
        ("เอ็กโซโซมช่วยลดริ้วรอย", "th"),
        ("Экзосомы помогают коже", "ru"),
        ("الإكسوسومات للعناية بالبشرة", "ar"),
        ("", "en"),
        ("30 ml", "en"),
    ],
)
def test_a_page_that_declares_none_is_told_by_its_letters(text: str, lang: str) -> None:
    assert language_of(page(text)) == lang


def test_a_wrong_declaration_gives_way_to_another_script_and_to_plenty_of_words() -> None:
    assert language_of(page("엑소좀 앰플이 피부 장벽을 강화합니다", "en")) == "ko"
    german = "Die Vesikel werden nach der Behandlung auf die Haut gegeben und sind für jeden Hauttyp geeignet. "
    assert language_of(page(german * 3, "en")) == "de"
    assert language_of(page("Die Haut und das Serum.", "en")) == "en"


def test_a_declared_language_stands_where_nothing_speaks_against_it() -> None:
    assert language_of(page("Exosome Serum 30 ml", "pt-BR")) == "pt"
    assert language_of(page("Exosome Serum", "fr_CA")) == "fr"


def test_furniture_does_not_count() -> None:
    menu = Block("der die das und ist für mit nicht von auf ein eine sie werden wird zu", furniture=True)
    text = Block("Our serum is made for you and for the skin that you have.")
    assert language_of(Document("/page", "", SiteKind.BRAND, blocks=(menu, text))) == "en"
