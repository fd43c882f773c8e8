"""`exowatch review`: what waits for a person, and what a person says of it."""

from datetime import UTC, datetime
from getpass import getuser

import click

from claims.model import Level
from db.model import KnownClaim
from db.queries import Reader
from db.store import Store
from db.verdicts import KnownVerdict, Verdict
from monitor.errors import ConfigError
from monitor.home import Home
from monitor.lock import held
from monitor.output import emit, json_option
from monitor.times import MOMENT, written

WORDS = {verdict.value.replace("_", "-"): verdict for verdict in Verdict}


@click.group()
def review() -> None:
    """What reviewers say of claims: confirmed, dismissed with a reason, letter sent.

    Verdicts are only ever added. A dismissal mutes one wording: the claim stays stored, and is back in the queue
    and in the digest when its wording changes.
    """


@review.command()
@click.option("--site", default="", help="Only claims of this site.")
@click.option("--level", type=click.Choice([str(level) for level in Level]), default="high", show_default=True,
              help="The least level.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@json_option
@click.pass_obj
def queue(home: Home, site: str, level: str, limit: int, as_json: bool) -> None:
    """The claims that stand and wait for a verdict, the most pressing first."""
    with Reader.open(home.require().store) as reader:
        rows = reader.queue(level=Level(level), site=site, limit=limit)
    headers = ("claim", "level", "site", "type", "words", "product", "page", "first seen")
    emit(rows, as_json, headers, _claim_cells, "nothing waits for a verdict at that level")


@review.command()
@click.argument("claim", type=click.IntRange(min=1))
@json_option
@click.pass_obj
def show(home: Home, claim: int, as_json: bool) -> None:
    """Everything that was said of CLAIM (a number from `exowatch review queue`), oldest first."""
    with Reader.open(home.require().store) as reader:
        known = reader.claims(ids=[claim], live=None)
        rows = reader.verdicts([claim])
    if not known:
        raise ConfigError(f"no claim has the number {claim}: take one from `exowatch review queue`")
    if not as_json:
        emit(known, as_json, ("claim", "level", "site", "type", "words", "product", "page", "first seen"),
             _claim_cells, "")  # fmt: skip
        click.echo()
    emit(rows, as_json, VERDICT_HEADERS, _verdict_cells, "no verdict yet")


@review.command("list")
@click.option("--verdict", type=click.Choice(list(WORDS)), help="Only verdicts of this kind.")
@json_option
@click.pass_obj
def list_(home: Home, verdict: str | None, as_json: bool) -> None:
    """Every verdict ever said, oldest first; dismissed claims with them."""
    with Reader.open(home.require().store) as reader:
        rows = [row for row in reader.verdicts() if verdict is None or row.verdict is WORDS[verdict]]
    emit(rows, as_json, VERDICT_HEADERS, _verdict_cells, "no verdict yet")


@review.command()
@click.argument("verdict", type=click.Choice(list(WORDS)))
@click.argument("claims", nargs=-1, required=True, type=click.IntRange(min=1))
@click.option("--reason", default="", help="Why; a dismissal needs one.")
@click.option("--by", "reviewer", default="", help="Who says it; left out: the user's name.")
@click.option("--at", type=MOMENT, hidden=True, help="When it was said (for demos and tests).")
@click.pass_obj
def verdict(home: Home, verdict: str, claims: tuple[int, ...], reason: str, reviewer: str, at: datetime | None) -> None:
    """Says VERDICT of CLAIMS (numbers from `exowatch review queue`), about the words they have now."""
    said = WORDS[verdict]
    if said is Verdict.DISMISSED and not reason.strip():
        raise click.UsageError("a dismissal needs --reason: say in a few words why these words are none")
    now = at or datetime.now(UTC)
    with held(home.require().lock), Store.open(home.store, now=now) as store:
        store.judge(claims, said, reviewer or getuser(), now, reason)
    click.echo(f"{verdict}: {', '.join(map(str, claims))}")


VERDICT_HEADERS = ("claim", "verdict", "reason", "by", "when", "words", "holds")


def _claim_cells(row: KnownClaim) -> tuple[object, ...]:
    level = row.level.value if row.level else ""
    address = row.places[0].address if row.places else ""
    return (row.id, level, row.site, row.type, row.quote, row.product_name, address, row.first_seen.date().isoformat())


def _verdict_cells(row: KnownVerdict) -> tuple[object, ...]:
    holds = "yes" if row.holds else "no: the wording changed"
    said = row.verdict.value.replace("_", " ")
    return (row.claim, said, row.reason, row.reviewer, written(row.at), row.quote, holds)
