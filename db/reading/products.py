"""Products, and the stated source of each product and page."""

from collections.abc import Sequence
from json import loads
from sqlite3 import Row

from claims.model import Disclosure, SiteKind
from db.base import Database
from db.known import KnownProduct, KnownSource
from db.mentions import Named
from db.ranks import weight
from db.reading.asking import Where, ask, level_of, money, pairs
from db.reading.flags import FlagSets
from db.reading.near import listed, near
from db.times import moment, moment_or_none

# Both lists by their own index, so that what is not asked for is not looked at.
OF_PAGES_OR_PRODUCTS = """sources.id IN (
    SELECT id FROM sources WHERE page_id IN (SELECT value FROM json_each(?))
    UNION SELECT id FROM sources WHERE product_id IN (SELECT value FROM json_each(?)))"""
PRODUCTS = """
    SELECT products.*, sites.name AS site, (
        SELECT max(coalesce(product_pages.seen_at, pages.seen_at, addresses.seen_at))
        FROM product_pages JOIN pages ON pages.id = product_pages.page_id
        JOIN addresses ON addresses.id = pages.address_id
        WHERE product_pages.product_id = products.id) AS last_seen
    FROM products JOIN sites ON sites.id = products.site_id"""
SOURCES = """
    SELECT sources.*, sites.name AS site, sites.kind AS kind, sites.country AS country, pages.key AS page,
        pages.address AS address, pages.title AS title, pages.lang AS lang,
        coalesce(sources.seen_at, pages.seen_at, addresses.seen_at, sources.first_seen) AS last_seen,
        captures.digest AS digest, captures.warc AS warc, captures.warc_offset AS warc_offset,
        captures.fetched_at AS captured, captures.status AS http_status, captures.final_address AS answered,
        (SELECT json_group_array(json_array(span_start, length(span), rule, rule_version)) FROM source_mentions
            WHERE source_mentions.page_id = sources.page_id AND source_mentions.quote = sources.quote
              AND sources.quote <> '' AND source_mentions.role = 'stated') AS named
    FROM sources JOIN pages ON pages.id = sources.page_id JOIN sites ON sites.id = sources.site_id
    JOIN addresses ON addresses.id = pages.address_id
    LEFT JOIN captures ON captures.id = coalesce(pages.capture_id, addresses.ok_capture_id)"""


def products(
    db: Database, site: str, live: bool | None, ids: Sequence[int] | None, about: Sequence[int] | None = None
) -> tuple[KnownProduct, ...]:
    """Products by site and name."""
    if about is not None:
        ids = near(db, about)[1]
    where = Where()
    where.live("products.gone_at", live)
    if site:
        where.add("sites.name = ?", site)
    if ids is not None:
        where.add("products.id IN (SELECT value FROM json_each(?))", listed(ids))
    rows = ask(db, f"{PRODUCTS}{where.sql()} ORDER BY sites.name, products.name, products.id", where.values)
    return tuple(_product(row) for row in rows)


def sources(
    db: Database,
    site: str,
    live: bool | None,
    about: Sequence[int] | None = None,
    ids: Sequence[int] | None = None,
) -> tuple[KnownSource, ...]:
    """The stated source of every product and page, by site; just those of `ids` where these are given."""
    where = Where()
    if about is not None:
        pages, named = near(db, about)
        where.add(OF_PAGES_OR_PRODUCTS, listed(pages), listed(named))
    if ids is not None:
        where.add("sources.id IN (SELECT value FROM json_each(?))", listed(ids))
    where.live("sources.gone_at", live)
    if site:
        where.add("sites.name = ?", site)
    flags = FlagSets(db)
    rows = ask(db, f"{SOURCES}{where.sql()} ORDER BY sites.name, pages.id, sources.id", where.values)
    return tuple(_source(row, flags) for row in (_of_each_product(rows) if ids is None else rows))


def _of_each_product(rows: Sequence[Row]) -> list[Row]:
    """Of the statements that several pages make about one product the heaviest, as the product itself has it."""
    best: dict[int, Row] = {}
    for row in rows:
        other = best.get(row["product_id"])
        if other is None or _weight(row) > _weight(other):
            best[row["product_id"]] = row
    return [row for row in rows if row["product_id"] is None or best[row["product_id"]] is row]


def _weight(row: Row) -> tuple[bool, tuple[int, int], int]:
    return row["gone_at"] is None, weight(Disclosure(row["disclosure"]), level_of(row["level"])), -row["id"]


def _product(row: Row) -> KnownProduct:
    currency = row["currency"]
    return KnownProduct(
        id=row["id"],
        site=row["site"],
        key=row["key"],
        name=row["name"],
        brand=row["brand"],
        address=row["address"],
        price=money(row["price"], currency),
        price_high=money(row["price_high"], currency),
        list_price=money(row["list_price"], currency),
        available=None if row["available"] is None else bool(row["available"]),
        ingredients=row["ingredients"],
        disclosure=Disclosure(row["disclosure"]),
        sources=pairs(row["sources"]),
        source_reason=row["source_reason"],
        first_seen=moment(row["first_seen"]),
        last_seen=moment(row["last_seen"] or row["first_seen"]),
        gone_at=moment_or_none(row["gone_at"]),
    )


def _source(row: Row, flags: FlagSets) -> KnownSource:
    return KnownSource(
        id=row["id"],
        site=row["site"],
        page=row["page"],
        address=row["address"],
        title=row["title"],
        product=row["product"],
        name=row["name"],
        disclosure=Disclosure(row["disclosure"]),
        sources=pairs(row["sources"]),
        reason=row["reason"],
        quote=row["quote"],
        level=level_of(row["level"]),
        flags=flags.of(row["flag_set_id"]),
        first_seen=moment(row["first_seen"]),
        last_seen=moment(row["last_seen"]),
        kind=SiteKind(row["kind"]),
        country=row["country"],
        lang=row["lang"],
        digest=row["digest"] or "",
        warc=row["warc"] or "",
        offset=row["warc_offset"] or 0,
        captured=moment_or_none(row["captured"]),
        status=row["http_status"] or 0,
        answered=row["answered"] or "",
        named=tuple(Named(*each) for each in loads(row["named"])),
    )
