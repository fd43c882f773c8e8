"""`exowatch claims`, `changes`, `products`, `coverage`: what is known."""

from collections.abc import Sequence
from datetime import datetime

import click

from claims.model import Money
from db.known import Change, KnownClaim, KnownProduct, SiteCoverage
from db.leads import Endless, LeftOut, Refused
from db.queries import Reader
from monitor.errors import ConfigError
from monitor.home import Home
from monitor.output import emit, json_option
from monitor.times import MOMENT, written

LEFT_OUT = {
    Endless.CALENDAR: "dates of calendars or archives",
    Endless.FILTERS: "choices of filters",
    Endless.ORDER: "times the same parts in another order",
    Endless.DEPTH: "too many links away",
    Refused.VIEW: "that only sort, narrow, search or repeat",
    Refused.SERVICE: "baskets, log-ins and the like",
    Refused.FILE: "files that are no pages",
    Refused.BROCHURE: "PDF files that name nothing of the subject",
    Refused.PRODUCT: "products that the shop's list says are off the subject",
    Refused.NEIGHBOUR: "on other hosts of the domain (each is a site of its own in the watchlist)",
}
NOTHING = "none are stored: `exowatch coverage` says what was seen of each site"


@click.command(short_help="The claims that stand, with status and highest level.")
@click.argument("sites", nargs=-1)
@click.option("--all", "gone_too", is_flag=True, help="Claims that are gone as well.")
@click.option("--search", default="", metavar="WORDS", help="Only claims with words that begin like each of these.")
@json_option
@click.pass_obj
def claims(home: Home, sites: tuple[str, ...], gone_too: bool, search: str, as_json: bool) -> None:
    """The claims that stand on the watched sites, with their status and highest level."""
    with Reader.open(home.require().store) as reader:
        _check_names(sites, reader)
        found = reader.claims(live=None if gone_too else True, search=search)
        rows = [row for row in found if not sites or row.site in sites]
    headers = ("site", "type", "status", "level", "claim", "product", "first seen", "last seen", "gone")
    emit(rows, as_json, headers, _claim_cells, NOTHING)


def _check_names(names: Sequence[str], reader: Reader) -> None:
    """Raises ConfigError for a site that the store does not know."""
    known = sorted(site.name for site in reader.sites())
    if unknown := [name for name in names if name not in known]:
        raise ConfigError(f"no site named {', '.join(unknown)} is stored: there are {', '.join(known) or 'none yet'}")


def _claim_cells(row: KnownClaim) -> tuple[object, ...]:
    gone = _day(row.gone_at)
    shown = row.level.value if row.level else ""
    return (
        row.site,
        row.type,
        row.status.value,
        shown,
        row.quote,
        row.product_name,
        *map(_day, _sights(row)),
        gone,
    )


def _sights(row: KnownClaim) -> tuple[datetime, datetime]:
    return row.first_seen, row.last_seen


@click.command(short_help="What changed: claims, sources, prices, products.")
@click.option("--since", type=MOMENT, help="Only what happened from then on, such as 2026-11-14 (UTC).")
@json_option
@click.pass_obj
def changes(home: Home, since: datetime | None, as_json: bool) -> None:
    """What changed on the watched sites: claims, sources, prices, products."""
    with Reader.open(home.require().store) as reader:
        rows = reader.changes(since=since)
    headers = ("when", "site", "change", "subject", "before", "after", "level")
    emit(rows, as_json, headers, _change_cells, "no changes are stored" + (" since then" if since else ""))


def _change_cells(row: Change) -> tuple[object, ...]:
    kind = row.kind.value + (" (technical)" if row.technical else "")
    level = row.level.value if row.level else ""
    return (written(row.at), row.site, kind, row.subject, row.before, row.after, level)


@click.command(short_help="The products, with prices and stated sources.")
@json_option
@click.pass_obj
def products(home: Home, as_json: bool) -> None:
    """The products of the watched sites, with prices and stated sources."""
    with Reader.open(home.require().store) as reader:
        rows = reader.products(live=None)
    headers = ("site", "product", "brand", "price", "list price", "available", "source", "first seen", "gone")
    emit(rows, as_json, headers, _product_cells, NOTHING)


def _product_cells(row: KnownProduct) -> tuple[object, ...]:
    source = ", ".join(f"{class_}/{detail}" for class_, detail in row.sources) or row.disclosure.value
    stock = {True: "yes", False: "no", None: ""}[row.available]
    prices = (_price(row.price), _price(row.list_price))
    return (row.site, row.name, row.brand, *prices, stock, source, _day(row.first_seen), _day(row.gone_at))


@click.command(short_help="What the last run saw of each site, what not, and why.")
@json_option
@click.pass_obj
def coverage(home: Home, as_json: bool) -> None:
    """How much of each site the last run saw, and what it did not see and why."""
    with Reader.open(home.require().store) as reader:
        rows = reader.coverage()
    headers = (
        "site",
        "expected",
        "seen",
        "unchanged",
        "blocked",
        "failed",
        "gone",
        "unvisited",
        "unread",
        "causes",
    )
    emit(rows, as_json, headers, _coverage_cells, "nothing was visited yet: run `exowatch crawl` first")


def _coverage_cells(row: SiteCoverage) -> tuple[object, ...]:
    counts = (
        row.expected,
        row.seen,
        row.unchanged,
        row.blocked,
        row.failed,
        row.gone,
        row.unvisited,
        row.unread,
    )
    causes = [f"{page.address}: {page.cause}" for page in row.troubles]
    causes += [f"{incident.cause}: {incident.remedy}" for incident in row.incidents]
    causes += [f"not followed, for there is no end of them: {left_out_words(row.endless)}"] if row.endless else []
    causes += [f"not asked for, by what they are: {left_out_words(row.refused)}"] if row.refused else []
    return (row.site, *counts, "; ".join(causes))


def left_out_words(left_out: Sequence[LeftOut]) -> str:
    """How many addresses were not followed, by what they are."""
    return ", ".join(f"{left.count} {LEFT_OUT[left.reason]}" for left in left_out)


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else ""


def _price(money: Money | None) -> str:
    return f"{money.amount} {money.currency}".strip() if money else ""
