"""`exowatch rules ledger | score | gate`: the rules measured on labelled pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from claims.rules.packs import load_library
from claims.rules.wordings import apart
from claims.scoring.floors import FloorLowered, Floors, Standing, drifted, load_floors, measured, renewed, to_json
from claims.scoring.folds import as_if_new
from claims.scoring.ledger import Ledger, Tally, account_of, ledger_of
from claims.scoring.predictions import gold_of, predictions_of
from claims.scoring.score import GoldUnit, Scores, score
from monitor.errors import Exit
from monitor.figures import bounds_of, differences, figure_lines, shortfalls, type_lines
from monitor.output import as_json_line, emit, json_option

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure with all rules, with the rare ones switched off, and as on new pages where that was asked for."""

    figure: str
    value: float
    without_rare: float
    as_if_new: float | None


@click.command(short_help="Hits and precision of each rule on labelled pages.")
@click.argument("gold", nargs=-1, required=True, type=FILE)
@click.option("--lang", default="en", show_default=True, help="Only units of this language; empty for all.")
@click.option("--wordings", is_flag=True, help="Count each wording that a rule lists by itself.")
@click.option("--folds", is_flag=True, help="Estimate the figures on new pages as well; takes five times as long.")
@json_option
def ledger(gold: tuple[Path, ...], lang: str, wordings: bool, folds: bool, as_json: bool) -> None:
    """Hits and precision of each rule on labelled pages; * marks those that the pages confirm once or never.

    Below stand the figures with all rules and, beside them, with the marked ones switched off; with --folds also
    those of each fifth of the pages read without the wordings that no other page confirms.
    """
    library, units = load_library(), units_of(gold, lang)
    found = ledger_of(units, apart(library) if wordings else library)
    headers = ("", "rule", "hits", "true", "precision", *(("words",) if wordings else ()))
    rows = sorted(found.tallies, key=lambda tally: (-tally.hits, tally.rule))
    emit(rows, as_json, headers, lambda tally: _tally_cells(tally, wordings), "no rule reads this language")
    _compare(found, as_if_new(units, library) if folds else None, as_json)


def units_of(gold: Sequence[Path], lang: str) -> list[GoldUnit]:
    """The labelled units of the files that are in a language, of all languages where it is empty."""
    return [entry for path in gold for entry in gold_of(path) if lang in {"", entry.unit.lang}]


def _tally_cells(tally: Tally, wordings: bool) -> tuple[object, ...]:
    share = "" if tally.precision is None else f"{tally.precision:.2f}"
    words = (" | ".join(tally.words),) if wordings else ()
    return ("*" if tally.rare else "", tally.rule, tally.hits, tally.true, share, *words)


def _compare(found: Ledger, new: Scores | None, as_json: bool) -> None:
    rows = [
        Compared(
            one.name,
            round(one.value, 4),
            round(found.without_rare.figure(one.name), 4),
            round(new.figure(one.name), 4) if new else None,
        )
        for one in found.scores.figures
    ]
    if not as_json:
        rare = sum(tally.rare for tally in found.tallies)
        click.echo(f"\n{rare} of {len(found.tallies)} are confirmed once or never; without them:\n")
    headers = ("figure", "with all", "without *", *(("as if new",) if new else ()))
    emit(rows, as_json, headers, _compared_cells, "")


def _compared_cells(row: Compared) -> tuple[object, ...]:
    new = () if row.as_if_new is None else (f"{row.as_if_new:.3f}",)
    return (row.figure, f"{row.value:.3f}", f"{row.without_rare:.3f}", *new)


@click.command("score", short_help="How well the reading agrees with labelled pages.")
@click.argument("gold", type=FILE)
@click.argument("predicted", required=False, type=FILE)
@click.option("--min", "least", multiple=True, metavar="FIGURE=VALUE", help="Exit with 1 where a figure is lower.")
@click.option("--types", is_flag=True, help="A row for each claim type as well.")
@click.option("--errors", default=0, metavar="N", help="Show as many missed and as many invented claims.")
@click.option("--rules-only", is_flag=True, help="Leave the learned helper out.")
@json_option
@click.pass_context
def score_units(
    ctx: click.Context,
    gold: Path,
    predicted: Path | None,
    least: tuple[str, ...],
    types: bool,
    errors: int,
    rules_only: bool,
    as_json: bool,
) -> None:
    """How well the reading, or the tags in the file PREDICTED, agree with labelled pages.

    Exits with 1 where a figure is below its --min, with 2 where a file or an option is wrong.
    """
    units = gold_of(gold)
    tags = (
        predictions_of(predicted, units) if predicted else account_of(units, load_library(likeness=not rules_only)).tags
    )
    scores = score(units, tags)
    short = shortfalls(scores, bounds_of(least, scores))
    rows = map(as_json_line, (*(scores.types if types else ()), *scores.figures))
    shown = (*(type_lines(scores) if types else ()), *differences(units, scores, errors), *figure_lines(scores))
    for line in rows if as_json else shown:
        click.echo(line)
    if short:
        click.echo(f"short: {', '.join(short)}", err=True)
    ctx.exit(int(Exit.INCIDENTS if short else Exit.OK))


@click.command(short_help="Holds the reading to the figures in the file FLOORS.")
@click.argument("floors", type=FILE)
@click.option("--update", is_flag=True, help="Raise the floors to what is measured, and note the gold's digests.")
@click.option("--reason", default="", metavar="TEXT", help="Why a floor is lowered; it is kept beside the floors.")
@json_option
@click.pass_context
def gate(ctx: click.Context, floors: Path, update: bool, reason: str, as_json: bool) -> None:
    """Holds the reading to the file FLOORS, beside which the labelled pages lie (tests/gold/floors.json).

    Exits with 1 where a figure is below its floor, or more than 0.03 below it without the rare rules (those that the
    labelled pages confirm once or never), or where the labelled pages are not those the floors were measured on.
    --update raises floors as far as both hold, and never lowers one without a --reason.
    """
    kept = load_floors(floors)
    standings = measured(kept, floors.parent)
    headers = ("part", "figure", "measured", "without rare", "floor", "")
    emit(standings, as_json, headers, _standing_cells, "the file holds no floors")
    if update:
        floors.write_text(to_json(_renewed(kept, standings, floors, reason)), encoding="utf-8")
        click.echo(f"wrote {floors}", err=True)
        return
    complaints = _complaints(kept, standings, floors)
    for complaint in complaints:
        click.echo(complaint, err=True)
    ctx.exit(int(Exit.INCIDENTS if complaints else Exit.OK))


def _renewed(kept: Floors, standings: Sequence[Standing], floors: Path, reason: str) -> Floors:
    try:
        return renewed(kept, standings, floors.parent, datetime.now(UTC).date(), reason)
    except FloorLowered as error:
        raise click.UsageError(str(error)) from error


def _standing_cells(one: Standing) -> tuple[object, ...]:
    said = "short" if one.short else "rests on rare rules" if one.rests_on_rare else ""
    return (one.part, one.figure, f"{one.value:.3f}", f"{one.without_rare:.3f}", one.least, said)


def _complaints(kept: Floors, standings: Sequence[Standing], floors: Path) -> list[str]:
    short = ", ".join(f"{one.figure} of {one.part}" for one in standings if one.short)
    complaints = [f"{name} has changed: measure again with --update" for name in drifted(kept, floors.parent)]
    if short:
        complaints.append(f"below their floors: {short}: mend the rules, or use --update with a --reason")
    return complaints
