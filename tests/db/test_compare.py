"""Which wording found is which wording before."""

from dataclasses import replace

import pytest

from claims.identity import normalised
from claims.model import Status
from db.compare import Wording, pair

LONG = (
    "in all of our six clinics across the country, by a team of nurses and doctors who have been with us for very long."
)


def wording(
    number: int, text: str, *, kind: str = "hair_growth", place: str = "", status: Status = Status.ASSERTED
) -> Wording:
    """One wording of a claim."""
    return Wording(number, kind, "", status, normalised(text), place)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Exosomes regrow hair in four weeks.", "Exosomes regrow hair in four weeks!", True),
        ("Exosomes regrow hair in four weeks.", "Exosomes regrov hair in four weeks.", True),
        ("Exosomes regrow hair, now for €49.", "Exosomes regrow hair, now for €59.", True),
        ("Exosomes regrow hair in 4 weeks.", "Exosomes regrow hair in 8 weeks.", False),
        ("Exosomes regrow hair in four weeks.", "Exosomes quickly regrow hair in four weeks.", False),
        (f"Exosomes treat eczema {LONG}", f"Exosomes treat autism {LONG}", False),
        (f"Exosomes treat eczema {LONG}", f"Exosomes treat eczema, MS {LONG}", False),
        (f"Exosomes treat eczema and ALS {LONG}", f"Exosomes treat eczema and MND {LONG}", False),
        (f"Exosomes calm hypotension {LONG}", f"Exosomes calm hypertension {LONG}", False),
        (f"Exosomes regrow hair {LONG}", f"Exosomes re-grow hair {LONG}", True),
        (f"Exosomes treat tumours {LONG}", f"Exosomes treat tumors {LONG}", True),
        (
            "エクソソームは湿疹を治すとのお声を、全国六つのクリニックで多くの患者さまからいただいております",
            "エクソソームは肺癌を治すとのお声を、全国六つのクリニックで多くの患者さまからいただいております",
            False,
        ),
    ],
)
def test_small_and_larger_edits(before: str, after: str, same: bool) -> None:
    (found,) = pair([wording(0, after)], [wording(0, before)])
    assert found.same is same


def test_a_status_is_no_small_edit() -> None:
    before = wording(0, "Exosomes regrow hair in four weeks.")
    (found,) = pair([wording(0, "Exosomes regrov hair in four weeks.", status=Status.NEGATED)], [before])
    assert not found.same


def test_what_is_unlike_is_not_paired() -> None:
    assert pair([wording(0, "Hair comes back.")], [wording(0, "Our serum was tested on forty people in Seoul.")]) == ()
    text = "Exosomes regrow hair in four weeks."
    assert pair([wording(0, text, kind="wound_scar")], [wording(0, text)]) == ()


def test_the_same_place_lets_more_pass() -> None:
    before, after = "Regrows your hair in four weeks.", "Regrows your hair and calms the scalp in days."
    assert pair([wording(0, after)], [wording(0, before)]) == ()
    assert len(pair([wording(0, after, place="/p[2]")], [wording(0, before, place="/p[2]")])) == 1


def test_the_same_place_of_another_product_lets_no_more_pass() -> None:
    before, after = "Regrows your hair in four weeks.", "Regrows your hair and calms the scalp in days."
    other = replace(wording(0, before, place="/p[2]"), product="/tonic")
    assert pair([wording(0, after, place="/p[2]")], [other]) == ()


def test_of_equals_the_first_go_together() -> None:
    text = "Exosomes regrow hair in four weeks."
    before, after = [wording(1, text), wording(0, text)], [wording(1, text), wording(0, text)]
    assert [(one.found.number, one.before.number) for one in pair(after, before)] == [(0, 0), (1, 1)]


def test_each_goes_with_its_likeliest() -> None:
    before = [wording(0, "Exosomes regrow hair in four weeks."), wording(1, "Exosomes regrow hair in nine long weeks.")]
    after = [wording(0, "Exosomes regrow hair in nine weeks."), wording(1, "Our exosomes regrow hair in four weeks.")]
    assert {(one.found.number, one.before.number) for one in pair(after, before)} == {(0, 1), (1, 0)}
    assert len(pair(after, before[:1])) == 1
