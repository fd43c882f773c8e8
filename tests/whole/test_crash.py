"""A few whole runs killed, each time the same again: `make crash` kills many more."""

from collections.abc import Iterator

import pytest

from tests.whole.crash import Bench, bench, moments

KILLS = 5
MOMENTS_BESIDE = 3


@pytest.fixture(scope="module")
def ready() -> Iterator[Bench]:
    """A first week behind, and a second to be killed in."""
    with bench() as made:
        yield made


@pytest.mark.parametrize("number", range(KILLS))
def test_a_run_that_was_killed_and_given_again_is_as_if_it_had_not_been(ready: Bench, number: int) -> None:
    kill = ready.kill(moments(ready.whole, KILLS, seed=1)[number])
    assert not kill.fault


def test_a_run_whose_pages_are_read_beside_it_is_killed_like_any_other(ready: Bench) -> None:
    middle = len(ready.whole.inside) // 2
    kills = [ready.kill(moment, readers=1) for moment in ready.whole.inside[middle : middle + MOMENTS_BESIDE]]
    assert not [kill for kill in kills if kill.fault]
    assert any(kill.inside for kill in kills), "moments are counted without readers, with whom they move a little"


def test_a_run_killed_after_its_edition_renders_no_other(ready: Bench) -> None:
    assert not ready.kill(ready.whole.moments - 1).fault


def test_the_undisturbed_weeks_are_worth_killing(ready: Bench) -> None:
    told = {one[2] for one in ready.wanted if one[0] == "told"}
    assert {"new", "gone", "source", "price", "product_new", "product_gone"} <= told
    assert len(ready.whole.inside) > ready.whole.moments / 2
