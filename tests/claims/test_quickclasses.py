"""Classes are compiled once for all programs; what is kept is not believed where it may be wrong."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from claims import quickclasses
from claims.quickclasses import NAME, Made

TEXT = "def made():\n return 'as written'\n"
OTHER = "def made():\n return 'otherwise'\n"
# Counts the texts of classes that Python compiles while the command line is loaded, and tries one of its classes.
COUNTS = """
import sys
texts = []
sys.addaudithook(lambda event, args: texts.append(args[0]) if event == "compile" and args[1] == "<string>" else None)
import monitor.cli
from pathlib import Path
from monitor.home import Home
one = Home(Path("a"))
assert one == Home(Path("a")) and hash(one) == hash(Home(Path("a"))) and "Path" in repr(one)
try:
    one.path = Path("b")
except AttributeError:
    pass
else:
    raise AssertionError("changed")
monitor.cli.quickstart.settle()
print(sum(b"__create_fn__" in text or b"__dataclass" in text for text in texts if text))
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package whose classes are kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return tmp_path / "shop"


def run(code: CodeType) -> Any:
    """What the function says that a text defines."""
    found: dict[str, Any] = {}
    exec(code, {}, found)  # noqa: S102 - of this test
    return found["made"]()


def kept(package: Path) -> Path:
    """The file of a package."""
    return package / "__pycache__" / NAME


def keep(package: Path, *texts: str) -> None:
    """Asks for these texts, in one module, and keeps what came of them."""
    made = Made(package)
    for text in texts:
        made.code("shop.till", text)
    made.keep()


def test_a_text_is_compiled_once(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(package, TEXT)
    monkeypatch.setattr(quickclasses, "compile", never, raising=False)
    made = Made(package)
    assert run(made.code("shop.till", TEXT)) == "as written"
    with pytest.raises(AssertionError, match="compiled"):
        made.code("shop.till", OTHER)
    with pytest.raises(AssertionError, match="compiled"):
        made.code("shop.shelf", TEXT)


def test_what_was_stopped_while_it_was_compiled_is_not_kept(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> CodeType:
        raise KeyboardInterrupt

    made = Made(package)
    made.code("shop.till", TEXT)
    monkeypatch.setattr(quickclasses, "compile", stopped, raising=False)
    with pytest.raises(KeyboardInterrupt):
        made.code("shop.till", OTHER)
    made.keep()
    assert run(Made(package).code("shop.till", TEXT)) == "as written"


def never(*_: object, **__: object) -> CodeType:
    """Nothing is compiled any more."""
    raise AssertionError("compiled")


def test_modules_are_kept_beside_each_other_and_lose_what_they_ask_for_no_more(package: Path) -> None:
    keep(package, TEXT)
    before = kept(package).read_bytes()
    shelf = Made(package)
    shelf.code("shop.shelf", TEXT)
    shelf.keep()
    assert kept(package).read_bytes() != before
    keep(package, OTHER)
    changed = kept(package).read_bytes()
    for module, text in (("shop.till", OTHER), ("shop.shelf", TEXT)):
        made = Made(package)
        assert run(made.code(module, text)) == run(compile(text, "", "exec"))
        made.keep()
        assert kept(package).read_bytes() == changed
    keep(package, OTHER, TEXT)
    assert kept(package).read_bytes() != changed, "the older text was dropped when another took its place"


@pytest.mark.parametrize(
    "damage", [lambda kept: kept[:-1], lambda kept: kept[:-1] + b"!", lambda _: b"", lambda _: b"x" * 99]
)
def test_what_is_damaged_is_compiled_again(package: Path, damage: Callable[[bytes], bytes]) -> None:
    keep(package, TEXT)
    whole = kept(package).read_bytes()
    kept(package).write_bytes(damage(whole))
    made = Made(package)
    assert run(made.code("shop.till", TEXT)) == "as written"
    made.keep()
    assert kept(package).read_bytes() == whole


def test_what_other_code_kept_is_compiled_again(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(package, TEXT)
    other = tmp_path / "quickclasses.py"
    other.write_text("# it keeps them otherwise now\n", encoding="utf-8")
    monkeypatch.setattr(quickclasses, "HERE", other)
    quickclasses._sign.cache_clear()
    try:
        monkeypatch.setattr(quickclasses, "compile", never, raising=False)
        with pytest.raises(AssertionError, match="compiled"):
            Made(package).code("shop.till", TEXT)
    finally:
        quickclasses._sign.cache_clear()


def test_nothing_is_kept_where_python_keeps_nothing(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep(package, TEXT)
    assert not kept(package).exists()


def test_a_command_compiles_its_classes_once_and_they_stay_what_they_are(tmp_path: Path) -> None:
    assert command(tmp_path) > 0
    assert command(tmp_path) == 0


def command(pycache: Path) -> int:
    """Loads the command line in a program of its own; how many texts of classes were compiled for it."""
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


def keeping_in(pycache: Path) -> dict[str, str]:
    """The environment of a program that keeps what it compiles there."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return environment | {"PYTHONPYCACHEPREFIX": str(pycache)}
