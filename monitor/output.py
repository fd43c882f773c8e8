"""How results are printed: a table for people, or one JSON object a line."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from pydantic_core import to_json, to_jsonable_python
from tabulate import tabulate

Row = TypeVar("Row")


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --json to a reading command."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")(command)


def as_json_line(value: object) -> str:
    """A dataclass (or what it is made of) as one line of JSON; times in ISO 8601 with Z."""
    return to_json(_with_plain_names(to_jsonable_python(value))).decode()


def open_in_browser(page: Path) -> None:
    """Shows a file in the browser of this machine."""
    import webbrowser  # loaded where it is asked for: most commands open nothing

    webbrowser.open(page.resolve().as_uri())


def _with_plain_names(value: Any) -> Any:
    """The same with keys as the labelling guide writes them: what Python calls class_ is class."""
    if isinstance(value, dict):
        return {key.removesuffix("_"): _with_plain_names(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_plain_names(inner) for inner in value]
    return value


def emit(
    rows: Iterable[Row],
    as_json: bool,
    headers: Sequence[str],
    cells: Callable[[Row], Sequence[object]],
    nothing: str,
) -> None:
    """Prints rows to standard output; for people, `nothing` goes to standard error where there are none."""
    if as_json:
        for row in rows:
            click.echo(as_json_line(row))
        return
    table = [[_cell(value) for value in cells(row)] for row in rows]
    if table:
        click.echo(tabulate(table, headers=headers, tablefmt="simple", disable_numparse=True, maxcolwidths=60))
    else:
        click.echo(nothing, err=True)


def _cell(value: object) -> str:
    """A value as text that cannot steer a terminal: control characters are shown, not sent."""
    if value is None:
        return ""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in str(value))
