"""Flags: what is flagged, at which level, on what ground, and what is not."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from claims.law.flags import RANK, context_of, flags_of
from claims.law.markets import UnknownMarket, load_regulation
from claims.model import (
    Claim,
    Disclosure,
    Document,
    Flag,
    Level,
    Money,
    Offer,
    Reading,
    Role,
    Route,
    SiteKind,
    Source,
    Span,
    StatedSource,
    Status,
    Why,
)

WHY = Why("test.rule", 1, "words")
SENTENCE = "A sentence on exosomes."


def claim(type_: str, text: str = SENTENCE, status: Status = Status.ASSERTED, **more: str | int | bool) -> Claim:
    """A claim whose sentence is also its span."""
    block, product, experimental = (
        int(more.get("block", 0)),
        str(more.get("product", "")),
        bool(more.get("experimental")),
    )
    return Claim(type_, status, text, Span(text, 0), WHY, block=block, product=product, experimental=experimental)


def source(class_: str, detail: str, text: str = SENTENCE, role: Role = Role.STATED, block: int = 0) -> Source:
    """A source whose sentence is also its span."""
    return Source(class_, detail, role, text, Span(text, 0), WHY, block=block)


def route(name: str, text: str = SENTENCE, block: int = 0) -> Route:
    """A route whose sentence is also its span."""
    return Route(name, text, Span(text, 0), WHY, block=block)


def stated(*sources: tuple[str, str], product: str = "", disclosure: Disclosure | None = None) -> StatedSource:
    """What is known of the source of one thing on offer."""
    known = Disclosure.STATED if sources else Disclosure.UNDISCLOSED
    return StatedSource(product, product, disclosure or known, sources)


def flags(reading: Reading, *markets: str, kind: SiteKind = SiteKind.BRAND) -> tuple[Flag, ...]:
    """The flags of a reading of a page of the given kind."""
    document = Document("/page", "https://shop.example/page", kind)
    return flags_of(document, reading, markets or ("EU",), load_regulation())


def rules(found: Sequence[Flag]) -> dict[str, Level]:
    """The level by rule."""
    return {flag.rule: flag.level for flag in found}


def highest(found: Sequence[Flag]) -> Level | None:
    """The most pressing level."""
    return min((flag.level for flag in found), key=RANK.__getitem__, default=None)


def test_a_claim_is_flagged_with_its_ground() -> None:
    (flag,) = flags(Reading("en", claims=(claim("hair_growth"),)), "UK")
    assert (flag.market, flag.level, flag.nature, flag.rule) == (
        "UK",
        Level.HIGH,
        "needs_substantiation",
        "fun-uk-hair",
    )
    assert flag.reason.startswith("Hair regrowth or follicle claims need robust trials")
    assert flag.clears_if.startswith("A test on this product")
    assert [provision.id for provision in flag.provisions] == ["uk-cap-12-23", "uk-cap-adv-hair", "uk-cap-12-11"]
    assert {provision.market for provision in flag.provisions} == {"UK"}
    assert (flag.claim, flag.source, flag.confirmed, flag.general) == (0, None, True, False)


def test_a_hedged_claim_weighs_less_where_the_rule_says_so_and_an_attributed_one_does_not() -> None:
    levels = [
        highest(flags(Reading("en", claims=(claim("hair_growth", status=status),)), "UK"))
        for status in (Status.ASSERTED, Status.HEDGED, Status.ATTRIBUTED)
    ]
    assert levels == [Level.HIGH, Level.MEDIUM, Level.HIGH]


@pytest.mark.parametrize("status", [Status.NEGATED, Status.CAUTIONED, Status.QUESTION])
def test_what_the_page_does_not_stand_behind_is_not_flagged(status: Status) -> None:
    reading = Reading("en", claims=(claim("disease_treatment", status=status),), routes=(route("injection"),))
    assert flags(reading, "EU", "US", "KR") == ()


@pytest.mark.parametrize("kind", [SiteKind.PRESS, SiteKind.SCIENCE, SiteKind.REGULATOR])
def test_who_does_not_sell_is_not_flagged_but_told_of(kind: SiteKind) -> None:
    reading = Reading("en", claims=(claim("disease_treatment"),), sources=(source("human", "adipose"),))
    assert flags(reading, kind=kind) == ()
    document = Document("/page", "https://paper.example/page", kind)
    told = context_of(document, reading, ("EU",), load_regulation())
    assert {flag.nature for flag in told} == {"context"}


def test_a_human_source_is_flagged_once_for_the_thing_on_offer_and_weighs_on_its_claims() -> None:
    reading = Reading(
        "en",
        claims=(claim("collagen_elastin", "It builds collagen.", block=4), claim("tone_texture", "It glows.", block=5)),
        sources=(source("human", "umbilical_cord", "Exosomes of cord cells.", block=1),),
        stated=(stated(("human", "umbilical_cord")),),
    )
    found = flags(reading)
    on_thing = [flag for flag in found if flag.source == 0]
    assert rules(on_thing) == {"hum-eu-cosmetic": Level.CRITICAL}
    assert found[0].source == 0
    assert rules([flag for flag in found if flag.claim == 0]) == {
        "hum-eu-treatment": Level.CRITICAL,
        "fun-eu-collagen": Level.MEDIUM,
    }
    assert rules([flag for flag in found if flag.claim == 1]) == {"look-tone": Level.LOW}


def test_a_claim_whose_own_sentence_states_the_source_carries_that_flag_too() -> None:
    reading = Reading("en", claims=(claim("tone_texture"),), sources=(source("human", "adipose"),))
    assert rules([flag for flag in flags(reading) if flag.claim == 0])["hum-eu-cosmetic"] is Level.CRITICAL


@pytest.mark.parametrize("role", [Role.COMPARED, Role.GENERAL, Role.DENIED])
def test_only_stated_sources_count(role: Role) -> None:
    reading = Reading("en", claims=(claim("tone_texture"),), sources=(source("human", "adipose", role=role),))
    assert rules(flags(reading)) == {"look-tone": Level.LOW}


def test_the_patients_own_material_is_not_taken_for_a_donors() -> None:
    own = "Exosomes of your own blood are drawn and put back."
    reading = Reading(
        "en",
        claims=(claim("cell_regeneration", "It renews cells.", block=2),),
        sources=(source("human", "platelet_blood", own),),
        stated=(stated(("human", "platelet_blood")),),
    )
    found = rules(flags(reading))
    assert "hum-eu-cosmetic" not in found
    assert "hum-eu-treatment" not in found
    assert found["hum-autologous"] is Level.HIGH


def test_no_source_named_is_flagged_for_the_thing_and_for_claims_on_the_body() -> None:
    found = flags(Reading("en", claims=(claim("collagen_elastin"),), stated=(stated(),)))
    assert rules([flag for flag in found if flag.source == 0]) == {"src-undisclosed-eu-uk": Level.MEDIUM}
    assert rules([flag for flag in found if flag.claim == 0])["src-undisclosed-claims"] is Level.HIGH


def test_bare_exosome_wording_without_a_source_is_flagged_in_korea() -> None:
    reading = Reading("en", claims=(claim("hydration_barrier", "엑소좀 수분 크림"),), stated=(stated(),))
    assert rules(flags(reading, "KR"))["src-kr-unnamed"] is Level.MEDIUM
    named = Reading(
        "ko", claims=(claim("hydration_barrier", "식물 엑소좀 수분 크림"),), stated=(stated(("plant", "rose")),)
    )
    assert "src-kr-unnamed" not in rules(flags(named, "KR"))


def test_sources_that_do_not_fit_together_are_flagged_with_each_of_them() -> None:
    both = stated(("human", "adipose"), ("plant", "rose"), disclosure=Disclosure.CONFLICT)
    found = rules(flags(Reading("en", stated=(both,))))
    assert found == {"hum-eu-cosmetic": Level.CRITICAL, "src-conflict": Level.MEDIUM, "src-plant-eu-uk": Level.LOW}


def test_each_product_has_its_own_source() -> None:
    reading = Reading(
        "en",
        claims=(
            claim("cell_regeneration", "It renews cells.", block=1, product="/a"),
            claim("cell_regeneration", "It renews cells.", block=2, product="/b"),
            claim("cell_regeneration", "They renew cells.", block=3),
        ),
        stated=(stated(("human", "adipose"), product="/a"), stated(("plant", "rose"), product="/b")),
    )
    found = flags(reading)
    human = [(flag.rule, flag.claim, flag.source) for flag in found if flag.rule.startswith("hum-")]
    assert human == [("hum-eu-cosmetic", None, 0), ("hum-eu-treatment", 0, None)]


def test_what_two_products_share_counts_for_what_is_said_of_both() -> None:
    reading = Reading(
        "en",
        claims=(claim("cell_regeneration", "They renew cells."),),
        stated=(stated(("human", "adipose"), product="/a"), stated(("human", "adipose"), product="/b")),
    )
    assert "hum-eu-treatment" in rules([flag for flag in flags(reading) if flag.claim == 0])


def test_a_route_is_flagged_for_the_thing_and_for_claims_of_its_sentence() -> None:
    reading = Reading(
        "en",
        claims=(claim("tone_texture", "Injected for glow.", block=1), claim("tone_texture", "A glow.", block=2)),
        routes=(route("injection", "Injected for glow.", block=1),),
        stated=(stated(("plant", "rose")),),
    )
    found = [(flag.claim, flag.source) for flag in flags(reading) if flag.rule == "route-eu-inject"]
    assert found == [(None, 0), (0, None)]


def test_a_route_that_is_ruled_out_is_not_flagged() -> None:
    text = "For external use only, never inject the exosomes."
    assert flags(Reading("en", routes=(route("injection", text),), stated=(stated(("plant", "rose")),)), "KR") == ()


def test_words_alone_are_searched_where_something_was_read() -> None:
    offer = Offer("Exosome facial", Money(Decimal(90), "GBP"), quote="Exosome facial £90, flash sale, 30% off")
    found = flags(Reading("en", offers=(offer,), stated=(stated(("plant", "rose")),)), "UK", kind=SiteKind.CLINIC)
    assert rules(found)["rap-offer"] is Level.MEDIUM


def test_words_that_point_to_human_material_count_only_where_it_is_not_stated() -> None:
    text = "Our conditioned medium exosomes moisturise."
    unnamed = Reading("en", claims=(claim("hydration_barrier", text),), stated=(stated(),))
    named = Reading("en", claims=(claim("hydration_barrier", text),), stated=(stated(("human", "adipose")),))
    assert rules(flags(unnamed, "UK"))["hum-hint-eu-uk"] is Level.HIGH
    assert "hum-hint-eu-uk" not in rules(flags(named, "UK"))


def test_what_the_thing_is_called_is_flagged_for_the_thing_alone() -> None:
    reading = Reading("en", claims=(claim("hydration_barrier", "Our exosome cream hydrates."),), stated=(stated(),))
    found = [(flag.claim, flag.source) for flag in flags(reading, "CN") if flag.rule == "src-cn-pseudo"]
    assert found == [(None, 0)]


def test_look_alike_letters_do_not_hide_a_word() -> None:
    reading = Reading("en", claims=(claim("regulatory_status", "The serum is FDА аpproved."),))
    assert rules(flags(reading, "US"))["reg-fda-approved"] is Level.CRITICAL


@pytest.mark.parametrize(
    "text",
    [
        "Our clinic works with FDA-approved laser equipment and exosomes.",
        "Minoxidil is FDA approved, exosomes are new.",
        "No exosome product is FDA approved yet.",
    ],
)
def test_an_approval_of_something_else_is_not_taken_for_one_of_exosomes(text: str) -> None:
    reading = Reading("en", claims=(claim("regulatory_status", text),))
    assert "reg-fda-approved" not in rules(flags(reading, "US", "EU"))


def test_a_second_claim_in_the_sentence_can_be_asked_for() -> None:
    alone = Reading("en", claims=(claim("quantified_efficacy"),))
    beside = Reading("en", claims=(claim("quantified_efficacy"), claim("collagen_elastin")))
    assert "sub-number-function" not in rules(flags(alone))
    assert rules(flags(beside))["sub-number-function"] is Level.HIGH


def test_a_market_without_a_provision_of_its_own_shows_its_default_ones_as_general() -> None:
    (flag,) = flags(Reading("en", claims=(claim("rapid_or_lasting"),)), "JP")
    assert flag.general
    assert [provision.id for provision in flag.provisions] == ["jp-pmd-66"]
    assert {provision.market for provision in flag.comparison} == {"EU", "UK", "US"}


def test_what_no_confirmed_provision_carries_is_marked_and_never_critical() -> None:
    reading = Reading("en", claims=(claim("disease_treatment", "It helps with lupus on exosomes."),))
    found = {flag.rule: flag for flag in flags(reading, "OTHER")}
    assert found["med-serious"].provisions == ()
    assert not found["med-serious"].confirmed
    assert found["med-serious"].level is Level.HIGH
    every = [flag for market in load_regulation().markets for flag in flags(reading, market.market)]
    assert not [flag for flag in every if flag.level is Level.CRITICAL and not flag.confirmed]


def test_what_an_experimental_pack_read_is_never_critical() -> None:
    sure = Reading("de", claims=(claim("disease_treatment"),))
    unsure = Reading("de", claims=(claim("disease_treatment", experimental=True),))
    assert highest(flags(sure)) is Level.CRITICAL
    assert highest(flags(unsure)) is Level.HIGH


def test_context_stands_beside_another_flag_and_never_above_it() -> None:
    text = "Our exosome care is part of regenerative medicine and hydrates."
    found = flags(Reading("en", claims=(claim("hydration_barrier", text),)), "US")
    assert rules(found) == {"look-hydration": Level.LOW, "ctx-regenmed": Level.LOW}
    assert flags(Reading("en", routes=(route("topical", text),)), "US") == ()


def test_ireland_adds_only_what_is_its_own_to_the_union() -> None:
    reading = Reading("en", claims=(claim("safety", "Natural and so safe: exosomes."), claim("hair_growth")))
    both = flags(reading, "EU", "IE")
    assert [flag.rule for flag in both if flag.market == "IE"] == ["nat-safe"]
    assert "ie-asai-hb" in [provision.id for flag in both if flag.market == "IE" for provision in flag.provisions]
    assert {flag.rule for flag in flags(reading, "IE")} >= {"nat-safe", "fun-eu-hair"}


def test_florida_is_read_with_the_united_states() -> None:
    reading = Reading("en", claims=(claim("pain_orthopaedic", "In Florida exosomes ease joint pain."),))
    told = next(flag for flag in flags(reading, "US") if flag.rule == "med-us-fl-state")
    assert [provision.market for provision in told.provisions] == ["US-FL", "US"]


def test_a_page_without_a_thing_on_offer_keeps_its_flags() -> None:
    found = flags(Reading("en", sources=(source("human", "adipose"),)))
    assert [(flag.rule, flag.claim, flag.source) for flag in found] == [("hum-eu-cosmetic", None, None)]


def test_an_empty_reading_has_no_flags_and_an_unknown_market_is_an_error() -> None:
    assert flags(Reading("en")) == ()
    with pytest.raises(UnknownMarket, match="no market is named 'ZZ'"):
        flags(Reading("en", claims=(claim("safety"),)), "ZZ")


def test_flags_come_in_the_same_order_each_time_and_things_first() -> None:
    reading = Reading(
        "en",
        claims=(claim("safety"), claim("hair_growth")),
        routes=(route("injection"),),
        stated=(stated(("human", "adipose")),),
    )
    first, second = flags(reading, "EU", "US"), flags(reading, "EU", "US")
    assert first == second
    keys = [(-1 if flag.claim is None else flag.claim, RANK[flag.level]) for flag in first]
    assert keys == sorted(keys)


def test_what_only_looks_like_a_claim_or_put_so_is_never_critical() -> None:
    ruled = claim("disease_treatment")
    likened = replace(ruled, why=replace(ruled.why, rule="en.likeness.disease_treatment"))
    put = replace(ruled, why=replace(ruled.why, cue="likeness"))
    found = [
        flags(Reading("en", claims=(one,), routes=(route("injection"),)), "EU", "US", "KR")
        for one in (ruled, likened, put)
    ]
    levels = [highest([flag for flag in each if flag.claim == 0]) for each in found]
    assert levels == [Level.CRITICAL, Level.HIGH, Level.HIGH]


def test_a_market_that_is_named_twice_flags_once() -> None:
    reading = Reading("en", claims=(claim("disease_treatment"),))
    assert flags(reading, "UK")
    assert flags(reading, "UK", "UK") == flags(reading, "UK")
