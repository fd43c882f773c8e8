"""The house style that a machine can check."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("claims", "crawler", "db", "monitor", "reports", "spiders")
MOST_LINES_A_FILE = 400
MOST_LINES_A_FUNCTION = 60
# A statement, not a word of English: a verb with the clause that must follow it.
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|VIEW)\s|PRAGMA\s)",
    re.DOTALL,
)


def tracked(*patterns: str) -> list[Path]:
    """Files that git knows, new ones included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file()]


def python_files() -> list[Path]:
    """Every Python file of the project, tests and scripts too."""
    files = tracked("*.py")
    assert len(files) > 20
    return files


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, at any depth."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_are_short() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in python_files()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES_A_FILE
    }
    assert not long, f"split them: {long}"


def test_functions_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in python_files()
        for node in functions(ast.parse(path.read_text(encoding="utf-8")))
        if (node.end_lineno or node.lineno) - node.lineno + 1 > MOST_LINES_A_FUNCTION
    ]
    assert not long, f"split them: {long}"


def test_public_names_of_the_rooms_say_what_they_give() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in tracked(*(f"{room}/*.py" for room in ROOMS))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not bare, f"add a first line that says what it gives: {bare}"


@pytest.mark.parametrize(("statement", "found"), [("SELECT id\n FROM claims", True), ("select a cream from", False)])
def test_the_search_for_sql_finds_it(statement: str, found: bool) -> None:
    assert bool(SQL.search(statement)) is found


def test_sql_stays_in_db() -> None:
    outside = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in tracked("*.py")
        if path.relative_to(ROOT).parts[0] not in {"db", "tests", "bench"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]
    assert not outside, f"move the statement to db/: {outside}"


def test_data_files_are_named_yml() -> None:
    assert not tracked("*.yaml"), "rename them to .yml"


def test_nothing_large_is_kept() -> None:
    large = [str(path.relative_to(ROOT)) for path in tracked() if path.stat().st_size > 2_000_000]
    assert not large
