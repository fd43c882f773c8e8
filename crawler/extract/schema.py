"""Products from nodes of structured data (schema.org)."""

from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import urljoin, urlsplit

from claims.model import Money, Product, Variant
from crawler.extract.feed import texts_of
from crawler.extract.jsonld import Node, descend, listed, nodes_in, text_in, types_of
from crawler.extract.keys import page_key, part_key, product_key
from crawler.extract.labels import product_path
from crawler.extract.money import priced
from crawler.extract.page import Page
from crawler.extract.wording import clean

_PRODUCTS = frozenset({"Product", "ProductGroup", "IndividualProduct", "ProductModel", "SomeProducts"})
_SERVICES = frozenset({"Service", "MedicalProcedure", "MedicalTherapy", "TherapeuticProcedure", "SurgicalProcedure"})
# What is named here is another product, or the same one seen from a review.
_OTHERS = frozenset(
    {
        "hasVariant",
        "isVariantOf",
        "isRelatedTo",
        "isSimilarTo",
        "isAccessoryOrSparePartFor",
        "isConsumableFor",
        "itemReviewed",
        "review",
        "reviews",
        "itemOffered",
    }
)
# What stands in an offer and is none itself.
_IN_OFFERS = frozenset({"priceSpecification", "itemOffered"})
_LIST_PRICES = ("ListPrice", "StrikethroughPrice", "MSRP", "SRP")


def schema_products(nodes: tuple[Node, ...], page: Page, currency: str) -> tuple[Product, ...]:
    """The products that structured data names, those of the page itself and those it lists."""
    found = [node for node in _product_nodes(nodes) if clean(text_in(node.get("name")))]
    here = product_key(page.final_address)
    elsewhere = [_stated_address(node, page.final_address) for node in found]
    of_page = sum(1 for address in elsewhere if not address or product_key(address) == here)
    products: dict[str, Product] = {}
    for node in found:
        name = clean(text_in(node.get("name")))
        prices, variants, available = _offered(node, currency)
        address, key = _identity(node, page, name, len(found), of_page)
        low, high, listed_at = prices
        product = Product(
            key=key,
            name=name,
            address=address,
            brand=clean(text_in(node.get("brand") or node.get("manufacturer"))),
            price=low,
            price_high=high,
            list_price=listed_at,
            available=available,
            variants=variants,
            ingredients=_ingredients(node),
            description=" ".join(texts_of(text_in(node.get("description")))),
            origin="json-ld",
        )
        products.setdefault(key, product)
    return tuple(products.values())


def _product_nodes(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in descend(nodes, _OTHERS):
        kinds = types_of(node)
        if kinds & _PRODUCTS or (kinds & _SERVICES and _has_price(node)):
            yield node
    yield from _catalogued(nodes)


def _catalogued(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """What offers name that are nobody's own, such as those of a clinic's catalogue."""
    for offer in descend(nodes, _OTHERS | {"offers"}):
        if "Offer" not in types_of(offer):
            continue
        for item in nodes_in(offer.get("itemOffered")):
            node = {**item, "offers": item.get("offers") or offer}
            if types_of(item) & (_PRODUCTS | _SERVICES) and _has_price(node):
                yield node


def _has_price(node: Node) -> bool:
    return any(offer.get("price") or offer.get("lowPrice") for offer in descend(tuple(nodes_in(node.get("offers")))))


def _identity(node: Node, page: Page, name: str, products: int, of_page: int) -> tuple[str, str]:
    """Address and key of a product: those of the page it has to itself, else of a part of the page at hand.

    `products` says how many the data names, `of_page` how many of them have no other page.
    """
    own = page.final_address
    if products == 1 and product_path().search(urlsplit(own).path):
        return own, product_key(own)
    stated = _stated_address(node, own)
    if stated and product_key(stated) != product_key(own):
        return stated, product_key(stated)
    return own, product_key(own) if of_page == 1 else part_key(page_key(own), name)


def _stated_address(node: Node, own: str) -> str:
    """The address that a product or its offers name; a bare home page or a mark in a page is none."""
    for entry in (node, *nodes_in(node.get("offers"))):
        stated = text_in(entry.get("url"))
        if stated and "#" not in stated and urlsplit(urljoin(own, stated)).path.strip("/"):
            return urljoin(own, stated)
    return ""


def _ingredients(node: Node) -> str:
    for entry in nodes_in(node.get("additionalProperty")):
        if text_in(entry.get("name")).casefold() in {"ingredients", "inci"}:
            return text_in(entry.get("value"))
    values = listed(node.get("ingredients") or node.get("activeIngredient"))
    return ", ".join(filter(None, map(text_in, values)))


Prices = tuple[Money | None, Money | None, Money | None]


def _offered(node: Node, currency: str) -> tuple[Prices, tuple[Variant, ...], bool | None]:
    """Lowest, highest and list price, variants and availability."""
    variants = tuple(_variant(entry, currency) for entry in nodes_in(node.get("hasVariant")))
    offers = [offer for offer in descend(tuple(nodes_in(node.get("offers"))), _IN_OFFERS) if _is_offer(offer)]
    single = [offer for offer in offers if "AggregateOffer" not in types_of(offer)]
    if not variants and len(single) > 1:
        variants = tuple(_offer_variant(offer, currency) for offer in single)
    asked = [money for offer in offers for money in _asked(offer, currency)]
    asked += [variant.price for variant in variants if variant.price is not None]
    low = min(asked, key=_by_amount, default=None)
    high = max(asked, key=_by_amount, default=None)
    struck = next((money for offer in offers for money in _struck(offer, currency)), None)
    if struck is not None and low is not None and struck.amount <= low.amount:
        struck = None
    return (low, high if high != low else None, struck), variants, _availability(offers, variants)


def _is_offer(node: Node) -> bool:
    kinds = types_of(node)
    return not kinds or not kinds.isdisjoint({"Offer", "AggregateOffer", "Demand"})


def _by_amount(money: Money) -> Decimal:
    return money.amount


def _asked(offer: Node, currency: str) -> Iterator[Money]:
    code = _currency(offer, currency)
    for name in ("price", "lowPrice", "highPrice"):
        for value in listed(offer.get(name)):
            money = priced(value, code)
            if money is not None:
                yield money
    if offer.get("price") or offer.get("lowPrice"):
        return
    for part in nodes_in(offer.get("priceSpecification")):
        money = priced(text_in(part.get("price") or part.get("minPrice")), _currency(part, code))
        if money is not None and not _is_list_price(part):
            yield money


def _struck(offer: Node, currency: str) -> Iterator[Money]:
    for part in nodes_in(offer.get("priceSpecification")):
        money = priced(text_in(part.get("price")), _currency(part, _currency(offer, currency)))
        if money is not None and _is_list_price(part):
            yield money


def _is_list_price(part: Node) -> bool:
    return text_in(part.get("priceType")).endswith(_LIST_PRICES)


def _currency(offer: Node, otherwise: str) -> str:
    stated = text_in(offer.get("priceCurrency")).upper()
    return stated if len(stated) == 3 and stated.isalpha() else otherwise


def _variant(node: Node, currency: str) -> Variant:
    prices, _, available = _offered({"offers": node.get("offers")}, currency)
    return Variant(clean(text_in(node.get("name"))), text_in(node.get("sku")), prices[0], available)


def _offer_variant(offer: Node, currency: str) -> Variant:
    name = text_in(offer.get("name")) or text_in(offer.get("itemOffered"))
    return Variant(
        clean(name), text_in(offer.get("sku")), next(_asked(offer, currency), None), _availability([offer], ())
    )


def _availability(offers: list[Node], variants: tuple[Variant, ...]) -> bool | None:
    """Whether any of the offers can be had; None where none says."""
    said = [stock for offer in offers if (stock := in_stock(text_in(offer.get("availability")))) is not None]
    said += [variant.available for variant in variants if variant.available is not None]
    return any(said) if said else None


def in_stock(stated: str) -> bool | None:
    """Whether a schema.org or Open Graph word means that a thing can be had; None where it says nothing."""
    word = "".join(stated.rsplit("/", 1)[-1].split()).casefold()
    if not word:
        return None
    return word not in {"outofstock", "soldout", "discontinued", "oos"}
