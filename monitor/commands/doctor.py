"""`exowatch doctor`: whether the next run can be trusted."""

import click

from monitor.doctor import Finding, findings
from monitor.errors import Exit
from monitor.home import Home
from monitor.output import emit, json_option


@click.command(short_help="Says what is not well with the home, and what to do.")
@json_option
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Looks at settings, watchlist, rules, disk, store, lock and browser, and says what is not well and what to do.

    Reads only; exit code 1 where something is not well.
    """
    home: Home = ctx.obj
    found = tuple(findings(home))
    emit(found, as_json, ("", "looked at", "found"), _cells, "")
    ctx.exit(int(Exit.OK if all(one.well for one in found) else Exit.INCIDENTS))


def _cells(row: Finding) -> tuple[object, ...]:
    return ("ok" if row.well else "!!", row.thing, row.found)
