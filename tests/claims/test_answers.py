"""Short answers say what their question asks."""

import pytest

from claims.model import Block, Document, SiteKind
from claims.reading import read
from claims.rules.packs import load_library


def said(question: str, answer: str) -> dict[str, str]:
    """The statuses of what the answer says, by claim type."""
    blocks = (Block("Exosome facials"), Block(question), Block(answer))
    document = Document(key="p", address="", kind=SiteKind.CLINIC, lang="en", blocks=blocks)
    return {claim.type: claim.status for claim in read(document, load_library()).claims if claim.block == 2}


@pytest.mark.parametrize(
    ("question", "answer", "type_", "status"),
    [
        ("Are exosomes safe?", "Yes.", "safety", "asserted"),
        ("Are there side effects?", "None.", "safety", "asserted"),
        ("Are there side effects?", "Yes, now and then.", "safety", "cautioned"),
        ("Is it FDA approved?", "A: No.", "regulatory_status", "negated"),
        ("Is the serum cruelty-free?", "Always.", "natural_ethical", "asserted"),
    ],
)
def test_an_answer_is_read_with_its_question(question: str, answer: str, type_: str, status: str) -> None:
    assert said(question, answer).get(type_) == status


def test_an_answer_that_speaks_for_itself_is_read_by_itself() -> None:
    assert said("Are exosomes safe?", "Yes, they are well tolerated.")["safety"] == "asserted"


def test_an_answer_in_the_line_of_its_question_is_read_with_it() -> None:
    document = Document(
        key="p",
        address="",
        kind=SiteKind.CLINIC,
        lang="en",
        blocks=(Block("Exosomes"), Block("Vegan exosomes? Yes: always")),
    )
    said_in_line = [claim.status for claim in read(document, load_library()).claims if claim.type == "natural_ethical"]
    assert said_in_line == ["question", "asserted"]


def test_a_bare_answer_is_no_proof() -> None:
    assert said("Is it clinically proven?", "Yes.") == {}


def test_what_is_no_answer_says_nothing() -> None:
    assert said("Are exosomes safe?", "Nobody asked on Monday.") == {}
