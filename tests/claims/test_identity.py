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


@pytest.mark.parametrize(
    "text",
    [
        "Try {} weeks of exosomes.",
        "TRY {} WEEKS OF EXOSOMES",
        "Of 30 women {} try it again.",
        "In 20{} won over every patient.",
        "The clinic of 20{} won an award.",
        "Try 1,2{} drops.",
        "Try 1.{} ml of serum.",
        "1,2{} won back their skin.",
        "We perform {} sessions.",
        "In our country {} clinics offer it.",
        "$49, {} ml",
        "49 € for {} ml",
    ],
)
def test_words_that_are_codes_of_money_too_take_no_number_with_them(text: str) -> None:
    assert "12" in normalised(text.format(12))
    assert normalised(text.format(12)) != normalised(text.format(20))


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("A session at TRY {}.", ("1,250", "12.500,00", "49.90")),
        ("{} TRY per session", ("1.250", "12,500.00", "49,90")),
        ("Now {} won for a vial", ("50,000", "120 000", "9,900", "50000")),
        ("RM {} a vial", ("120", "1,250", "95.50")),
        ("EUR {} a vial", ("5", "49", "1 250,00")),
        ("{} usd a vial", ("5", "49", "1 250,00")),
    ],
)
def test_a_sum_in_any_of_these_moneys_may_change(text: str, sums: tuple[str, ...]) -> None:
    (said,) = {normalised(text.format(sum_)) for sum_ in sums}
    assert not any(sign.isdigit() for sign in said)


def test_type_and_owner_tell_claims_apart() -> None:
    keys = {claim_key(type_, "It calms.", owner) for type_ in ("safety", "potency") for owner in ("a", "b")}
    assert len(keys) == 4
