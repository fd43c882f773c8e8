"""What is known of a product from all its pages, and its price told where that moved."""

from decimal import Decimal
from sqlite3 import Row

from db.model import ChangeKind
from db.writing.rows import Value, one, update
from db.writing.work import News, Page, Work, tell

ORIGINS = {"page": 1, "json-ld": 2, "platform": 3}


def join_facts(work: Work, old: Row, new: Row) -> None:
    """Let a product have what another row says of it, its price told where that differs."""
    facts = {name: new[name] for name in ("name", "brand", "address", "ingredients", "origin")}
    on_subject = bool(old["on_subject"] or new["on_subject"])
    values = {**merged(old, facts), "address": new["address"] or old["address"]}
    update(work.db, "products", old["id"], **values, on_subject=on_subject, drops=0)
    prices = {name: new[name] for name in ("price", "price_high", "list_price", "currency", "available")}
    reprice(work, None, old["id"], prices, on_subject=on_subject, technical=False)


def reprice(
    work: Work, page: Page | None, product: int, prices: dict[str, Value], *, on_subject: bool, technical: bool
) -> None:
    """Let a product have the price that its leading page asks now."""
    known = one(work.db, "SELECT * FROM products WHERE id = ?", product)
    if known is None:
        return
    update(work.db, "products", product, **prices)
    if on_subject and price_moved(known, prices):
        before, after = price_text(known), price_of(work, product)
        tell_product(work, page, product, ChangeKind.PRICE, before=before, after=after, technical=technical)


def price_moved(row: Row, prices: dict[str, Value]) -> bool:
    """Whether an amount moved; a currency that one of the two does not name is no difference."""
    currencies = {row["currency"], prices["currency"]} - {""}
    amounts = any(_amount(row[name]) != _amount(prices[name]) for name in ("price", "price_high"))
    return amounts or len(currencies) > 1


def price_text(row: Row) -> str:
    """A product's price for people: the lowest, and the highest where there is one."""
    if row["price"] is None:
        return ""
    high = f"–{row['price_high']}" if row["price_high"] not in (None, row["price"]) else ""
    return f"{row['currency']} {row['price']}{high}".strip()


def price_of(work: Work, product: int) -> str:
    """A product's price for people, as it is kept now."""
    row = one(work.db, "SELECT price, price_high, currency FROM products WHERE id = ?", product)
    return price_text(row) if row else ""


def merged(known: Row, facts: dict[str, Value]) -> dict[str, Value]:
    """What is known of a product after another page spoke of it: the better origin wins, the other fills gaps."""
    better = ORIGINS.get(str(facts["origin"]), 0) >= ORIGINS.get(known["origin"], 0)
    return {name: fact if (fact and better) or not known[name] else known[name] for name, fact in facts.items()}


def tell_product(
    work: Work,
    page: Page | None,
    product: int,
    kind: ChangeKind,
    *,
    before: str = "",
    after: str = "",
    reason: str = "",
    technical: bool = False,
    old: bool = False,
) -> None:
    """Write a change of a product."""
    row = one(work.db, "SELECT name, address FROM products WHERE id = ?", product)
    news = News(
        kind=kind,
        subject=row["name"] if row else "",
        address=(row["address"] if row else "") or (page.address if page else ""),
        before=before,
        after=after,
        product=product,
        reason=reason,
        technical=technical,
        old=old,
    )
    tell(work, news)


def _amount(text: Value) -> Decimal | None:
    return None if text is None else Decimal(str(text))
