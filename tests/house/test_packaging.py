"""One distribution brings our packages, and the lock file pins what it needs."""

import ast
import os
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


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the project as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.xdist_group("wheel")
def test_wheel_holds_the_rooms_with_their_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)
    data = {
        path.relative_to(ROOT).as_posix() for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in KINDS
    }
    assert data
    assert data <= set(names)


@pytest.mark.xdist_group("wheel")
def test_the_demo_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    command = [sys.executable, "-P", "-m", "monitor.cli", "--home", "demo", "demo"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    digest = tmp_path / ended.stdout.splitlines()[-1].removeprefix("digest: ")
    assert "Cord Renewal Exosome Serum" in digest.read_text(encoding="utf-8")
    (where,) = {Path(line).parts[-3] for line in loaded_from(environment, tmp_path)}
    assert where == "site", "it ran from the checkout"


def loaded_from(environment: dict[str, str], folder: Path) -> list[str]:
    """Where the rooms are taken from in such an environment."""
    asked = "; ".join(f"import {room}; print({room}.__file__)" for room in ROOMS)
    command = [sys.executable, "-P", "-c", asked]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout.splitlines()


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


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = names_of([*project["dependencies"], *chain(*project["optional-dependencies"].values())])
    pages = (ROOT / "docs" / "decisions").glob("*.md")
    told = "\n".join(page.read_text(encoding="utf-8").lower() for page in pages)
    silent = sorted(name for name in asked if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", told))
    assert asked
    assert not silent, f"say in docs/decisions/0001-dependencies.md what each is for: {silent}"


@pytest.mark.parametrize("package", GIVEN)
def test_what_is_given_is_asked_for_and_used(package: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert package in names_of(project["dependencies"])
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    assert any(GIVEN[package] in taken_in(path) for path in files), f"no room imports {GIVEN[package]}"
