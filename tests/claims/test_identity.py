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


def test_type_and_owner_tell_claims_apart() -> None:
    keys = {claim_key(type_, "It calms.", owner) for type_ in ("safety", "potency") for owner in ("a", "b")}
    assert len(keys) == 4
