"""Gates: what a line is and what it is about decide whether a claim may stand in it."""

import pytest

from claims.model import Block, Document, Form, SiteKind
from claims.reading import read
from claims.rules.packs import load_library

CLAIM = "It smooths fine lines."


def loud(*texts: str, kind: SiteKind = SiteKind.CLINIC, title: str = "") -> list[int]:
    """The numbers of the lines in which claims stand."""
    blocks = tuple(Block(text) for text in texts)
    document = Document(key="p", address="", kind=kind, title=title, lang="en", blocks=blocks)
    return sorted({claim.block for claim in read(document, load_library()).claims})


def test_a_page_that_never_names_exosomes_is_quiet() -> None:
    assert loud("Our new serum", CLAIM, "It boosts collagen.", kind=SiteKind.BRAND) == []


def test_a_title_is_enough() -> None:
    assert loud(CLAIM, title="Exosome serum | Bright & Co") == [0]


@pytest.mark.parametrize("name", ["exosome", "exosomal", "Exomes", "extracellular vesicles", "conditioned medium"])
def test_the_subject_has_many_names(name: str) -> None:
    assert loud(f"Our {name} cream", CLAIM) == [1]


def test_a_section_on_another_treatment_is_quiet_until_the_next_heading() -> None:
    lines = ("Exosome facials", "What is PRP?", "It boosts collagen.", "What is an exosome?", "It boosts collagen.")
    assert loud(*lines) == [4]


def test_a_line_that_begins_with_another_treatment_is_about_that() -> None:
    assert loud("Exosomes for skin", "PRP smooths fine lines.", "Exosomes smooth fine lines.") == [2]


def test_a_comparison_with_another_treatment_is_about_both() -> None:
    assert 1 in loud("Exosomes for skin", "They work better than PRP.")


def test_a_clause_on_another_treatment_is_about_that() -> None:
    assert loud("Exosomes for skin", "Fillers smooth fine lines; exosomes cost more.") == []
    assert loud("Exosomes for skin", "Fillers cost more; exosomes smooth fine lines.") == [1]


def test_a_page_on_a_wider_field_speaks_of_exosomes_only_where_it_names_them() -> None:
    lines = (
        "Stem cell therapy explained",
        "Stem cells come from many tissues.",
        "A doctor takes them.",
        "They regenerate damaged tissue.",
        "Exosomes regenerate damaged tissue.",
        "Costs",
        "Insurance pays for none of this.",
        "Ask for a plan.",
        "Bring your papers.",
        "Rest well before you come.",
        "They regenerate damaged tissue.",
    )
    assert loud(*lines) == [4]


def test_a_page_that_went_on_to_something_else_is_quiet() -> None:
    filler = [f"The market square number {number} was full of people that day." for number in range(14)]
    assert loud("Exosomes for skin", "They smooth fine lines.", *filler, "It smooths fine lines.") == [1]


@pytest.mark.parametrize(
    "line",
    [
        "Home > Skin > Smooths fine lines",
        "[3] Lee et al. Exosomes smooth fine lines. J Skin 2021;12:33",
        "Smooths fine lines serum $118",
        "Ingredients: Aqua, Smooths Fine Lines, Glycerin, Rosa Damascena Extract",
        "By Jane Smooths-Lines",
        "Start your journey to radiant skin!",
        "You may not use our products for any illegal purpose.",
        "She is an award-winning educator whose hands smooth fine lines.",
    ],
)
def test_some_kinds_of_line_carry_no_claim(line: str) -> None:
    assert loud("Exosomes for skin", line) == []


def test_furniture_carries_no_claim() -> None:
    blocks = (Block("Exosomes for skin"), Block(CLAIM, furniture=True))
    document = Document(key="p", address="", kind=SiteKind.BRAND, lang="en", blocks=blocks)
    assert read(document, load_library()).claims == ()


def test_the_subject_does_not_come_from_furniture() -> None:
    blocks = (Block("Exosomes", furniture=True), Block("Vitamin drips"), Block("They smooth fine lines."))
    document = Document(key="p", address="", kind=SiteKind.CLINIC, lang="en", blocks=blocks)
    assert read(document, load_library()).claims == ()


def test_a_long_page_about_something_else_is_open_only_around_its_teaser() -> None:
    filler = [f"The drip number {number} is mixed for you by a nurse." for number in range(30)]
    lines = ("Vitamin drips", *filler, "Exosomes smooth fine lines.", *filler[:8], "It boosts collagen.")
    assert loud(*lines) == [31]


def test_teaching_is_no_promise() -> None:
    assert loud("Exosomes for skin", "They play a role in wound healing.") == []
    assert loud("Exosomes for skin", "They speed up wound healing.") == [1]


def test_the_laboratory_is_another_world() -> None:
    lines = (
        "Exosomes FAQ",
        "Ultracentrifugation spins them down.",
        "Western blots find CD63.",
        "Electron microscopy shows their shape.",
        "They reduce inflammation.",
    )
    assert loud(*lines, kind=SiteKind.SCIENCE) == []


def test_another_treatment_late_in_a_line_is_not_what_it_begins_with() -> None:
    assert loud("Exosomes for skin", "It smooths fine lines for those who have had PRP.") == [1]


def test_a_page_may_come_to_its_subject_in_three_lines() -> None:
    assert 0 in loud(CLAIM, "Made for every skin.", "The exosome facial")


def test_a_heading_on_a_wider_page_takes_exosomes_up_only_near_them() -> None:
    field = ("Stem cell therapy explained", "Stem cells come from many tissues.", "A doctor takes them.")
    rest = ("Costs differ.", "Ask for a plan.", "Bring your papers.", "Parking is free.", "Call first.")
    heading = "Smoother fine lines and wrinkles"

    def heard(between: int) -> bool:
        lines = (*field, "Exosomes are small.", *rest[:between], heading, *rest)
        forms = [Form.HEADING if line == heading else Form.PARAGRAPH for line in lines]
        blocks = tuple(Block(line, form=form) for line, form in zip(lines, forms, strict=True))
        document = Document(key="p", address="", kind=SiteKind.CLINIC, lang="en", blocks=blocks)
        return lines.index(heading) in {claim.block for claim in read(document, load_library()).claims}

    assert [heard(between) for between in (0, 2, 5)] == [True, True, False]


def test_what_a_page_lists_of_other_pages_is_not_about_exosomes_until_they_are_named_again() -> None:
    lines = (
        "Exosomes for skin",
        "They smooth fine lines.",
        "Related articles",
        CLAIM,
        CLAIM,
        "Exosomes smooth fine lines.",
    )
    assert loud(*lines, kind=SiteKind.PRESS) == [1, 5]
    assert loud("Exosomes for skin", "12 minutes ago", "A lawyer calls the bill safe.", kind=SiteKind.PRESS) == []


def test_a_line_that_goes_on_about_another_treatment_is_about_that() -> None:
    lines = ("Exosomes and PRP", "PRP is made of your own blood.", "It smooths fine lines.", "It boosts collagen.")
    assert loud(*lines) == []
    assert loud(*lines, "Exosomes come ready made.", "They smooth fine lines.") == [5]


def test_a_word_that_takes_up_the_other_treatment_before_it_keeps_the_line_with_that() -> None:
    assert loud("Exosomes for skin", "For years retinoids were praised, for they smooth fine lines.") == []
    assert loud("Exosomes for skin", "They smooth fine lines without retinoids.") == [1]


def test_another_product_under_a_heading_of_its_own_is_not_about_exosomes() -> None:
    lines = ("Exosomes for skin", "Dormia Silicone Pads", "The pads smooth fine lines.", "Exosomes smooth fine lines.")
    assert loud(*lines, kind=SiteKind.BRAND) == [3]
    slogan = (
        "Exosomes for skin",
        "Dormia Silicone Pads",
        "Smooth Lines Overnight",
        CLAIM,
        "Exosomes smooth fine lines.",
    )
    assert loud(*slogan, kind=SiteKind.BRAND) == [4]


def test_brief_lines_lead_a_page_less_far_from_its_subject_than_long_ones() -> None:
    brief = [f"Fact {number}" for number in range(20)]
    long = [
        f"Fact {number} tells of a day on which the house by the river was open to all who came."
        for number in range(20)
    ]
    assert loud("Exosomes at work", *brief, CLAIM) == [21]
    assert loud("Exosomes at work", *long, CLAIM) == []


def test_a_line_that_begins_with_the_cells_that_exosomes_come_from_is_about_those() -> None:
    assert loud("Exosomes for skin", "Fat-derived stem cells (ASCs) have regenerative powers.") == []
    assert loud("Exosomes for skin", "Stem cells exert regenerative effects in two ways.") == []


def test_a_line_on_who_writes_promises_nothing() -> None:
    assert loud("Exosomes for skin", "With a passion for words, Ida reads peer-reviewed studies.") == []
