"""Writes docs/commands.md from the command line itself: `python scripts/commands.py`."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from monitor.cli import main

TARGET = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
HEAD = """\
# Commands

Made by `python scripts/commands.py` from the commands themselves; a test compares the two.

Exit codes: 0 all well · 1 finished with incidents · 2 wrong usage or configuration · 3 could not run · 4 another run
holds the lock. Data goes to standard output, talk to standard error. Every reading command takes `--json`.

## Words

| word | what it is |
|---|---|
| home | the folder of one watch: `exowatch.toml`, `watchlist.yml`, the store, captures and digests |
| store | the database `exowatch.db`, with all that was read and when |
| capture | one answer of a site, kept as it came |
| edition | one numbered digest for one audience; once closed it stays as it is |
| owed | an edition that a reader was not sent yet |
| flag | a reason to look that a rule of a market gives; a level (critical, high, medium, low) says how pressing |
| market | where a site sells, and so whose rules apply: UK, EU, US and others |
| status | how a claim is put: asserted, attributed, hedged, negated, a question |
| stated source | where the exosomes come from, as a page or product says |
| verdict | what a reviewer said of a claim or a stated source |
| technical | moved by a change of rules, not of the page: no news |
| helper | what was learned from labelled pages, and adds to the rules or holds some finds back |
| gold | pages that people have labelled, to measure the reading on |
"""


def reference() -> str:
    """The whole page."""
    os.environ["COLUMNS"] = "110"
    return HEAD + "".join(_entries(main, "exowatch", None))


def _entries(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    """A command and those below it, each in the context in which it runs: help is asked for as there."""
    settings = dict(command.context_settings) | {"terminal_width": 110, "max_content_width": 110}
    context = click.Context(command, parent, info_name=name, **settings)
    yield f"\n## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None and not found.hidden:
                yield from _entries(found, child, context)


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
    print(f"wrote {TARGET.name}")
