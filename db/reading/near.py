"""The pages and products that some changes are about, found from the changes, whatever else is stored."""

from collections.abc import Iterable, Sequence

from db.base import Database
from db.reading.asking import ask

MOVED = "WITH moved AS (SELECT changes.* FROM json_each(?) AS wanted CROSS JOIN changes ON changes.id = wanted.value)"
PAGES = f"""
    {MOVED}
    SELECT places.page_id AS id FROM moved CROSS JOIN places ON places.claim_id = moved.claim_id
    UNION SELECT pages.id FROM moved CROSS JOIN pages
        ON pages.site_id = moved.site_id AND pages.address = moved.address"""  # noqa: S608 - words are ours
PRODUCTS = f"""
    {MOVED}
    SELECT product_id AS id FROM moved WHERE product_id IS NOT NULL
    UNION SELECT products.id FROM moved CROSS JOIN claims ON claims.id = moved.claim_id
        CROSS JOIN products ON products.site_id = claims.site_id AND products.key = claims.product
    UNION SELECT product_pages.product_id FROM json_each(?) AS page
        CROSS JOIN product_pages ON product_pages.page_id = page.value"""  # noqa: S608 - words are ours


def near(db: Database, changes: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The pages that changes happened on or that make their claims, and the products these are about or show."""
    moved = listed(changes)
    pages = tuple(row["id"] for row in ask(db, PAGES, (moved,)))
    return pages, tuple(row["id"] for row in ask(db, PRODUCTS, (moved, listed(pages))))


def listed(ids: Iterable[int]) -> str:
    """Numbers as one value of a question."""
    return f"[{','.join(str(int(one)) for one in ids)}]"
