"""The commands of README.md work as they stand, against an invented site on loopback."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.demo.server import Week, served

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SITE = "https://www.lumora-skin.example/"


def commands() -> list[str]:
    """Every exowatch line of the README's sh blocks, in its order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("exowatch ")]


@pytest.fixture
def address() -> Iterator[str]:
    with served(Week()) as addresses:
        yield addresses["lumora-skin"]


def test_the_readme_has_commands() -> None:
    assert len(commands()) >= 8
    assert any(SITE in command for command in commands())


@pytest.mark.xdist_group("readme")
def test_every_command_works_in_the_order_of_the_page(tmp_path: Path, address: str) -> None:
    for command in commands():
        words = shlex.split(command)[1:]
        if any(SITE in word for word in words):
            words = [word.replace(SITE, address) for word in words] + ["--allow-private"]
        if words[0] == "add":
            words += ["--delay", "0"]
        ended = subprocess.run(
            [sys.executable, "-m", "monitor.cli", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 0, f"{command}\n{ended.stdout}{ended.stderr}"
        if words[0] in {"claims", "products", "read", "digest"}:
            assert ended.stdout.strip(), f"{command} printed nothing"


def test_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
