"""Regular expressions are taken apart once for all programs; what is kept is not believed where it may be wrong."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims import quickpatterns
from claims.quickpatterns import NAME, Made
from tests.claims.test_quickclasses import keeping_in

SOURCES: list[tuple[Any, int]] = [
    (r"(?P<kind>exo\w+)s?\b|[^a-z\d]{2,}", re.IGNORECASE),
    (rb"<(?:!doctype|html)\b", re.IGNORECASE),
    (r"(\d+)(?=\s*€)", 0),
    (
        r"""
        é+  # and a comment
    """,
        re.VERBOSE,
    ),
]
TEXTS = ["Exosomes, --exosome-- 12 € and ÉÉ", "<HTML>", ""]
# Counts the expressions that Python takes apart while the command line is loaded.
COUNTS = """
import re._parser
taken = []
parse = re._parser.parse
re._parser.parse = lambda *given: taken.append(given) or parse(*given)
import claims.quickstart
taken.clear()
import monitor.cli
import re
assert re.compile("a(?P<b>b+)c").fullmatch("abbc")["b"] == "bb"
monitor.cli.quickstart.settle()
before = len(taken)
re.compile("never asked before")
assert len(taken) == before + 1
print(before)
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where patterns are kept; all else is compiled as ever."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr("re._compiler.compile", quickpatterns._COMPILE)
    return tmp_path / "__pycache__" / NAME


def keep(file: Path) -> list[Any]:
    """The patterns as they are made first, which are kept."""
    made = Made(file)
    patterns = [made.pattern(source, int(flags)) for source, flags in SOURCES]
    made.keep()
    return patterns


def never(*_: object) -> Any:
    """Nothing is taken apart any more."""
    raise AssertionError("taken apart")


def test_an_expression_is_taken_apart_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(file)
    usual = [re.compile(source, flags) for source, flags in SOURCES]
    monkeypatch.setattr(quickpatterns, "_COMPILE", never)
    again = Made(file)
    for (source, flags), before in zip(SOURCES, usual, strict=True):
        pattern = again.pattern(source, int(flags))
        assert pattern == before
        assert (pattern.flags, pattern.groups, pattern.groupindex) == (before.flags, before.groups, before.groupindex)
        for text in TEXTS:
            data: Any = text.encode() if isinstance(source, bytes) else text
            assert [found.regs for found in pattern.finditer(data)] == [found.regs for found in before.finditer(data)]
    with pytest.raises(AssertionError, match="taken apart"):
        again.pattern(SOURCES[0][0], 0)


@pytest.mark.parametrize(
    "damage", [lambda kept: kept[:-1], lambda kept: kept[:-1] + b"!", lambda _: b"", lambda _: b"x" * 99]
)
def test_what_is_damaged_is_made_again(file: Path, damage: Callable[[bytes], bytes]) -> None:
    first = keep(file)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert keep(file) == first
    assert file.read_bytes() == whole


def test_too_many_are_not_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(file)
    size = file.stat().st_size
    monkeypatch.setattr(quickpatterns, "MOST", len(SOURCES))
    other = Made(file)
    other.pattern("one more", 0)
    other.keep()
    assert file.stat().st_size < size


def test_what_is_no_expression_is_refused_as_ever(file: Path) -> None:
    made = Made(file)
    with pytest.raises(re.error, match="unterminated"):
        made.pattern("(", 0)
    made.keep()
    assert not file.exists()


def test_a_command_takes_its_expressions_apart_once(tmp_path: Path) -> None:
    assert command(tmp_path) > 0
    assert command(tmp_path) == 0


def command(pycache: Path) -> int:
    """Loads the command line in a program of its own; how many expressions were taken apart for it."""
    ended = subprocess.run(
        [sys.executable, "-c", COUNTS],
        env=keeping_in(pycache),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout)
