"""Patterns taken apart into the alternatives that stand side by side."""

from pathlib import Path

import pytest

from claims.rules.packs import load_library
from claims.rules.wordings import apart, wordings_of
from tests.tiny_pack import write_pack


@pytest.mark.parametrize(
    ("pattern", "wordings"),
    [
        ("safe", ("safe",)),
        ("safe|no (?:risk|harm)", ("safe", "no (?:risk|harm)")),
        (r"a\|b|[|)]c|<UP><g3>(?:x|y)", (r"a\|b", "[|)]c", "<UP><g3>(?:x|y)")),
        ("(?:a|(?:b|c)d)|e", ("(?:a|(?:b|c)d)", "e")),
        ("[^]|]a|b", ("[^]|]a", "b")),
    ],
)
def test_parts_at_the_top_only(pattern: str, wordings: tuple[str, ...]) -> None:
    assert wordings_of(pattern) == wordings


def test_each_wording_is_a_rule_with_the_conditions_of_its_rule(tmp_path: Path) -> None:
    rules = apart(load_library(write_pack(tmp_path))).packs[0].rules
    assert [(rule.id, rule.any) for rule in rules] == [
        ("xx.safety.safe.1", ("safe",)),
        ("xx.safety.safe.2", ("sure",)),
        ("xx.safety.safe.3", ("gentle",)),
        ("xx.safety.mild.1", ("mild",)),
    ]
    assert rules[0].unless == ("payment",)
