"""The products of a page, from its structured data and from its text, and the product of each run."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.model import Form, Money, Product
from crawler.extract.blocks import form_of, ingredients_in
from crawler.extract.cards import cards_of
from crawler.extract.elements import TITLE_LEVEL
from crawler.extract.jsonld import Node
from crawler.extract.keys import page_key, part_key, product_key
from crawler.extract.labels import label_of, labels
from crawler.extract.money import currency_of_country
from crawler.extract.outline import Outline, Run
from crawler.extract.page import Page
from crawler.extract.parts import Part, PriceRun, price_runs
from crawler.extract.schema import schema_products
from crawler.extract.sections import sections_of

# From so many cards on, a page lists what others sell in full, and has no product of its own.
_A_LISTING = 3
_FIELDS = ("brand", "price", "price_high", "list_price", "available", "variants", "ingredients", "description")


@dataclass(frozen=True, slots=True)
class Offered:
    """The products of a page, and for each run the key of the product it is about."""

    products: tuple[Product, ...]
    owners: tuple[str, ...]


def offered_on(
    page: Page, outline: Outline, furniture: Sequence[bool], nodes: Sequence[tuple[Node, ...]], currency: str
) -> Offered:
    """What a page offers; nothing where its site does not sell.

    `nodes` are those of each syntax of structured data, the most trusted first.
    """
    if not page.kind.sells:
        return Offered((), ("",) * len(outline.runs))
    currency = currency or currency_of_country(page.country)
    stated = _stated(page, nodes, currency)
    prices = price_runs(outline, furniture, page.country)
    own = product_key(page.final_address)
    cards = cards_of(outline, prices, page.final_address, frozenset(product.key for product in stated))
    carded = {card.key for card in cards}
    rest = [p for p in stated if p.key == own] or [p for p in stated if p.key not in carded]
    sections = sections_of(outline, prices, cards) if len(cards) < _A_LISTING or rest else ()
    main, parts = _placed(page, outline, rest, sections, own)
    listed = [_shown(outline, card, card.key, card.address) for card in cards]
    placed = {product.key for product in rest}
    products = _merged([*main, *(product for product in stated if product.key not in placed), *listed])
    owners = _owners(outline, furniture, cards, parts, _whole(main, own))
    return Offered(tuple(_with_text(outline, owners, products, prices)), owners)


def _whole(products: Sequence[Product], own: str) -> str:
    """The key of the product that the page as a whole is about; empty where it is about several alike."""
    if len(products) == 1:
        return products[0].key
    return own if any(product.key == own for product in products) else ""


def _stated(page: Page, nodes: Sequence[tuple[Node, ...]], currency: str) -> list[Product]:
    """The products of all syntaxes; where two name one product each, it is the same, whatever address they give."""
    found: list[Product] = []
    for part in nodes:
        products = schema_products(part, page, currency)
        if len(found) == len(products) == 1:
            products = (replace(products[0], key=found[0].key),)
        found = _merged([*found, *products])
    return found


def _placed(
    page: Page, outline: Outline, stated: list[Product], sections: Sequence[Part], own: str
) -> tuple[list[Product], list[Part]]:
    """The products that the page itself offers, and the parts that are theirs where it offers several.

    A section that the page's title heads is about the whole page.
    """
    if len(stated) == 1:
        return stated, []
    if stated:
        return stated, _named_parts(outline, stated, sections)
    shown = [replace(_shown(outline, part, own, page.final_address), origin="page") for part in sections]
    titled = [number for number, part in enumerate(sections) if outline.runs[part.title].level == TITLE_LEVEL]
    whole = 0 if len(sections) == 1 else titled[0] if len(titled) == 1 else None
    found: list[Product] = [] if whole is None else [shown[whole]]
    parts: list[Part] = []
    for number, (part, product) in enumerate(zip(sections, shown, strict=True)):
        if number != whole:
            key = part_key(page_key(page.final_address), product.name)
            parts.append(replace(part, key=key))
            found.append(replace(product, key=key))
    found = _firsts(found)
    return ([replace(found[0], key=own)], []) if len(found) == 1 else (found, parts)


def _firsts(products: list[Product]) -> list[Product]:
    """The first product of each key."""
    return list({product.key: product for product in reversed(products)}.values())[::-1]


def _named_parts(outline: Outline, stated: list[Product], sections: Sequence[Part]) -> list[Part]:
    """The sections whose heading is the name of a product that the structured data has."""
    keys = {label_of(product.name): product.key for product in stated}
    named = [(section, keys.get(label_of(_name(outline, section)), "")) for section in sections]
    return [replace(section, key=key) for section, key in named if key]


def _shown(outline: Outline, part: Part, key: str, address: str) -> Product:
    """A product as one part of a page shows it."""
    low, high, struck = _asked(part.prices)
    return Product(key, _name(outline, part), address, "", low, high, struck, origin="listing")


def _name(outline: Outline, part: Part) -> str:
    name = outline.runs[part.title].text
    for call in labels().calls:
        if name.casefold().startswith(f"{call} ") and len(name) > len(call) + 3:
            return name[len(call) :].strip(" :–—-")
    return name


def _asked(prices: Sequence[PriceRun]) -> tuple[Money | None, Money | None, Money | None]:
    """Lowest, highest and struck-through price of the first run that tells one still asked."""
    struck: Money | None = None
    for number, run in enumerate(prices, 1):
        gone = [found.money for found in run.struck]
        asked = [found.money for found in run.found if found.money not in gone][:2]
        if gone and struck is None:
            struck = gone[0]
        if not asked:
            continue
        if struck is None and number < len(prices) and prices[number].gone:
            struck = prices[number].struck[0].money
        low, high = min(asked, key=lambda money: money.amount), max(asked, key=lambda money: money.amount)
        if struck is not None and struck.amount <= low.amount:
            struck = None
        if struck is not None or low == high:
            return low, None, struck
        return low, high, None
    return struck, None, None


def _merged(products: Iterable[Product]) -> list[Product]:
    """One product a key: the first word on each fact counts, what it lacks is taken from the later ones."""
    found: dict[str, Product] = {}
    for product in products:
        first = found.get(product.key)
        if first is None:
            found[product.key] = product
            continue
        lacking = {name: getattr(product, name) for name in _FIELDS if getattr(first, name) in (None, "", ())}
        if first.price is not None:
            lacking.pop("price_high", None)
        found[product.key] = replace(first, **lacking)
    return list(found.values())


def _owners(
    outline: Outline, furniture: Sequence[bool], cards: Sequence[Part], parts: Sequence[Part], main: str
) -> tuple[str, ...]:
    owners = [
        main if not flag or _is_own_button(run) else "" for run, flag in zip(outline.runs, furniture, strict=True)
    ]
    for part in (*parts, *cards):
        owners[part.first : part.last] = [part.key] * (min(part.last, len(owners)) - part.first)
    return tuple(owners)


def _is_own_button(run: Run) -> bool:
    """Whether a run is a button among the page's own text, such as the one that buys."""
    frame = run.frame
    return frame.tag == "button" and frame.parent is not None and frame.parent.origin is None


def _with_text(
    outline: Outline, owners: Sequence[str], products: Sequence[Product], prices: Sequence[PriceRun]
) -> Iterator[Product]:
    """The products with what the text of their parts of the page adds: prices, ingredients, availability."""
    owned: dict[str, list[int]] = {product.key: [] for product in products}
    asked: dict[str, list[PriceRun]] = {product.key: [] for product in products}
    for number, key in enumerate(owners):
        if key in owned:
            owned[key].append(number)
    for price in prices:
        if owners[price.number] in asked:
            asked[owners[price.number]].append(price)
    for product in products:
        runs = [outline.runs[number] for number in owned[product.key]]
        yield _priced(_described(product, runs), asked[product.key])


def _described(product: Product, runs: Sequence[Run]) -> Product:
    if not product.ingredients:
        lists = (ingredients_in(run) for run in runs if form_of(run) is Form.INGREDIENTS)
        product = replace(product, ingredients="\n".join(lists))
    if product.available is None:
        said = {label_of(run.text) for run in runs}
        available = True if said & labels().in_stock else False if said & labels().sold_out else None
        product = replace(product, available=available)
    return product


def _priced(product: Product, prices: Sequence[PriceRun]) -> Product:
    """The product with the prices of its part of the page, where it lacks them or the page strikes one through."""
    if not prices or (product.price is not None and product.list_price is not None):
        return product
    low, high, struck = _asked(prices)
    if product.price is None:
        return replace(product, price=low, price_high=high, list_price=struck)
    if struck is not None and low is not None and low.amount in _amounts(product):
        return replace(product, list_price=struck)
    return product


def _amounts(product: Product) -> set[Decimal]:
    asked = (product.price, product.price_high, *(variant.price for variant in product.variants))
    return {money.amount for money in asked if money is not None}
