"""The products of one page beside those that stood on it: new, returned, price, missed, gone."""

from sqlite3 import Row

from claims.model import Disclosure, Money, Product, Read
from db.model import ChangeKind
from db.writing.absence import NEEDED, PRESENT, miss
from db.writing.facts import ORIGINS, merged, price_moved, price_of, price_text, reprice, tell_product
from db.writing.merging import join_left
from db.writing.moving import adopt, is_named, moved
from db.writing.rows import Value, differs, insert, many, one, update
from db.writing.work import News, Page, Work, tell

ON_THIS_PAGE = """
    SELECT product_pages.*, products.key AS key, products.name AS name, products.brand AS brand
    FROM product_pages JOIN products ON products.id = product_pages.product_id
    WHERE product_pages.page_id = ? AND product_pages.gone_at IS NULL"""
SHOWN = """
    SELECT id, page_id, origin FROM product_pages
    WHERE product_id = ? AND gone_at IS NULL AND missed_at IS NULL"""
LEFT = "SELECT id, missed_at FROM product_pages WHERE product_id = ? AND gone_at IS NULL"
LAST = """
    SELECT max(seen_at) AS seen_at, max(missed_at) AS missed_at, max(is_technical) AS is_technical
    FROM product_pages WHERE product_id = ?"""


def compare_products(work: Work, page: Page, read: Read) -> None:
    """Bring the products of a page up to what was extracted from it."""
    standing = {row["key"]: row for row in many(work.db, ON_THIS_PAGE, page.id)}
    offered = {product.key: product for product in read.document.products}
    absent = [row for key, row in standing.items() if key not in offered]
    for product in offered.values():
        known = _known(work, product, absent)
        if known is None:
            _new(work, page, product, on_subject=_on_subject(read, product))
        else:
            _seen(work, page, known, product, on_subject=_on_subject(read, product))
    for row in absent:
        _miss(work, page, row)


def miss_all_products(work: Work, page: Page) -> None:
    """Count that a page which its capture no longer holds lacks all its products."""
    for row in many(work.db, ON_THIS_PAGE, page.id):
        _miss(work, page, row)


def leave_product(work: Work, product: int, reason: str, missed_at: str | None = None) -> None:
    """Let a product go, with all its places, but where it only moved; told where it is on the subject."""
    if join_left(work, product):
        return
    known = one(work.db, "SELECT * FROM products WHERE id = ? AND gone_at IS NULL", product)
    if known is None:
        return
    last = one(work.db, LAST, product)
    work.db.conn.execute(
        "UPDATE product_pages SET gone_at = ? WHERE product_id = ? AND gone_at IS NULL", (work.at, product)
    )
    work.db.conn.execute("UPDATE sources SET gone_at = ? WHERE product_id = ? AND gone_at IS NULL", (work.at, product))
    update(work.db, "products", product, gone_at=work.at, gone_reason=reason)
    if known["on_subject"]:
        news = News(
            kind=ChangeKind.PRODUCT_GONE,
            subject=known["name"],
            address=known["address"],
            before=price_text(known),
            product=product,
            technical=bool(last and last["is_technical"]),
            reason=reason,
            seen_at=last["seen_at"] if last else None,
            missed_at=missed_at or (last["missed_at"] if last else None),
        )
        tell(work, news)


def _miss(work: Work, page: Page, row: Row) -> None:
    if miss(work, page, "product_pages", row, needed=NEEDED, technical=page.blame.same):
        left = many(work.db, LEFT, row["product_id"])
        if all(other["missed_at"] for other in left):
            leave_product(work, int(row["product_id"]), "a second full fetch lacked it too")


def _known(work: Work, product: Product, absent: list[Row]) -> Row | None:
    """The row of a product: by its key, else by name and brand where the page, or the site, lost just that one."""
    known = one(work.db, "SELECT * FROM products WHERE site_id = ? AND key = ?", work.site, product.key)
    if known:
        return known
    for row in absent:
        if is_named(row, product.name, product.brand):
            absent.remove(row)
            return adopt(work, int(row["product_id"]), row["key"], product.key)
    return moved(work, product)


def _new(work: Work, page: Page, product: Product, *, on_subject: bool) -> None:
    number = insert(
        work.db,
        "products",
        site_id=work.site,
        key=product.key,
        disclosure=Disclosure.NOT_ASKED,
        sources="[]",
        source_reason="",
        on_subject=on_subject,
        first_seen=work.sighted,
        **_facts(product),
        **_prices(product),
    )
    _insert_place(work, page, number, product)
    if on_subject:
        technical = page.blame.same and not page.is_new
        after = price_of(work, number)
        tell_product(work, page, number, ChangeKind.PRODUCT_NEW, after=after, technical=technical, old=work.baseline)


def _seen(work: Work, page: Page, known: Row, product: Product, *, on_subject: bool) -> None:
    number = int(known["id"])
    place = one(work.db, "SELECT * FROM product_pages WHERE page_id = ? AND product_id = ?", page.id, number)
    prices, facts = _prices(product), merged(known, _facts(product))
    if place is None:
        _insert_place(work, page, number, product)
    elif place["missed_at"] is not None or differs(place, {"origin": product.origin, **prices}):
        update(work.db, "product_pages", place["id"], origin=product.origin, **prices, **PRESENT)
    on_subject = on_subject or bool(known["on_subject"])
    if known["gone_at"] or differs(known, {**facts, "on_subject": int(on_subject)}):
        update(work.db, "products", number, **facts, on_subject=on_subject, gone_at=None, gone_reason="", drops=0)
    if known["gone_at"] and on_subject:
        reason = f"it was gone since {known['gone_at'][:10]}"
        tell_product(work, page, number, ChangeKind.PRODUCT_RETURNED, after=price_of(work, number), reason=reason)
    if not _leads(work, page, number):
        return
    if price_moved(place, prices) if place else _is_alone(work, page, number):
        reprice(work, page, number, prices, on_subject=on_subject, technical=page.blame.same)
    elif place is None or differs(place, prices):
        update(work.db, "products", number, **prices)


def _insert_place(work: Work, page: Page, number: int, product: Product) -> None:
    values = {"origin": product.origin, **_prices(product)}
    insert(work.db, "product_pages", product_id=number, page_id=page.id, first_seen=work.sighted, **values)


def _leads(work: Work, page: Page, product: int) -> bool:
    """Whether a page speaks for a product: of the best origin that shows it now, the first that did."""
    rows = many(work.db, SHOWN, product)
    lead = max(rows, key=lambda row: (ORIGINS.get(row["origin"], 0), -row["id"]), default=None)
    return lead is None or lead["page_id"] == page.id


def _is_alone(work: Work, page: Page, product: int) -> bool:
    """Whether a page is the only one that shows a product now: what it asks first is held against what was known."""
    return all(row["page_id"] == page.id for row in many(work.db, SHOWN, product))


def _on_subject(read: Read, product: Product) -> bool:
    """Whether the page says anything of exosomes about a product."""
    reading = read.reading
    if any(stated.product == product.key and stated.disclosure != Disclosure.NOT_ASKED for stated in reading.stated):
        return True
    about = {claim.product for claim in reading.claims} | {source.product for source in reading.sources}
    alone = len(read.document.products) == 1
    return product.key in about or (alone and bool(reading.claims or reading.sources or reading.routes))


def _facts(product: Product) -> dict[str, Value]:
    return {
        "name": product.name,
        "brand": product.brand,
        "address": product.address,
        "ingredients": product.ingredients,
        "origin": product.origin,
    }


def _prices(product: Product) -> dict[str, Value]:
    asked = (product.price, product.price_high, product.list_price)
    return {
        "price": _text(product.price),
        "price_high": _text(product.price_high),
        "list_price": _text(product.list_price),
        "currency": next((money.currency for money in asked if money), ""),
        "available": None if product.available is None else int(product.available),
    }


def _text(money: Money | None) -> str | None:
    return None if money is None else str(money.amount)
