"""The identity of a claim: the same through what changes around it, another where its words do."""

import pytest

from claims.identity import claim_key, normalised


@pytest.mark.parametrize(
    "other",
    [
        "OUR SERUM SOFTENS FINE LINES – 30 ML",
        "Our serum “softens” fine lines, 30 ml.",
        "Our serum softens fine lines* 30 ml £49.00",
        "Our sеrum softens fine\u00a0lines [2], 30 ml, 49,90 €!",
    ],
)
def test_the_same_claim_keeps_its_key(other: str) -> None:
    sentence = "Our serum softens fine lines, 30 ml"
    assert normalised(other) == normalised(sentence)
    assert claim_key("anti_ageing", other, "p") == claim_key("anti_ageing", sentence, "p")


def test_numbers_that_are_no_price_stay() -> None:
    assert normalised("86.5 % saw less") == "86.5 % saw less"
    assert normalised("86,5 % saw less") == "86.5 % saw less"
    assert normalised("86 % saw less") != normalised("68 % saw less")


@pytest.mark.parametrize("text", ["She lost {} pounds with exosomes.", "{} pounds lighter", "Drop {} Pounds of fat!"])
def test_a_weight_in_pounds_is_no_price(text: str) -> None:
    assert "12 pounds" in normalised(text.format(12))
    assert normalised(text.format(12)) != normalised(text.format(20))


@pytest.mark.parametrize(
    "text",
    ["It costs {} pounds.", "Sessions priced at {} pounds each", "{} pounds sterling", "We charge only {} pounds"],
)
def test_a_price_in_pounds_may_change(text: str) -> None:
    assert normalised(text.format(49)) == normalised(text.format("1,250"))
    assert "49" not in normalised(text.format(49))


def test_a_price_is_the_same_in_words_and_by_its_sign() -> None:
    assert normalised("It costs 49 pounds.") == normalised("It costs £49.") == "it costs"


def test_type_and_owner_tell_claims_apart() -> None:
    keys = {claim_key(type_, "It calms.", owner) for type_ in ("safety", "potency") for owner in ("a", "b")}
    assert len(keys) == 4
