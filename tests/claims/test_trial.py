"""Rules and cues tried on their own examples."""

from pathlib import Path

import pytest

from claims.rules.packs import Pack, load_library
from claims.rules.shapes import Cue
from claims.rules.trial import failures_of, failures_of_cue
from tests.tiny_pack import FILES, RULES, write_pack

CUES = [(pack, cue) for pack in load_library().packs for cue in pack.context.cues if cue.examples]


def failures(folder: Path) -> list[str]:
    pack = load_library(folder).packs[0]
    return [str(failure) for rule in pack.rules for failure in failures_of(pack, rule)]


def test_sound_rules_pass(tmp_path: Path) -> None:
    assert failures(write_pack(tmp_path)) == []


def test_a_hit_needs_its_span_and_its_status(tmp_path: Path) -> None:
    rules = RULES.replace("span: safe", "span: are safe").replace("not mild., status: negated", "not mild.")
    one, other = failures(write_pack(tmp_path, safety=rules))
    assert one.startswith("xx.safety.safe: 'Exosomes are safe.': wanted 'are safe' asserted, found 'safe' asserted: ")
    assert other.startswith("xx.safety.mild: 'Exosomes are not mild.': wanted asserted, found 'mild' negated: ")
    assert other.endswith("correct the rule or its example")


def test_a_miss_must_stay_silent_and_a_todo_wrong(tmp_path: Path) -> None:
    rules = RULES.replace("Wild exosomes.]", "Mild exosomes.]\n    todo: [{text: Mild exosomes., expect: hit}]")
    miss, todo = failures(write_pack(tmp_path, safety=rules))
    assert miss.endswith("wanted nothing, found 'Mild' asserted: narrow the rule with needs or unless")
    assert todo.endswith("found 'Mild' asserted: it is read right now: move it from todo to hit")


@pytest.mark.parametrize(("pack", "cue"), CUES, ids=[cue.id for _, cue in CUES])
def test_the_cue_puts_its_examples_and_leaves_its_counter_examples(pack: Pack, cue: Cue) -> None:
    assert [str(failure) for failure in failures_of_cue(pack, cue)] == []


def test_a_cue_puts_its_hits_and_leaves_its_misses(tmp_path: Path) -> None:
    examples = ", examples: {hit: [Exosomes are safe., Exosomes.], miss: [Exosomes are not safe.]}}"
    context = FILES["context.yml"].replace("any: [not]}", f"any: [not]{examples}")
    pack = load_library(write_pack(tmp_path, context=context)).packs[0]
    found = [str(failure) for failure in failures_of_cue(pack, pack.context.cues[0])]
    said, silent, put = found
    assert said.startswith("xx.cue.not: 'Exosomes are safe.': wanted a claim that is negated, found 'safe' asserted: ")
    assert "'Exosomes.': wanted a claim that is negated, found nothing: correct the cue or its example" in silent
    assert "'Exosomes are not safe.': wanted claims that it leaves alone, found 'safe' negated" in put
