"""A part of the product list of Magento's GraphQL interface as documents, one for each product."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from urllib.parse import urljoin

from pydantic import ValidationError

from claims.model import Document, Money, Product
from crawler.entities import unescape
from crawler.extract.keys import product_key
from crawler.extract.page import Page
from crawler.extract.platform import BrokenListing, Loose, Texts, listed_document
from crawler.extract.wording import clean

_FIELDS = ("short_description", "description")


class _Html(Loose):
    html: str | None = None


class _Amount(Loose):
    value: Decimal | None = None
    currency: str | None = None


class _Prices(Loose):
    """What is asked, and what was asked before."""

    regular_price: _Amount | None = None
    final_price: _Amount | None = None


class _Range(Loose):
    minimum_price: _Prices | None = None
    maximum_price: _Prices | None = None


class _Listed(Loose):
    name: str
    url_key: str
    url_suffix: str | None = None
    stock_status: str | None = None
    short_description: _Html | None = None
    description: _Html | None = None
    price_range: _Range | None = None


def magento_documents(page: Page) -> tuple[Document, ...]:
    """One document for each product of the part, on the subject or not. Raises BrokenListing."""
    return tuple(_document(entry, page) for entry in _entries(page))


def magento_path(url_key: str, url_suffix: str | None) -> str:
    """Where a product's page lies, from the site's root."""
    return f"/{url_key}{url_suffix or ''}"


def magento_items(body: bytes) -> list[object]:
    """The products of an answer as they came. Raises ValueError, KeyError or TypeError where it is no such list."""
    items = json.loads(body)["data"]["products"]["items"]
    if not isinstance(items, list):
        raise TypeError("items is no list")
    return items


def _entries(page: Page) -> Iterator[_Listed]:
    try:
        items = magento_items(page.body)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenListing(f"{page.address}: is no list of products ({error}): use another spider") from error
    for number, entry in enumerate(items):
        try:
            yield _Listed.model_validate(entry)
        except ValidationError as error:
            fields = ", ".join(".".join(map(str, one["loc"])) for one in error.errors())
            raise BrokenListing(
                f"{page.address}: product {number + 1} has an unknown shape at {fields}: teach extract/magento.py"
            ) from error


def _document(listed: _Listed, page: Page) -> Document:
    address = urljoin(page.site_url or page.final_address, magento_path(listed.url_key, listed.url_suffix))
    texts = {name: getattr(listed, name) for name in _FIELDS}
    bodies = tuple((name, text.html or "") for name, text in texts.items() if text)
    return listed_document(_product(listed, address), Texts(bodies, ()), page)


def _product(listed: _Listed, address: str) -> Product:
    spread = listed.price_range or _Range()
    low, high = spread.minimum_price or _Prices(), spread.maximum_price or _Prices()
    price, highest, before = _money(low.final_price), _money(high.final_price), _money(low.regular_price)
    return Product(
        key=product_key(address),
        name=clean(unescape(listed.name)),
        address=address,
        price=price,
        price_high=highest if highest != price else None,
        list_price=before if before and price and before.amount > price.amount else None,
        available=None if listed.stock_status is None else listed.stock_status == "IN_STOCK",
        origin="platform",
    )


def _money(amount: _Amount | None) -> Money | None:
    return Money(amount.value, amount.currency or "") if amount and amount.value is not None else None


def is_listed_product(entry: object) -> bool:
    """Whether an entry of the list names a product and where its page lies."""
    return isinstance(entry, Mapping) and bool(entry.get("url_key")) and bool(entry.get("name"))
