"""`exowatch review`: what waits for a person, and what a person says of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from getpass import getuser

import click

from claims.model import Level
from db.known import KnownClaim, KnownSource
from db.queries import Reader
from db.store import Store
from db.verdicts import KnownSourceVerdict, KnownVerdict, Statement, Verdict
from monitor.errors import ConfigError
from monitor.home import Home
from monitor.lock import held
from monitor.numbers import Number, NumberType, number_of
from monitor.output import emit, json_option
from monitor.times import MOMENT, written

WORDS = {verdict.value.replace("_", "-"): verdict for verdict in Verdict}
CLAIM_HEADERS = ("number", "level", "site", "type", "words", "product", "page", "first seen")
VERDICT_HEADERS = ("number", "verdict", "reason", "by", "when", "words", "holds")
NUMBER = NumberType()
Judged = KnownClaim | KnownSource
Told = KnownVerdict | KnownSourceVerdict


@click.group(short_help="What reviewers say of claims and stated sources.")
def review() -> None:
    """What reviewers say of claims and stated sources: confirmed, dismissed with a reason, letter sent.

    Verdicts are only ever added. A dismissal mutes one wording, or one statement of a source: it stays stored, and is
    back in the queue and in the digest when it is put otherwise.
    """


@review.command(short_help="What waits for a verdict, the most pressing first.")
@click.option("--site", default="", help="Only those of this site.")
@click.option("--level", type=click.Choice([str(level) for level in Level]), default="high", show_default=True,
              help="The least level.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@json_option
@click.pass_obj
def queue(home: Home, site: str, level: str, limit: int, as_json: bool) -> None:
    """The claims and stated sources (S and a number) that wait for a verdict, the most pressing first."""
    with Reader.open(home.require().store) as reader:
        claims = reader.queue(level=Level(level), site=site, limit=limit)
        sources = reader.source_queue(level=Level(level), site=site, limit=limit)
    order = list(Level)
    rows: list[Judged] = [*claims, *sources]
    rows.sort(key=lambda row: order.index(row.level or Level.LOW))
    emit(rows[:limit], as_json, CLAIM_HEADERS, _cells, "nothing waits for a verdict at that level")


@review.command(short_help="Everything that was said of NUMBER, oldest first.")
@click.argument("number", type=NUMBER)
@json_option
@click.pass_obj
def show(home: Home, number: Number, as_json: bool) -> None:
    """Everything that was said of NUMBER (12 for a claim, S12 for a stated source), oldest first."""
    with Reader.open(home.require().store) as reader:
        known, rows = _known(reader, number)
    if not known:
        what = "stated source" if number.of_source else "claim"
        raise ConfigError(f"no {what} has the number {number}: take one from `exowatch review queue`")
    if not as_json:
        emit(known, as_json, CLAIM_HEADERS, _cells, "")
        click.echo()
    emit(rows, as_json, VERDICT_HEADERS, _verdict_cells, "no verdict yet")


@review.command("list", short_help="Every verdict ever said, oldest first.")
@click.option("--verdict", type=click.Choice(list(WORDS)), help="Only verdicts of this kind.")
@json_option
@click.pass_obj
def list_(home: Home, verdict: str | None, as_json: bool) -> None:
    """Every verdict ever said, oldest first; dismissed claims and sources with them."""
    with Reader.open(home.require().store) as reader:
        said: list[Told] = [*reader.verdicts(), *reader.source_verdicts()]
    said.sort(key=lambda row: row.at)
    rows = [row for row in said if verdict is None or row.verdict is WORDS[verdict]]
    emit(rows, as_json, VERDICT_HEADERS, _verdict_cells, "no verdict yet")


@review.command(short_help="Says VERDICT of NUMBERS, about what they say now.")
@click.argument("verdict", type=click.Choice(list(WORDS)))
@click.argument("numbers", nargs=-1, required=True, type=NUMBER)
@click.option("--reason", default="", help="Why; a dismissal needs one.")
@click.option("--by", "reviewer", default="", help="Who says it; left out: the user's name.")
@click.option("--at", type=MOMENT, hidden=True, help="When it was said (for demos and tests).")
@click.pass_obj
def verdict(
    home: Home, verdict: str, numbers: tuple[Number, ...], reason: str, reviewer: str, at: datetime | None
) -> None:
    """Says VERDICT of NUMBERS from `exowatch review queue`, about what they say now.

    12 is a claim and the words that it has, S12 a stated source and what it states.
    """
    said = WORDS[verdict]
    if said is Verdict.DISMISSED and not reason.strip():
        raise click.UsageError("a dismissal needs --reason: say in a few words why these words are none")
    now = at or datetime.now(UTC)
    claims = [number.id for number in numbers if not number.of_source]
    sources = [number.id for number in numbers if number.of_source]
    with held(home.require().lock), Store.open(home.store, now=now) as store:
        store.judge(claims, said, reviewer or getuser(), now, reason, sources)
    click.echo(f"{verdict}: {', '.join(map(str, numbers))}")


def _known(reader: Reader, number: Number) -> tuple[Sequence[Judged], Sequence[Told]]:
    """What has that number, nothing where nothing has, and what was said of it."""
    if number.of_source:
        return reader.sources(ids=[number.id], live=None), reader.source_verdicts([number.id])
    return reader.claims(ids=[number.id], live=None), reader.verdicts([number.id])


def _cells(row: Judged) -> tuple[object, ...]:
    level = row.level.value if row.level else ""
    since = row.first_seen.date().isoformat()
    if isinstance(row, KnownSource):
        statement = Statement(row.disclosure, row.sources, row.quote)
        return (number_of(row), level, row.site, "stated source", _stated(statement), row.name, row.address, since)
    address = row.places[0].address if row.places else ""
    return (number_of(row), level, row.site, row.type, row.quote, row.product_name, address, since)


def _verdict_cells(row: Told) -> tuple[object, ...]:
    is_source = isinstance(row, KnownSourceVerdict)
    words = _stated(row.said) if isinstance(row, KnownSourceVerdict) else row.quote
    changed = "no: another statement stands" if is_source else "no: the wording changed"
    said = row.verdict.value.replace("_", " ")
    return (number_of(row), said, row.reason, row.reviewer, written(row.at), words, "yes" if row.holds else changed)


def _stated(said: Statement) -> str:
    """A statement in a line: what is stated, and the words."""
    pairs = " + ".join(": ".join(part for part in pair if part) for pair in said.sources)
    what = said.disclosure.replace("_", " ")
    named = f"{what} ({pairs})" if pairs else what
    return f"{named}: {said.quote}" if said.quote else named
