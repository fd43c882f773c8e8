"""A part of the product list of WooCommerce's Store API as documents, one for each product."""

import json
from collections.abc import Iterator
from decimal import Decimal

from pydantic import ValidationError

from claims.model import Document, Money, Product, Variant
from crawler.entities import unescape
from crawler.extract.keys import product_key
from crawler.extract.page import Page
from crawler.extract.platform import BrokenListing, Loose, Texts, listed_document
from crawler.extract.wording import clean

_FIELDS = ("short_description", "description")
MOST_DIGITS = 15  # of an amount, and after its point


class _Named(Loose):
    name: str = ""


class _Range(Loose):
    min_amount: str = ""
    max_amount: str = ""


class _Prices(Loose):
    """Amounts in the currency's smallest unit."""

    price: str = ""
    regular_price: str = ""
    price_range: _Range | None = None
    currency_code: str = ""
    currency_minor_unit: int = 2


class _Attribute(Loose):
    name: str = ""
    value: str | None = None


class _Variation(Loose):
    id: str
    attributes: tuple[_Attribute, ...] = ()


class _Listed(Loose):
    name: str
    permalink: str
    description: str | None = None
    short_description: str | None = None
    prices: _Prices | None = None
    is_in_stock: bool | None = None
    brands: tuple[_Named, ...] = ()
    categories: tuple[_Named, ...] = ()
    tags: tuple[_Named, ...] = ()
    variations: tuple[_Variation, ...] = ()


def woocommerce_documents(page: Page) -> tuple[Document, ...]:
    """One document for each product that the part names; none for the part after the last. Raises BrokenListing."""
    return tuple(_document(entry, page) for entry in _entries(page))


def _entries(page: Page) -> Iterator[_Listed]:
    try:
        listed = json.loads(page.body)
    except (ValueError, RecursionError) as error:
        raise BrokenListing(f"{page.address}: is no JSON ({error}): look at the address in a browser") from error
    if not isinstance(listed, list):
        raise BrokenListing(f"{page.address}: is no list: the shop may have closed its Store API, use another spider")
    for number, entry in enumerate(listed):
        try:
            yield _Listed.model_validate(entry)
        except ValidationError as error:
            fields = ", ".join(".".join(map(str, one["loc"])) for one in error.errors())
            raise BrokenListing(
                f"{page.address}: product {number + 1} has an unknown shape at {fields}: teach extract/woocommerce.py"
            ) from error


def _document(listed: _Listed, page: Page) -> Document:
    bodies = tuple((field, getattr(listed, field) or "") for field in _FIELDS)
    sorting = (
        ("categories", ", ".join(one.name for one in listed.categories)),
        ("tags", ", ".join(one.name for one in listed.tags)),
    )
    return listed_document(_product(listed), Texts(bodies, sorting), page)


def _product(listed: _Listed) -> Product:
    prices = listed.prices or _Prices()
    spread = prices.price_range or _Range()
    price = _amount(spread.min_amount or prices.price, prices)
    high, before = _amount(spread.max_amount, prices), _amount(prices.regular_price, prices)
    return Product(
        key=product_key(listed.permalink),
        name=clean(unescape(listed.name)),
        address=listed.permalink,
        brand=clean(unescape(listed.brands[0].name)) if listed.brands else "",
        price=price,
        price_high=high if high != price else None,
        list_price=before if before and price and not listed.variations and before.amount > price.amount else None,
        available=listed.is_in_stock,
        variants=tuple(Variant(clean(_name(one)), one.id) for one in listed.variations),
        origin="platform",
    )


def _amount(text: str, prices: _Prices) -> Money | None:
    """An amount in whole units; None where the shop names none, as for things sold on request, or none that can be."""
    unit = prices.currency_minor_unit
    if not (text.isdecimal() and len(text) <= MOST_DIGITS and 0 <= unit <= MOST_DIGITS):
        return None
    return Money(Decimal(text).scaleb(-unit), prices.currency_code)


def _name(variation: _Variation) -> str:
    return " / ".join(one.value or one.name for one in variation.attributes)
