"""Every rule finds its own examples, with span and status, and nothing in its counter-examples."""

import dataclasses
from collections import Counter
from functools import lru_cache

import pytest

from claims.model import Block, Claim, Document, SiteKind, Status
from claims.reading import read
from claims.rules.packs import Library, Pack, load_library
from claims.rules.shapes import Hit, Rule

LEAST_HITS, LEAST_MISSES = 3, 2
TRIED_HITS, TRIED_MISSES = 2, 1
RULES = [(pack, rule) for pack in load_library().packs for rule in pack.rules]
NAMES = [rule.id for _, rule in RULES]
EXPERIMENTAL = {"experimental"}


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=NAMES)
def test_the_rule_reads_its_examples(pack: Pack, rule: Rule) -> None:
    wrong = [complaint for hit in rule.examples.hit if (complaint := _complaint(pack, rule, hit))]
    assert not wrong, f"{rule.id}: correct the rule or its examples: {wrong}"


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=NAMES)
def test_the_rule_is_silent_on_its_counter_examples(pack: Pack, rule: Rule) -> None:
    loud = {text: [claim.span.text for claim in _claims(pack, rule, text)] for text in rule.examples.miss}
    assert not any(loud.values()), f"{rule.id}: narrow the rule: {loud}"


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


def _complaint(pack: Pack, rule: Rule, hit: Hit) -> str:
    """What is wrong with the reading of an example, empty where all is well."""
    claims = _claims(pack, rule, hit.text)
    if any((not hit.span or claim.span.text == hit.span) and claim.status is hit.status for claim in claims):
        return ""
    found = [(claim.span.text, claim.status.value) for claim in claims]
    return f"{hit.text!r}: wanted {hit.span!r} {hit.status.value}, found {found}"


def _claims(pack: Pack, rule: Rule, text: str) -> tuple[Claim, ...]:
    """What this rule finds, without its rivals of the same type, in a page of one sentence about exosomes."""
    page = Document("page", "", SiteKind.BRAND, title="Exosomes", lang=pack.lang, blocks=(Block(text),))
    claims = read(page, _without_rivals(pack, _rank(pack)[rule.id])).claims
    return tuple(claim for claim in claims if claim.why.rule == rule.id)


@lru_cache(maxsize=64)
def _without_rivals(pack: Pack, rank: int) -> Library:
    """The pack with one rule of each type: the engine is made once for all of them."""
    ranks = _rank(pack)
    kept = tuple(rule for rule in pack.rules if ranks[rule.id] == rank)
    return Library((dataclasses.replace(pack, rules=kept),))


@lru_cache(maxsize=64)
def _rank(pack: Pack) -> dict[str, int]:
    """The how-manieth of its type each rule is."""
    seen: Counter[str] = Counter()
    ranks = {}
    for rule in pack.rules:
        ranks[rule.id] = seen[rule.type]
        seen[rule.type] += 1
    return ranks
