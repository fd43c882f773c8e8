"""What the crawler asks before and at the end of a visit: validators, pages to expect, absences to confirm."""

from db.base import Database
from db.model import Validators
from db.writing.rows import many

FULL_EVERY = 10  # every tenth visit goes without validators
VALIDATORS = """
    SELECT address, etag, last_modified FROM addresses
    WHERE site_id = (SELECT id FROM sites WHERE name = ?) AND quality IN ('ok', 'not_modified')
      AND (etag <> '' OR last_modified <> '') AND visits_since_full < ?
      AND NOT EXISTS (SELECT 1 FROM pages WHERE pages.address_id = addresses.id AND pages.is_pending)"""
KNOWN = """
    SELECT address FROM addresses
    WHERE site_id = (SELECT id FROM sites WHERE name = ?1) AND ok_capture_id IS NOT NULL
      AND (EXISTS (SELECT 1 FROM pages WHERE pages.address_id = addresses.id AND pages.gone_at IS NULL)
        OR NOT EXISTS (SELECT 1 FROM pages WHERE pages.address_id = addresses.id))
    ORDER BY NOT EXISTS (
        SELECT 1 FROM pages JOIN places ON places.page_id = pages.id
        WHERE pages.address_id = addresses.id AND places.gone_at IS NULL),
      NOT EXISTS (
        SELECT 1 FROM pages JOIN product_pages ON product_pages.page_id = pages.id
        WHERE pages.address_id = addresses.id AND product_pages.gone_at IS NULL), id"""
# One page for each claim that every page seen so far has lost, but for banners.
MISSED_CLAIMS = """
    SELECT min(addresses.id) AS id, addresses.address FROM places
    JOIN claims ON claims.id = places.claim_id
    JOIN pages ON pages.id = places.page_id
    JOIN addresses ON addresses.id = pages.address_id
    WHERE places.missed_run_id = ?1 AND places.missed_at IS NOT NULL AND places.gone_at IS NULL
      AND places.misses = 1 AND claims.returns < 2
      AND addresses.site_id = (SELECT id FROM sites WHERE name = ?2)
      AND addresses.last_run_id = ?1 AND addresses.quality = 'ok'
      AND NOT EXISTS (
        SELECT 1 FROM places AS other
        WHERE other.claim_id = places.claim_id AND other.missed_at IS NULL AND other.gone_at IS NULL)
    GROUP BY places.claim_id"""
MISSED_PRODUCTS = """
    SELECT min(addresses.id) AS id, addresses.address FROM product_pages
    JOIN pages ON pages.id = product_pages.page_id
    JOIN addresses ON addresses.id = pages.address_id
    WHERE product_pages.missed_run_id = ?1 AND product_pages.missed_at IS NOT NULL AND product_pages.gone_at IS NULL
      AND product_pages.misses = 1
      AND addresses.site_id = (SELECT id FROM sites WHERE name = ?2)
      AND addresses.last_run_id = ?1 AND addresses.quality = 'ok'
      AND NOT EXISTS (
        SELECT 1 FROM product_pages AS other
        WHERE other.product_id = product_pages.product_id AND other.missed_at IS NULL AND other.gone_at IS NULL)
    GROUP BY product_pages.product_id"""
# Pages of products that this run's complete listing dropped, while no capture of this run has shown the page.
DROPPED = """
    SELECT addresses.id, addresses.address FROM run_sites
    JOIN sites ON sites.id = run_sites.site_id
    JOIN listed_products ON listed_products.site_id = sites.id AND listed_products.last_run_id < run_sites.run_id
    JOIN products ON products.site_id = sites.id AND products.key = listed_products.key AND products.gone_at IS NULL
    JOIN product_pages ON product_pages.product_id = products.id AND product_pages.gone_at IS NULL
    JOIN pages ON pages.id = product_pages.page_id
    JOIN addresses ON addresses.id = pages.address_id AND addresses.last_run_id < run_sites.run_id
    WHERE run_sites.run_id = ?1 AND run_sites.listed = 1 AND sites.name = ?2"""


def validators(db: Database, site: str) -> dict[str, Validators]:
    """The validators to send, by address."""
    rows = many(db, VALIDATORS, site, FULL_EVERY - 1)
    return {row["address"]: Validators(row["etag"], row["last_modified"]) for row in rows}


def known_addresses(db: Database, site: str) -> tuple[str, ...]:
    """The addresses where a page is expected, those with claims first, then those with products."""
    return tuple(row["address"] for row in many(db, KNOWN, site))


def suspects(db: Database, run: int, site: str) -> tuple[str, ...]:
    """The addresses to fetch once more, in full, before what they lacked is called gone."""
    asked = (MISSED_CLAIMS, MISSED_PRODUCTS, DROPPED)
    found = {int(row["id"]): row["address"] for sql in asked for row in many(db, sql, run, site)}
    return tuple(found[number] for number in sorted(found))
