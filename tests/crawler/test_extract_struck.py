"""What a page strikes through it says no more; a price that is struck through is the one asked before."""

import pytest

from claims.model import SiteKind
from crawler.extract.dispatch import documents
from crawler.extract.page import Page

ADDRESS = "https://a.example/serum"


def said(html: str) -> list[str]:
    page = Page(ADDRESS, ADDRESS, "text/html", html.encode(), "html", SiteKind.BRAND)
    return [block.text for document in documents(page) for block in document.blocks]


@pytest.mark.parametrize(
    "struck",
    [
        "<del>Our exosome drip cures eczema.</del>",
        "<s>Our exosome drip regrows hair in <b>4</b> weeks.</s>",
        "<strike>cures</strike>",
        '<span style="text-decoration: line-through">Heals scars.</span>',
        "<s>Heals <s>all</s> scars.</s>",
        '<del><a href="/eczema">Cures eczema.</a></del>',
        "<s>cures 12 diseases</s>",
        "<del>in 4 weeks</del>",
        "<s>90 % less redness</s>",
        "<s>90 %</s>",
        "<del>No. 1 in hair</del>",
        "<s>from 2 injections on</s>",
    ],
)
def test_words_that_are_struck_through_are_not_said(struck: str) -> None:
    assert said(f"<p>{struck}</p><p>It calms the {struck} skin.</p>") == ["It calms the skin."]


@pytest.mark.parametrize(
    "before",
    [
        "<del><span>£</span>135</del>",
        "<s>Regular price £135.00</s>",
        "<s>135 €</s>",
        "<del>135</del>",
        "<s>135,00</s>",
        "<s>from USD 135 each</s>",
        "<s>Ursprünglicher Preis war: 135 €</s>",
        "<s>135<sup>00</sup> €</s>",
        "<del>정가 135,000</del>",
        "<s>Was: 135</s>",
    ],
)
def test_a_price_that_is_struck_through_stays(before: str) -> None:
    (text,) = said(f"<p>{before} £110</p>")
    assert "135" in text
    assert "110" in text


def test_what_is_never_closed_strikes_no_other_paragraph_through() -> None:
    assert said("<p>One <s>two three.</p><p>Four five six.</p>")[-1] == "Four five six."


def test_a_border_within_what_is_struck_through_takes_no_word_from_what_follows() -> None:
    html = "<div><s>Cures eczema.<p>Calms the skin.</p>Cures acne.</s> Feels light.</div>"
    assert said(html)[-1].endswith("Feels light.")
