"""A product known under two addresses, for the new one was met before the old was known to be left: made one."""

from itertools import pairwise, takewhile
from json import dumps
from sqlite3 import Row

from db.model import ChangeKind
from db.writing.facts import join_facts
from db.writing.joining import join_claims, show_joined
from db.writing.moving import AWAY, adopt, left_behind, named
from db.writing.rows import many, one
from db.writing.sources import follow_elsewhere
from db.writing.work import News, Work, tell

# Names of what came to the site in this run, and of what an answer of this run no longer showed.
NAMES = f"""
    SELECT name, brand FROM products
    WHERE site_id = ?1 AND gone_at IS NULL AND first_seen >= (SELECT started_at FROM runs WHERE id = ?2)
    UNION SELECT products.name, products.brand FROM addresses JOIN pages ON pages.address_id = addresses.id
    JOIN product_pages ON product_pages.page_id = pages.id JOIN products ON products.id = product_pages.product_id
    WHERE addresses.site_id = ?1 AND addresses.last_run_id = ?2 AND products.gone_at IS NULL
      AND product_pages.gone_at IS NULL AND (product_pages.missed_run_id = ?2 OR addresses.quality IN {AWAY})"""  # noqa: S608 - words are ours
CHANGES = """
    SELECT id, kind, before, EXISTS (SELECT 1 FROM edition_changes WHERE change_id = changes.id) AS is_told
    FROM changes WHERE {0} = ?"""
ON_ONE_PAGE = """
    DELETE FROM product_pages
    WHERE product_id = ?1 AND page_id IN (SELECT page_id FROM product_pages AS mine WHERE mine.product_id = ?2)"""
BEGINNINGS = {ChangeKind.NEW, ChangeKind.PRODUCT_NEW}
OF_SOURCES = {ChangeKind.SOURCE, ChangeKind.CONFLICT_OPENED}


def join_moved(work: Work) -> None:
    """Join what came with what it has left, where a page of the one or the other was asked in this run."""
    if not work.baseline:
        for name in many(work.db, NAMES, work.site, work.run):
            _join_all(work, name, 0)


def join_left(work: Work, product: int) -> bool:
    """Join a product that is nowhere any more with the one that came since under its name and brand; False for none."""
    known = one(work.db, "SELECT * FROM products WHERE id = ? AND gone_at IS NULL", product)
    if known is None or work.baseline or work.reread:
        return False
    return product in _join_all(work, known, product)


def _join_all(work: Work, name: Row, proven: int) -> tuple[int, ...]:
    """Join the products of a name and brand that came one after the other, as each was left; gives their numbers.

    Two that a run saw side by side are two: where such came, or left, none is joined.
    """
    same = [row for row in named(work, name["name"], name["brand"]) if not row["gone_at"]]
    left = {int(row["id"]) for row in same if row["is_left"] or row["id"] == proven}
    if not left:
        return ()
    row_of = {int(row["id"]): row for row in sorted(same, key=lambda row: (row["first_seen"], row["id"]))}
    first = next(number for number in row_of if number in left)
    chain = [first, *(number for number in row_of if _is_since(row_of[number], row_of[first]))]
    follow = all(_is_since(row_of[new], row_of[old]) for old, new in pairwise(chain))
    if not follow or not left <= set(chain):
        return ()
    numbers = [new for _, new in takewhile(lambda pair: pair[0] in left, pairwise(chain))]
    if not numbers or numbers[-1] in left:
        return ()
    for new in numbers:
        old = one(work.db, "SELECT * FROM products WHERE id = ?", first)
        _join(work, old or row_of[first], row_of[new])
    return (first, *numbers)


def _is_since(new: Row, old: Row) -> bool:
    """Whether no run saw both."""
    return bool(old["last_seen"] is None or new["came_in"] > old["last_seen"])


def _join(work: Work, old: Row, new: Row) -> None:
    """Let the known product be where the new one is; that this was new is unsaid, or where it was told, told."""
    left_behind(work, old["id"])
    told = _take_over(work, "product_id", old["id"], new["id"])
    claims = join_claims(work, old["key"], new["key"])
    for older, younger in claims:
        told += _take_over(work, "claim_id", older, younger)
    work.db.conn.execute(ON_ONE_PAGE, (old["id"], new["id"]))
    for table in ("product_pages", "sources"):
        work.db.conn.execute(f"UPDATE {table} SET product_id = ? WHERE product_id = ?", (old["id"], new["id"]))  # noqa: S608 - names are ours
    work.db.conn.execute("DELETE FROM products WHERE id = ?", (new["id"],))
    adopt(work, old["id"], old["key"], new["key"])
    if told:
        _tell_moved(work, old, new, told)
    join_facts(work, old, new)
    follow_elsewhere(work, old["id"])
    for claim, _ in claims:
        show_joined(work, claim)


def _take_over(work: Work, column: str, old: int, new: int) -> list[int]:
    """Unsay what was said of the new one where no edition told any of it, else let it be the history of the old.

    Gives the numbers of the changes that said of it for the first time what was known of the old.
    """
    changes = many(work.db, CHANGES.format(column), new)
    if not any(change["is_told"] for change in changes):
        numbers = dumps([change["id"] for change in changes])
        within = "IN (SELECT value FROM json_each(?))"
        work.db.conn.execute(f"UPDATE changes SET caused_by = NULL WHERE caused_by {within}", (numbers,))  # noqa: S608 - words are ours
        work.db.conn.execute(f"DELETE FROM changes WHERE id {within}", (numbers,))  # noqa: S608 - words are ours
        return []
    work.db.conn.execute(f"UPDATE changes SET {column} = ? WHERE {column} = ?", (old, new))  # noqa: S608 - names are ours
    return [int(change["id"]) for change in changes if _is_first(change)]


def _is_first(change: Row) -> bool:
    return change["kind"] in BEGINNINGS or (change["kind"] in OF_SOURCES and not change["before"])


def _tell_moved(work: Work, old: Row, new: Row, told: list[int]) -> None:
    """Tell that what was told as new had moved; who was not told that it was new is told this only."""
    first = one(work.db, "SELECT at FROM changes WHERE id = ?", min(told))
    reason = f"it was told as new when first seen there on {first['at'][:10]}" if first else ""
    before, after = old["address"] or old["key"], new["address"] or new["key"]
    news = News(ChangeKind.PRODUCT_MOVED, new["name"], after, before, after, product=old["id"], reason=reason)
    sql = "UPDATE changes SET caused_by = ? WHERE id IN (SELECT value FROM json_each(?))"
    work.db.conn.execute(sql, (tell(work, news), dumps(told)))
