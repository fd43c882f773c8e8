"""`exowatch rules`: the rules of the reading, as people review them."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from claims.law.lint_markets import lint_markets
from claims.law.markets import FOLDER as MARKETS
from claims.rules.lint_packs import lint_packs
from claims.rules.packs import FOLDER as PACKS
from claims.rules.packs import load_library
from claims.rules.rulebook import CueEntry, Entry, NoSuchRule, cue_entries, entries, entry_of, rule_or_cue_of
from claims.rules.trial import failures_of, failures_of_cue
from claims.scoring.ledger import ledger_of
from monitor.commands.rules_gold import FILE, gate, ledger, score_units, units_of
from monitor.errors import Exit
from monitor.output import as_json_line, emit, json_option
from monitor.rules import Line, card_of, line_of

AnyEntry = TypeVar("AnyEntry", bound=Entry | CueEntry)


@click.group(short_help="The rules that claims are read by: list, test, measure.")
def rules() -> None:
    """The rules that claims are read by: list, show, lint and test them, and measure them on labelled pages.

    Labelled pages (gold) are JSON lines; those of the project lie in tests/gold of its source, and docs/gold.md
    tells what they are.
    """


@rules.command("list", short_help="Every rule with its state, patterns and examples.")
@click.option("--lang", default="", help="Only the rules of this language, in two letters.")
@click.option("--type", "type_", default="", help="Only the rules of this claim type.")
@json_option
def list_rules(lang: str, type_: str, as_json: bool) -> None:
    """Every rule: id, type, state, version, how many patterns and examples it has, title."""
    every = [line_of(entry) for entry in entries()]
    chosen = [line for line in every if lang.lower() in {"", line.lang} and type_ in {"", line.type}]
    headers = ("rule", "type", "state", "version", "patterns", "hits", "misses", "title")
    emit(chosen, as_json, headers, _line_cells, "no rule is of that language and type: see `exowatch rules list`")


def _line_cells(line: Line) -> tuple[object, ...]:
    counts = (line.patterns, line.hits, line.misses)
    return (line.rule, line.type, line.state, line.version, *counts, line.title)


@rules.command(short_help="One rule whole, with its hits on labelled pages.")
@click.argument("id_", metavar="ID")
@click.option("--gold", multiple=True, type=FILE, help="Labelled pages to count its hits on; may be given again.")
@json_option
def show(id_: str, gold: tuple[Path, ...], as_json: bool) -> None:
    """One rule whole: patterns with their word lists put in, conditions, examples, and its hits on labelled pages."""
    entry = _found(id_, entry_of)
    library = load_library()
    tallies = ledger_of(units_of(gold, entry.head.lang), library).tallies if gold else ()
    card = card_of(entry, library, next((tally for tally in tallies if tally.rule == id_), None))
    for line in [as_json_line(card)] if as_json else card.lines():
        click.echo(line)


def _found(id_: str, among: Callable[[str], AnyEntry]) -> AnyEntry:
    """What goes by an id; one that is unknown is wrong usage."""
    try:
        return among(id_)
    except NoSuchRule as error:
        raise click.UsageError(str(error)) from error


@rules.command(short_help="What is wrong with rules, where, and what to do.")
@click.pass_context
def lint(ctx: click.Context) -> None:
    """What is wrong with the rule packs and the markets' rules, each as path:line:column: what, and what to do.

    Exits with 1 where there is something.
    """
    complaints = (*lint_packs(PACKS), *lint_markets(MARKETS))
    for complaint in complaints:
        click.echo(complaint)
    click.echo(f"{len(complaints)} complaints" if complaints else "nothing to complain of", err=True)
    ctx.exit(int(Exit.INCIDENTS if complaints else Exit.OK))


@rules.command(short_help="Tries rules and cues on their own examples.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.pass_context
def test(ctx: click.Context, ids: tuple[str, ...]) -> None:
    """Tries every rule and cue, or those named, on their own examples, and prints the ones that fail.

    Retired rules and cues without examples are not tried. Exits with 1 where an example fails.
    """
    every: list[Entry | CueEntry] = [] if ids else [*entries(), *cue_entries()]
    chosen = [_found(id_, rule_or_cue_of) for id_ in ids] or every
    tried = [entry for entry in chosen if _has_a_trial(entry)]
    failed = sum(_try(entry) for entry in tried)
    cues = sum(isinstance(entry, CueEntry) for entry in tried)
    left = f", {len(chosen) - len(tried)} retired or without examples" if len(tried) < len(chosen) else ""
    click.echo(f"{len(tried) - cues} rules and {cues} cues tried{left}, {failed} examples fail", err=True)
    ctx.exit(int(Exit.INCIDENTS if failed else Exit.OK))


def _has_a_trial(entry: Entry | CueEntry) -> bool:
    return entry.state != "retired" if isinstance(entry, Entry) else entry.cue.examples is not None


def _try(entry: Entry | CueEntry) -> int:
    """How many examples of a rule or cue fail, each printed with its place."""
    pack = next(pack for pack in load_library().packs if pack.lang == entry.head.lang)
    found = failures_of(pack, entry.rule) if isinstance(entry, Entry) else failures_of_cue(pack, entry.cue)
    failures = list(found)
    for failure in failures:
        click.echo(f"{entry.place(*failure.steps)}: {failure}")
    return len(failures)


for command in (ledger, score_units, gate):
    rules.add_command(command)
