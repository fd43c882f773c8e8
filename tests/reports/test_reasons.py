"""How many reasons lead a card, and where the others stand."""

from dataclasses import replace

from claims.model import Level
from reports.blocks import Card, Cards
from reports.material import Material
from reports.view import view
from tests.reports.build import ANNEX, MEDICINE, NOW, flag


def first_card(material: Material) -> Card:
    """The card that leads."""
    sections = {section.anchor: section for section in view(material, NOW, 1).sections}
    (cards,) = [block for block in sections["look-first"].blocks if isinstance(block, Cards)]
    return cards.cards[0]


def lines(card: Card, term: str) -> list[str]:
    """The rules that a fact names."""
    fact = next((fact for fact in (*card.facts, *card.evidence) if fact.term == term), None)
    return [part.text for line in (fact.lines if fact else ()) for part in line if part.style == "code"]


def flagged(rich: Material, *markets: str) -> Material:
    """The week with two critical reasons in each market on what leads."""
    provision = {"UK": MEDICINE, "EU": ANNEX}
    flags = tuple(
        flag(market, Level.CRITICAL, f"{market}-{number}", "A reason.", provision[market])
        for market in markets
        for number in (1, 2)
    )
    return replace(rich, claims=tuple(replace(c, flags=flags) if c.id == 1 else c for c in rich.claims))


def test_of_several_markets_each_gives_one_reason(rich: Material) -> None:
    card = first_card(flagged(rich, "UK", "EU"))
    assert sorted(lines(card, "Why flagged")) == ["EU-1", "UK-1"]
    assert sorted(lines(card, "Further reasons")) == ["EU-2", "UK-2"]


def test_a_single_market_gives_two(rich: Material) -> None:
    card = first_card(flagged(rich, "UK"))
    assert lines(card, "Why flagged") == ["UK-1", "UK-2"]
    assert not lines(card, "Further reasons")


def test_the_saved_copy_says_when_it_was_made_and_who_answered(rich: Material) -> None:
    moved = tuple(
        replace(c, places=tuple(replace(p, answered="https://other.example/iv") for p in c.places)) if c.id == 1 else c
        for c in rich.claims
    )
    card = first_card(replace(rich, claims=moved))
    copy = next(fact for fact in card.evidence if fact.term == "Saved copy")
    text = "".join(part.text for part in copy.lines[0])
    assert text.endswith("captured 14 November 2026, 05:40 UTC, status 200, answered by other.example/iv")
