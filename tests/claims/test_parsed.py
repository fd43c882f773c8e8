"""What a data file of the installation holds is parsed once; what is kept is not believed where it may be wrong."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from claims import datafile, parsed
from claims.errors import DataFileError
from claims.parsed import SUFFIX

TEXT = "since: 2026-01-31\nwords: [calm, firm]\n"
HELD = {"since": date(2026, 1, 31), "words": ["calm", "firm"]}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data file of a package that is installed beside the code which keeps its content."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    code = tmp_path / "claims"
    code.mkdir()
    (code / "__init__.py").touch()
    (code / "datafile.py").write_text("# what parses it\n", encoding="utf-8")
    monkeypatch.setattr(parsed, "HERE", code / "parsed.py")
    parsed._code.cache_clear()
    return code / "words.yml"


def parse(text: str) -> Any:
    """What YAML says."""
    return yaml.safe_load(text)


def never(_: str) -> Any:
    """Nothing is parsed any more."""
    raise AssertionError("parsed")


def kept(data: Path) -> list[Path]:
    """What is kept of the files beside this one."""
    return sorted((data.parent / "__pycache__").glob("*"))


def test_a_text_is_parsed_once(data: Path) -> None:
    assert parsed.parsed(data, TEXT, parse) == HELD
    assert parsed.parsed(data, TEXT, never) == HELD
    assert [path.name for path in kept(data)] == [f"claims-words.yml{SUFFIX}"]


def test_another_text_is_parsed_and_takes_the_place(data: Path) -> None:
    parsed.parsed(data, TEXT, parse)
    assert parsed.parsed(data, "words: [dull]", parse) == {"words": ["dull"]}
    assert parsed.parsed(data, "words: [dull]", never) == {"words": ["dull"]}
    assert len(kept(data)) == 1


def test_other_code_parses_again(data: Path) -> None:
    parsed.parsed(data, TEXT, parse)
    data.with_name("datafile.py").write_text("# it parses otherwise now\n", encoding="utf-8")
    parsed._code.cache_clear()
    with pytest.raises(AssertionError, match="parsed"):
        parsed.parsed(data, TEXT, never)


@pytest.mark.parametrize(
    "damage", [lambda kept: kept[:-1], lambda kept: kept[:-1] + b"!", lambda _: b"", lambda _: b"x" * 99]
)
def test_what_is_damaged_is_parsed_again(data: Path, damage: Callable[[bytes], bytes]) -> None:
    parsed.parsed(data, TEXT, parse)
    [file] = kept(data)
    file.write_bytes(damage(file.read_bytes()))
    assert parsed.parsed(data, TEXT, parse) == HELD
    assert parsed.parsed(data, TEXT, never) == HELD


def test_nothing_is_kept_of_other_files(data: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    for other in (tmp_path / "home" / "watchlist.yml", tmp_path / "watchlist.yml", Path("watchlist.yml")):
        assert parsed.parsed(other, TEXT, parse) == HELD
    assert kept(data) == []


def test_nothing_is_kept_where_python_keeps_nothing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert parsed.parsed(data, TEXT, parse) == HELD
    assert kept(data) == []


def test_a_folder_that_takes_nothing_is_no_trouble(data: Path) -> None:
    (data.parent / "__pycache__").touch()
    assert parsed.parsed(data, TEXT, parse) == HELD


def test_a_file_that_is_refused_is_refused_again(data: Path) -> None:
    for _ in range(2):
        with pytest.raises(DataFileError, match=r"words\.yml:2:1: the key 'a' stands twice"):
            datafile.parse("a: 1\na: 2\n", dict[str, int], data)
    assert kept(data) == []


def test_what_was_killed_while_it_wrote_leaves_one_part_that_goes_with_the_next(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for _ in range(2):
        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", killed)
            with pytest.raises(KeyboardInterrupt):
                parsed.parsed(data, TEXT, parse)
    assert [path.suffix for path in kept(data)] == [".part"]
    assert parsed.parsed(data, TEXT, parse) == HELD
    assert [path.name for path in kept(data)] == [f"claims-words.yml{SUFFIX}"]
