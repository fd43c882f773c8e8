"""The reference is what the commands say, and every command is in it."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click

from monitor.cli import main
from monitor.times import MOMENT

ROOT = Path(__file__).resolve().parents[2]
NARROW = 80


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("commands", ROOT / "scripts" / "commands.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_commands_say() -> None:
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == script().reference(), "run: python scripts/commands.py"


def every(group: click.Group) -> Iterator[tuple[click.Group, str, click.Command]]:
    """Each command below a group, with the group that lists it and its name there."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield group, name, command
        if isinstance(command, click.Group):
            yield from every(command)


def test_every_command_and_option_has_help() -> None:
    for _, name, command in every(main):
        assert command.help, f"{name} has no help"
        for option in command.params:
            if option.param_type_name == "option":
                assert getattr(option, "help", None), f"{name} {option.name} has no help"


def test_what_lists_of_commands_say_is_whole_in_a_narrow_window() -> None:
    for group, name, command in every(main):
        longest = max(map(len, group.list_commands(click.Context(group))))
        room = NARROW - 2 - 6 - longest  # as click reckons: its margin, the gaps around the names
        told = command.get_short_help_str(room)
        assert not told.endswith("..."), f"{name}: give it a short_help of at most {room} characters"


def test_words_that_help_rests_on_are_explained_and_used() -> None:
    head, _, rest = script().reference().partition("\n## exowatch\n")
    rows = [line for line in head.splitlines() if line.startswith("| ") and not line.startswith("| word |")]
    explained = {row.split(" | ")[0].removeprefix("| ") for row in rows}
    assert {"home", "store", "capture", "edition", "flag", "market", "verdict", "technical", "gold"} <= explained
    assert not {word for word in explained if word not in rest.lower()}


def test_an_option_for_a_moment_shows_how_one_is_written() -> None:
    for _, name, command in every(main):
        for option in command.params:
            if isinstance(option, click.Option) and option.type is MOMENT and not option.hidden:
                assert "2026-" in (option.help or "") or "likewise" in (option.help or ""), f"{name} {option.name}"
