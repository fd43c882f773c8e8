"""The rules as they stand in their files."""

from pathlib import Path

import pytest

from claims.rules.rulebook import NoSuchRule, entries, entry_of
from tests.tiny_pack import FILES, write_pack


def test_lists_every_rule_retired_ones_too(tmp_path: Path) -> None:
    found = [(entry.rule.id, entry.type, entry.state) for entry in entries(write_pack(tmp_path))]
    assert found == [
        ("xx.safety.safe", "safety", "stable"),
        ("xx.safety.mild", "safety", "stable"),
        ("xx.safety.old", "safety", "retired"),
    ]


def test_rules_of_an_experimental_pack_are_experimental(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, pack=FILES["pack.yml"].replace("stable", "experimental"))
    assert [entry.state for entry in entries(folder)] == ["experimental", "experimental", "retired"]


def test_knows_where_a_rule_is_written(tmp_path: Path) -> None:
    entry = entry_of("xx.safety.mild", write_pack(tmp_path))
    assert entry.place().endswith("safety.yml:13:3")
    assert entry.place("examples", "hit", 1).endswith("safety.yml:20:7")


def test_names_rules_that_are_near(tmp_path: Path) -> None:
    with pytest.raises(NoSuchRule, match=r"no rule has the id xx\.safety\.mld: did you mean xx\.safety\.mild"):
        entry_of("xx.safety.mld", write_pack(tmp_path))
    with pytest.raises(NoSuchRule, match="rules list"):
        entry_of("?", write_pack(tmp_path))
