"""How the weight of evidence decides what is stated, and what does not fit together."""

import pytest

from claims.model import Disclosure
from claims.sources.evidence import Evidence, Pair, Vote
from claims.sources.ingredients import Ingredient
from claims.sources.stated import decided

ROSE, CORD, MILK = ("plant", "rose"), ("human", "umbilical_cord"), ("animal", "bovine_milk")
FAT = ("human", "adipose")


def evidence(weights: dict[Pair, float], *denied: Pair, lists: tuple[Pair, ...] = ()) -> Evidence:
    """Evidence of running text, what it denies, and lists of one entry each."""
    votes = tuple(Vote(pair, weight) for pair, weight in weights.items())
    listed = tuple((Ingredient(f"{detail} exosomes", True, (class_, detail)),) for class_, detail in lists)
    return Evidence(votes, frozenset(denied), lists=listed)


@pytest.mark.parametrize(
    ("weights", "disclosure", "sources"),
    [
        ({ROSE: 6.0, CORD: 4.0}, Disclosure.STATED, (ROSE,)),
        ({ROSE: 5.9, CORD: 4.1}, Disclosure.SEVERAL, (ROSE, CORD)),
        ({ROSE: 5.0, CORD: 3.0, MILK: 2.0}, Disclosure.SEVERAL, (ROSE, CORD)),
        ({ROSE: 4.0, CORD: 3.0, MILK: 3.0}, Disclosure.SEVERAL, (ROSE, MILK, CORD)),
        ({("human", "unspecified"): 3.0, CORD: 3.0}, Disclosure.STATED, (CORD,)),
        ({}, Disclosure.UNDISCLOSED, ()),
    ],
)
def test_one_class_with_most_of_the_weight_is_the_source(
    weights: dict[Pair, float], disclosure: Disclosure, sources: tuple[Pair, ...]
) -> None:
    found = decided("p", "Serum", evidence(weights))
    assert (found.disclosure, found.sources) == (disclosure, sources)


@pytest.mark.parametrize(
    ("denied", "disclosure"),
    [
        (FAT, Disclosure.STATED),
        (CORD, Disclosure.CONFLICT),
        (("human", "unspecified"), Disclosure.CONFLICT),
        (ROSE, Disclosure.STATED),
    ],
)
def test_a_denial_of_what_is_stated_does_not_fit(denied: Pair, disclosure: Disclosure) -> None:
    assert decided("p", "Serum", evidence({CORD: 1.0}, denied)).disclosure is disclosure


def test_two_lists_that_name_other_sources_do_not_fit() -> None:
    assert decided("p", "Serum", evidence({ROSE: 1.0}, lists=(ROSE, ROSE))).disclosure is Disclosure.STATED
    found = decided("p", "Serum", evidence({ROSE: 1.0}, lists=(ROSE, CORD)))
    assert found.disclosure is Disclosure.CONFLICT
    assert found.reason.startswith("Lists of ingredients differ: ")
