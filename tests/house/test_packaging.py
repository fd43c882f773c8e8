"""One distribution brings our packages, and the lock file pins what it needs."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("claims", "crawler", "db", "monitor", "reports", "spiders")
KINDS = {".bin", ".table", ".trees", ".yml", ".po", ".j2", ".css"}
# What the project stands on by decision (docs/decisions/0001-dependencies.md), and by which name the code takes it in.
GIVEN = {
    "scrapy": "scrapy",
    "beautifulsoup4": "bs4",
    "sqlite-utils": "sqlite_utils",
    "apscheduler": "apscheduler",
    "jinja2": "jinja2",
}
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_brings_a_package_of_our_name(room: str) -> None:
    assert set(packages_distributions().get(room, ["exowatch"])) == {"exowatch"}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_everything_and_holds_no_download_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    requirements = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(requirements) > 20
    assert all(re.match(r"[\w.-]+==[\w.]+( ;.*)? \\$", line) for line in requirements)


def test_wheel_holds_the_rooms_with_their_data_and_nothing_else(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)
    data = {
        path.relative_to(ROOT).as_posix() for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in KINDS
    }
    assert data
    assert data <= set(names)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_whatever_the_project_asks_for(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(project["optional-dependencies"]["dev"] if "dev" in lock else ())]
    asked = {re.split(r"[<>=~! \[;]", line)[0].lower() for line in lines}
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    assert not asked - pinned, "run `make lock`"


def taken_in(file: Path) -> set[str]:
    """The packages whose code a file runs: what it imports for types alone is left out."""
    found: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(file.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
        waiting += ast.iter_child_nodes(node)
    return found


@pytest.mark.parametrize("package", GIVEN)
def test_what_is_given_is_asked_for_and_used(package: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert package in {re.split(r"[<>=~! \[;]", line)[0] for line in project["dependencies"]}
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    assert any(GIVEN[package] in taken_in(path) for path in files), f"no room imports {GIVEN[package]}"
