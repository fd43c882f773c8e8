"""Claims with their places and flags."""

from collections.abc import Sequence
from dataclasses import dataclass
from json import loads
from sqlite3 import Row

from claims.model import Level, SiteKind, Status
from db.base import Database
from db.known import KnownClaim, KnownPlace
from db.ranks import RETURNS_OF_A_BANNER
from db.reading.asking import BY_LEVEL, Where, ask, at_least, chunks, followed, level_of
from db.reading.flags import FlagSets
from db.times import moment, moment_or_none

CLAIMS = """
    SELECT claims.*, places.quote, places.span, places.span_start, places.rule, places.rule_version, places.words,
        places.cue, places.cue_words, places.limits, places.flag_set_id, places.is_experimental, places.lang,
        sites.name AS site, sites.kind AS kind, sites.country AS country, coalesce(products.name, '') AS product_name
    FROM claims JOIN places ON places.id = claims.place_id JOIN sites ON sites.id = claims.site_id
    LEFT JOIN products ON products.site_id = claims.site_id AND products.key = claims.product"""
FOUND = """claims.id IN (
    SELECT wordings.claim_id FROM quotes_search JOIN wordings ON wordings.id = quotes_search.rowid
    WHERE quotes_search MATCH ?)"""
ORDER = f" ORDER BY {BY_LEVEL.format('claims.level')}, claims.first_seen DESC, claims.id"
PLACES = """
    SELECT places.*, pages.key AS page, pages.address AS address, pages.title AS title,
        coalesce(places.seen_at, pages.seen_at, addresses.seen_at, places.first_seen) AS last_seen,
        captures.id AS capture, captures.digest AS digest, captures.warc AS warc, captures.warc_offset AS warc_offset,
        captures.fetched_at AS captured, captures.status AS http_status, captures.final_address AS answered
    FROM places JOIN pages ON pages.id = places.page_id JOIN addresses ON addresses.id = pages.address_id
    LEFT JOIN captures ON captures.id = coalesce(places.capture_id, pages.capture_id, addresses.ok_capture_id)"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims are asked for; empty fields ask for all."""

    site: str = ""
    type: str = ""
    product: str = ""
    level: Level | None = None
    live: bool | None = True
    ids: Sequence[int] | None = None
    search: str = ""
    limit: int | None = None


def claims(db: Database, wanted: Wanted) -> tuple[KnownClaim, ...]:
    """Claims, the most pressing first, then the newest."""
    rows = _rows(db, wanted)
    places: dict[int, list[KnownPlace]] = {}
    for portion in chunks([row["id"] for row in rows]):
        where = Where()
        where.among("places.claim_id", portion)
        for row in ask(db, f"{PLACES}{where.sql()} ORDER BY places.gone_at IS NOT NULL, places.id", where.values):
            places.setdefault(row["claim_id"], []).append(_place(row))
    flags = FlagSets(db)
    return tuple(_claim(row, tuple(places[row["id"]]), flags) for row in rows)


def _rows(db: Database, wanted: Wanted) -> list[Row]:
    if wanted.ids is None:
        where = _where(wanted)
        limit = "" if wanted.limit is None else f" LIMIT {int(wanted.limit)}"
        return ask(db, f"{CLAIMS}{where.sql()}{ORDER}{limit}", where.values)
    rows: list[Row] = []
    for portion in chunks(followed(db, wanted.ids)):
        where = _where(wanted)
        where.among("claims.id", portion)
        rows.extend(ask(db, f"{CLAIMS}{where.sql()}", where.values))
    rows.sort(key=_pressing)
    return rows[: wanted.limit]


def _pressing(row: Row) -> tuple[int, float, int]:
    level = level_of(row["level"])
    rank = len(Level) if level is None else list(Level).index(level)
    return rank, -moment(row["first_seen"]).timestamp(), row["id"]


def _where(wanted: Wanted) -> Where:
    where = Where()
    where.live("claims.gone_at", wanted.live)
    if wanted.site:
        where.add("claims.site_id = (SELECT id FROM sites WHERE name = ?)", wanted.site)
    if wanted.type:
        where.add("claims.type = ?", wanted.type)
    if wanted.product:
        where.add("claims.product = ?", wanted.product)
    if words := wanted.search.split():
        where.add(FOUND, " ".join('"' + word.replace('"', '""') + '"*' for word in words))
    if wanted.level is not None:
        where.among("claims.level", at_least(wanted.level))
    return where


def _claim(row: Row, places: tuple[KnownPlace, ...], flags: FlagSets) -> KnownClaim:
    return KnownClaim(
        id=row["id"],
        site=row["site"],
        kind=SiteKind(row["kind"]),
        country=row["country"],
        type=row["type"],
        status=Status(row["status"]),
        quote=row["quote"],
        span=row["span"],
        span_start=row["span_start"],
        product=row["product"],
        product_name=row["product_name"],
        rule=row["rule"],
        rule_version=row["rule_version"],
        words=row["words"],
        cue=row["cue"],
        cue_words=row["cue_words"],
        limits=row["limits"],
        level=level_of(row["level"]),
        flags=flags.of(row["flag_set_id"]),
        places=places,
        first_seen=moment(row["first_seen"]),
        last_seen=max(place.last_seen for place in places),
        wording_since=moment(row["wording_since"]),
        gone_at=moment_or_none(row["gone_at"]),
        experimental=bool(row["is_experimental"]),
        technical=bool(row["is_technical"]),
        lang=row["lang"],
        baseline=bool(row["is_baseline"]),
        rotating=row["returns"] >= RETURNS_OF_A_BANNER,
    )


def _place(row: Row) -> KnownPlace:
    return KnownPlace(
        page=row["page"],
        address=row["address"],
        title=row["title"],
        place=row["place"],
        product=row["product"],
        live=row["gone_at"] is None,
        first_seen=moment(row["first_seen"]),
        last_seen=moment(row["last_seen"]),
        capture=row["capture"] or 0,
        digest=row["digest"] or "",
        warc=row["warc"] or "",
        offset=row["warc_offset"] or 0,
        trail=tuple(loads(row["trail"])),
        form=row["form"],
        captured=moment_or_none(row["captured"]),
        status=row["http_status"] or 0,
        answered=row["answered"] or "",
    )
