"""`exowatch read`: what one page says."""

from collections.abc import Sequence
from pathlib import Path

import click

from claims.law.markets import load_regulation, markets_for
from claims.model import Document, SiteKind
from claims.reads import reads_of
from claims.rules.packs import Library, load_library
from claims.scoring.units import read_units, to_json
from crawler.single import fetch_documents
from monitor import config
from monitor.errors import ConfigError
from monitor.home import Home
from monitor.kinds import KIND
from monitor.loading import documents_in
from monitor.output import as_json_line, json_option
from monitor.page import lines_of, records_of

LINES = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)


@click.command(short_help="Reads one page and prints its claims, sources and flags.")
@click.argument("where", metavar="[URL|FILE|-]", required=False)
@click.option("--units", type=LINES, help="Read JSON lines {id, page, kind, lang, text} instead.")
@click.option("--kind", type=KIND, default=SiteKind.BRAND.value, show_default=True, help="Who speaks.")
@click.option("--country", default="", help="Where the seller is, in two letters; its markets and currency follow.")
@click.option("--market", "markets", multiple=True, help="Whose rules apply; may be given more than once.")
@click.option("--explain", is_flag=True, help="Say for every finding which rule and which words it rests on.")
@click.option("--rules-only", is_flag=True, help="Leave the learned helper out.")
@click.option("--allow-private", is_flag=True, help="Fetch from loopback or private addresses as well.")
@json_option
@click.pass_obj
def read(
    home: Home,
    where: str | None,
    units: Path | None,
    kind: SiteKind,
    country: str,
    markets: tuple[str, ...],
    explain: bool,
    rules_only: bool,
    allow_private: bool,
    as_json: bool,
) -> None:
    """Reads one page (HTML or plain text) and prints its products and offers, claims, sources and flags.

    What no rule finds but looks like a claim is marked; --explain also lists what rules find and the helper holds back.
    With --units it gives one JSON line for each unit, with `claims`, `sources` and `routes`.
    """
    if (units is None) == (where is None):
        raise click.UsageError("name one page (an address, a file, or - for standard input), or --units FILE")
    settings = config.load(home.config) if home.config.is_file() else config.Config()
    library = load_library(likeness=settings.reading.likeness and not rules_only)
    if units is not None:
        _print_units(units, library)
        return
    chosen = known_markets(markets) or (markets_for(known_country(country)) if country else ())
    contact = settings.contact
    documents = _documents(str(where), kind, country, allow_private, contact)
    for found in reads_of(documents, library, chosen, load_regulation(), traces=explain or as_json):
        for line in map(as_json_line, records_of(found)) if as_json else lines_of(found, explain):
            click.echo(line)
    if not chosen and kind.sells:
        click.echo("no flags: name a market with --market, or a country with --country", err=True)


def known_markets(markets: Sequence[str]) -> tuple[str, ...]:
    """The markets in capitals. Raises a usage error for one without rules."""
    known = {market.market for market in load_regulation().markets}
    asked = tuple(market.upper() for market in markets)
    if unknown := [market for market in asked if market not in known]:
        message = f"{', '.join(unknown)} has no rules: use one of {', '.join(sorted(known))}"
        raise click.BadParameter(message, param_hint="--market")
    return asked


def known_country(country: str) -> str:
    """The country. Raises a usage error where it is not written with two letters."""
    if len(country) != 2 or not country.isalpha():
        raise click.BadParameter(f"{country!r}: use the two letters of ISO 3166, such as GB", param_hint="--country")
    return country


def _documents(where: str, kind: SiteKind, country: str, allow_private: bool, contact: str) -> tuple[Document, ...]:
    if where.startswith(("http://", "https://")):
        return fetch_documents(where, kind, country, allow_private=allow_private, contact=contact)
    return documents_in(where, kind, country)


def _print_units(path: Path, library: Library) -> None:
    try:
        with click.open_file(str(path), encoding="utf-8") as lines:
            for tags in read_units(lines, path, library):
                click.echo(to_json(tags))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 ({error.reason}): save it as UTF-8") from error
