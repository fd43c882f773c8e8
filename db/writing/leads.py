"""Addresses that sites name: kept with what names them, given back with what has become of each."""

from collections.abc import Sequence

from db.base import Database
from db.leads import KnownLanguage, KnownLead, Lead
from db.times import moment_or_none
from db.writing.rows import many, one

MOST_LEADS = 50_000  # of one site; endless sites must not fill the disk
LONGEST_WORDS = 200
KEEP = """
    INSERT INTO leads (site_id, address, words, modified, depth) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (site_id, address) DO UPDATE SET
        words = CASE WHEN length(excluded.words) > length(words) THEN excluded.words ELSE words END,
        modified = CASE excluded.modified WHEN '' THEN modified ELSE excluded.modified END,
        depth = min(depth, excluded.depth)
    WHERE length(excluded.words) > length(words) OR excluded.depth < depth
        OR (excluded.modified <> '' AND excluded.modified <> modified)"""
# What stands where is what the newest capture said; pages with claims first, then those with products.
KNOWN = """
    SELECT coalesce(addresses.address, leads.address) AS address, coalesce(leads.words, '') AS words,
        coalesce(leads.modified, '') AS modified, coalesce(leads.depth, 0) AS depth, addresses.fetched_at,
        coalesce(addresses.quality IN ('gone', 'soft_404', 'not_a_page', 'redirected_away'), 0) AS dead,
        coalesce(leads.modified <> '' AND leads.modified = addresses.modified
            AND addresses.quality IN ('ok', 'not_modified'), 0) AS unchanged,
        addresses.ok_capture_id IS NOT NULL AND (
            EXISTS (SELECT 1 FROM pages WHERE pages.address_id = addresses.id AND pages.gone_at IS NULL)
            OR NOT EXISTS (SELECT 1 FROM pages WHERE pages.address_id = addresses.id)) AS expected,
        EXISTS (SELECT 1 FROM pages JOIN places ON places.page_id = pages.id
            WHERE pages.address_id = addresses.id AND places.gone_at IS NULL) AS claims,
        EXISTS (SELECT 1 FROM pages JOIN product_pages ON product_pages.page_id = pages.id
            WHERE pages.address_id = addresses.id AND product_pages.gone_at IS NULL) AS products
    FROM {joined} WHERE {condition}
    ORDER BY claims DESC, products DESC, addresses.id, leads.address"""
VISITED = KNOWN.format(
    joined="addresses LEFT JOIN leads ON leads.site_id = addresses.site_id AND leads.address = addresses.address",
    condition="addresses.site_id = ?",
)
UNVISITED = KNOWN.format(
    joined="leads LEFT JOIN addresses ON addresses.site_id = leads.site_id AND addresses.address = leads.address",
    condition="leads.site_id = ? AND addresses.id IS NULL",
)
DATED = """
    UPDATE addresses SET modified = coalesce(
        (SELECT leads.modified FROM leads
            WHERE leads.site_id = addresses.site_id AND leads.address = addresses.address),
        modified) WHERE id = ?"""
LANGUAGES = """
    SELECT addresses.address, min(pages.lang) AS lang,
        CASE addresses.quality WHEN 'other_language' THEN addresses.fetched_at END AS doubted_at
    FROM pages JOIN addresses ON addresses.id = pages.address_id
    WHERE pages.site_id = ? AND pages.gone_at IS NULL AND pages.lang <> ''
    GROUP BY addresses.id HAVING count(*) = 1"""


def keep(db: Database, site: int, leads: Sequence[Lead]) -> None:
    """Keep what a site names, as far as there is room for it; what is known takes longer words and newer dates."""
    if not leads:
        return
    row = one(db, "SELECT count(*) FROM leads WHERE site_id = ?", site)
    room = MOST_LEADS - (int(row[0]) if row else 0)
    rows = [
        (site, lead.address, lead.words[:LONGEST_WORDS], lead.modified, lead.depth) for lead in leads[: max(0, room)]
    ]
    db.conn.executemany(KEEP, rows)


def date(db: Database, address: int) -> None:
    """Keep that an address was seen under the date that its site gives for it."""
    db.conn.execute(DATED, (address,))


def known(db: Database, site: str) -> tuple[KnownLead, ...]:
    """All that is known of a site's addresses."""
    number = _number(db, site)
    return tuple(
        KnownLead(
            Lead(row["address"], row["words"], row["modified"], row["depth"]),
            asked_at=moment_or_none(row["fetched_at"]),
            expected=bool(row["expected"]),
            holds=bool(row["claims"]),
            unchanged=bool(row["unchanged"]),
            dead=bool(row["dead"]),
        )
        for sql in (VISITED, UNVISITED)
        for row in many(db, sql, number)
    )


def languages(db: Database, site: str) -> dict[str, KnownLanguage]:
    """The language of each address that gives one page."""
    return {
        row["address"]: KnownLanguage(row["lang"], moment_or_none(row["doubted_at"]))
        for row in many(db, LANGUAGES, _number(db, site))
    }


def _number(db: Database, site: str) -> int:
    row = one(db, "SELECT id FROM sites WHERE name = ?", site)
    return int(row["id"]) if row else 0
