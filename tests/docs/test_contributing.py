"""What CONTRIBUTING.md names is there: files, commands, options."""

import re
import shlex
from pathlib import Path
from typing import cast

import click
import pytest

from monitor.cli import main

ROOT = Path(__file__).resolve().parents[2]
SAID = re.findall(r"`([^`\n]+)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
COMMANDS = [words[1:] for said in SAID if (words := shlex.split(said)) and words[0] == "exowatch"]
PATHS = [said for said in SAID if re.fullmatch(r"[\w.-]+(/[\w.-]*)+", said) and not said.startswith(("HOME/", ".venv"))]


def test_it_names_commands_and_files() -> None:
    assert len(COMMANDS) > 6
    assert len(PATHS) > 6


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_is_understood(words: list[str]) -> None:
    """Options and arguments are parsed as the shell would hand them over; nothing is run."""
    rest = words[2:] if words[0] == "--home" else words
    name, command = "exowatch", cast("click.Command | None", main)
    while isinstance(command, click.Group):
        name, *rest = rest
        command = command.get_command(click.Context(command), name)
    assert command is not None, f"there is no command {name}"
    command.make_context(name, rest)


@pytest.mark.parametrize("path", PATHS)
def test_a_file_is_there(path: str) -> None:
    assert (ROOT / path).exists()
