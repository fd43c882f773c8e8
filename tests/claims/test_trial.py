"""Rules tried on their own examples."""

from pathlib import Path

from claims.rules.packs import load_library
from claims.rules.trial import failures_of
from tests.tiny_pack import RULES, write_pack


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
