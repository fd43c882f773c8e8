"""One distribution brings our packages, and the lock file pins what it needs."""

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
