"""What a reader with ten minutes sees first, where nearly everything is critical."""

from dataclasses import replace

from claims.model import Level, Status
from db.known import KnownClaim
from db.model import ChangeKind
from reports.blocks import Cards
from reports.material import Material
from reports.view import view
from tests.reports.build import ANNEX, MEDICINE, NOW, SINCE, UNTIL, change, claim, flag, place


def said(number: int, type_: str, **more: object) -> KnownClaim:
    """A critical claim of a site of its own."""
    address = f"https://shop-{number}.example/"
    reasons = (flag("EU", Level.CRITICAL, f"rule-{number}", "A reason.", ANNEX),)
    made = claim(number, f"shop-{number}", type_, f"Sentence number {number}.", "number", Level.CRITICAL,
                 place(address, f"Page {number}"))  # fmt: skip
    return replace(made, **{"flags": reasons, **more})  # type: ignore[arg-type]


def order(*claims: KnownClaim, kinds: dict[int, ChangeKind] | None = None) -> list[int]:
    """The numbers of the claims in the order of their cards."""
    changes = tuple(change(c.id, (kinds or {}).get(c.id, ChangeKind.NEW), c) for c in claims)
    material = Material("regulator", SINCE, UNTIL, changes=changes, claims=claims)
    sections = {section.anchor: section for section in view(material, NOW, 1).sections}
    (cards,) = [block for block in sections["look-first"].blocks if isinstance(block, Cards)]
    return [int(card.title[0].text.removeprefix("shop-")) for card in cards.cards]


def test_among_the_critical_a_disease_comes_before_looks() -> None:
    assert order(said(1, "anti_ageing"), said(2, "tone_texture"), said(3, "disease_treatment")) == [3, 1, 2]


def test_what_is_back_comes_before_what_is_new() -> None:
    kinds = {2: ChangeKind.RETURNED}
    assert order(said(1, "disease_treatment"), said(2, "anti_ageing"), kinds=kinds) == [2, 1]


def test_a_stable_reading_and_a_confirmed_provision_come_first() -> None:
    weak = flag("UK", Level.CRITICAL, "rule", "A reason.", MEDICINE)
    doubtful = said(1, "disease_treatment", experimental=True)
    unconfirmed = said(2, "disease_treatment", flags=(weak,))
    assert order(doubtful, unconfirmed, said(3, "anti_ageing")) == [3, 2, 1]


def test_more_rules_markets_pages_and_plainer_words_come_first() -> None:
    two = (flag("EU", Level.CRITICAL, "a", "A reason.", ANNEX), flag("EU", Level.CRITICAL, "b", "A reason.", ANNEX))
    wide = tuple(place(f"https://shop-2.example/{n}", "Page") for n in range(3))
    claims = (
        said(1, "safety", status=Status.HEDGED),
        said(2, "safety", places=wide),
        said(3, "safety", flags=two),
        said(4, "safety"),
    )
    assert order(*claims) == [3, 2, 4, 1]


def test_praise_comes_last_whatever_its_level() -> None:
    praise = said(1, "superiority")
    high = said(2, "anti_ageing", level=Level.HIGH, flags=(flag("EU", Level.HIGH, "r", "A reason.", ANNEX),))
    assert order(praise, high) == [2, 1]


def test_what_no_rule_finds_comes_after_what_rules_find_and_is_marked() -> None:
    likened = said(1, "disease_treatment", rule="en.likeness.disease_treatment")
    assert order(likened, said(2, "anti_ageing")) == [2, 1]
    material = Material("regulator", SINCE, UNTIL, changes=(change(1, ChangeKind.NEW, likened),), claims=(likened,))
    (cards,) = [
        block for section in view(material, NOW, 1).sections for block in section.blocks if isinstance(block, Cards)
    ]
    (card,) = cards.cards
    assert "Looks like a claim" in card.tags
    told = str(card)
    assert "looks like one by its words, no rule finds it" in told
    assert "looks like a claim, no rule finds it" in told
    assert "en.likeness.disease_treatment" in told
