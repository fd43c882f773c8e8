"""The mentions of sources, routes and prices on the pages that stand."""

from decimal import Decimal
from sqlite3 import Row

from claims.model import Money, Role
from db.base import Database
from db.mentions import KnownOffer, RouteMention, SourceMention
from db.reading.asking import Where, ask

MENTIONS = """
    SELECT {0}.*, sites.name AS site, pages.key AS page, pages.address AS address FROM {0}
    JOIN pages ON pages.id = {0}.page_id JOIN sites ON sites.id = {0}.site_id"""


def source_mentions(db: Database, site: str) -> tuple[SourceMention, ...]:
    """Every mention of a source, in page order."""
    return tuple(
        SourceMention(
            site=row["site"],
            page=row["page"],
            address=row["address"],
            class_=row["class"],
            detail=row["detail"],
            role=Role(row["role"]),
            owner=row["owner"],
            quote=row["quote"],
            span=row["span"],
            span_start=row["span_start"],
            rule=row["rule"],
            rule_version=row["rule_version"],
            product=row["product"],
            place=row["place"],
            experimental=bool(row["is_experimental"]),
        )
        for row in _rows(db, "source_mentions", site)
    )


def route_mentions(db: Database, site: str) -> tuple[RouteMention, ...]:
    """Every mention of a route, in page order."""
    return tuple(
        RouteMention(
            site=row["site"],
            page=row["page"],
            address=row["address"],
            route=row["route"],
            quote=row["quote"],
            span=row["span"],
            span_start=row["span_start"],
            rule=row["rule"],
            rule_version=row["rule_version"],
            product=row["product"],
            place=row["place"],
        )
        for row in _rows(db, "routes", site)
    )


def offers(db: Database, site: str) -> tuple[KnownOffer, ...]:
    """Every price that running text asks, in page order."""
    return tuple(
        KnownOffer(
            site=row["site"],
            page=row["page"],
            address=row["address"],
            what=row["what"],
            price=Money(Decimal(row["price"]), row["currency"]),
            seller=row["seller"],
            starting=bool(row["is_starting"]),
            quote=row["quote"],
            place=row["place"],
        )
        for row in _rows(db, "offers", site)
    )


def _rows(db: Database, table: str, site: str) -> list[Row]:
    where = Where()
    where.live("pages.gone_at", True)
    if site:
        where.add("sites.name = ?", site)
    return ask(db, f"{MENTIONS.format(table)}{where.sql()} ORDER BY sites.name, pages.id, {table}.id", where.values)
