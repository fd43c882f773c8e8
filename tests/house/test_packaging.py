"""One distribution brings our packages, and the lock file pins what it needs."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from itertools import chain
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
# What comes with something that is asked for, and is part of how that is used.
BROUGHT = {
    "scrapy": {"cryptography", "OpenSSL", "service_identity", "tldextract", "twisted", "w3lib", "zope"},
    "jinja2": {"markupsafe"},
    "pydantic": {"pydantic_core"},
}
FOLDERS = (*ROOMS, "bench", "scripts", "tests")
LEFT_OUT = ROOT / "bench" / "rivals"  # what is measured there is installed by hand, in an environment of its own
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
    asked = names_of([*project["dependencies"], *(project["optional-dependencies"]["dev"] if "dev" in lock else ())])
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    assert not asked - pinned, "run `make lock`"


def names_of(requirements: Iterable[str]) -> set[str]:
    """The distributions that requirements ask for, as the names of installed ones are compared."""
    return {re.split(r"[<>=~! \[;]", line)[0].lower().replace("_", "-") for line in requirements}


def test_whatever_the_code_imports_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = names_of([*project["dependencies"], *chain(*project["optional-dependencies"].values())])
    known = {"safetensors", "tokenizers"}  # of the extra `learn`, which no lock pins
    known |= {name for name, brought in packages_distributions().items() if asked & names_of(brought)}
    known |= set().union(*(names for bringer, names in BROUGHT.items() if bringer in asked))
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if LEFT_OUT not in path.parents]
    unasked = {
        f"{path.relative_to(ROOT)} {name}"
        for path in files
        for name in taken_in(path) - known - set(sys.stdlib_module_names) - set(FOLDERS)
    }
    assert not unasked, f"name what brings them in pyproject.toml, and why in docs/decisions: {sorted(unasked)}"


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
    assert package in names_of(project["dependencies"])
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    assert any(GIVEN[package] in taken_in(path) for path in files), f"no room imports {GIVEN[package]}"
