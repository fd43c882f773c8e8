"""Every rule finds its own examples, with span and status, and nothing in its counter-examples; todos still fail."""

import pytest

from claims.model import Status
from claims.rules.packs import Pack, load_library
from claims.rules.shapes import Rule
from claims.rules.trial import failures_of

LEAST_HITS, LEAST_MISSES = 3, 2
TRIED_HITS, TRIED_MISSES = 2, 1
RULES = [(pack, rule) for pack in load_library().packs for rule in pack.rules]
NAMES = [rule.id for _, rule in RULES]
EXPERIMENTAL = {"experimental"}


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=NAMES)
def test_the_rule_reads_its_examples_and_is_silent_on_its_counter_examples(pack: Pack, rule: Rule) -> None:
    assert [str(failure) for failure in failures_of(pack, rule)] == []


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=NAMES)
def test_a_stable_rule_shows_enough(pack: Pack, rule: Rule) -> None:
    if EXPERIMENTAL & {pack.head.state, rule.state}:
        return
    examples = rule.examples
    assert len(examples.hit) >= LEAST_HITS, f"{rule.id}: give {LEAST_HITS} examples that it finds"
    assert len(examples.miss) >= LEAST_MISSES, f"{rule.id}: give {LEAST_MISSES} examples that it leaves"
    assert any(hit.status is not Status.ASSERTED for hit in examples.hit), (
        f"{rule.id}: show a status other than asserted"
    )
    assert rule.why, f"{rule.id}: say why it is a claim"


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=NAMES)
def test_an_experimental_rule_shows_enough(rule: Rule) -> None:
    assert len(rule.examples.hit) >= TRIED_HITS, f"{rule.id}: give {TRIED_HITS} examples that it finds"
    assert len(rule.examples.miss) >= TRIED_MISSES, f"{rule.id}: give an example that it leaves"


def test_no_id_stands_twice() -> None:
    assert sorted(NAMES) == sorted(set(NAMES))
