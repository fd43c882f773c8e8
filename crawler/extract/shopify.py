"""A Shopify shop's products.json as documents, one for each product."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote, urljoin

from pydantic import ValidationError, field_validator

from claims.model import Document, Money, Product, Variant
from crawler.extract.money import currency_of_country, priced
from crawler.extract.page import Page
from crawler.extract.platform import BrokenListing, Loose, Texts, listed_document
from crawler.extract.wording import clean

_DEFAULT_VARIANT = "Default Title"


class _Variant(Loose):
    title: str | None = None
    sku: str | None = None
    price: str | None = None
    compare_at_price: str | None = None
    available: bool | None = None


class _Listed(Loose):
    handle: str
    title: str
    body_html: str | None = None
    vendor: str | None = None
    product_type: str | None = None
    tags: tuple[str, ...] = ()
    variants: tuple[_Variant, ...] = ()

    @field_validator("tags", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Older shops give tags as one text with commas."""
        if isinstance(value, str):
            return tuple(tag.strip() for tag in value.split(",") if tag.strip())
        return value or ()


def shopify_documents(page: Page) -> tuple[Document, ...]:
    """One document for each product that the list names, on the subject or not; none for the page after the last.

    Prices have no currency in such a list: it is that of the site's country. Raises BrokenListing.
    """
    currency = currency_of_country(page.country)
    return tuple(_document(entry, page, currency) for entry in _entries(page))


def _entries(page: Page) -> Iterator[_Listed]:
    try:
        data = json.loads(page.body)
    except (ValueError, RecursionError) as error:
        raise BrokenListing(f"{page.address}: is no JSON ({error}): look at the address in a browser") from error
    listed = data.get("products") if isinstance(data, Mapping) else None
    if not isinstance(listed, list):
        raise BrokenListing(f"{page.address}: has no list `products`: the shop may have closed it, use another spider")
    seen: set[str] = set()
    for number, entry in enumerate(listed):
        try:
            product = _Listed.model_validate(entry)
        except ValidationError as error:
            fields = ", ".join(".".join(map(str, one["loc"])) for one in error.errors())
            raise BrokenListing(
                f"{page.address}: product {number + 1} has an unknown shape at {fields}: teach extract/shopify.py"
            ) from error
        if product.handle not in seen:
            seen.add(product.handle)
            yield product


def _document(listed: _Listed, page: Page, currency: str) -> Document:
    path = f"/products/{quote(listed.handle)}"
    address = urljoin(page.site_url or page.final_address, path)
    product = replace(_product(listed, currency), key=path, address=address)
    sorting = (("product_type", listed.product_type or ""), ("tags", ", ".join(listed.tags)))
    return listed_document(product, Texts((("body_html", listed.body_html or ""),), sorting), page)


def _product(listed: _Listed, currency: str) -> Product:
    variants = tuple(_variant(variant, currency) for variant in listed.variants)
    asked = sorted((v.price for v in variants if v.price is not None), key=lambda money: money.amount)
    stock = [variant.available for variant in variants if variant.available is not None]
    return Product(
        key="",
        name=clean(listed.title),
        brand=clean(listed.vendor or ""),
        price=asked[0] if asked else None,
        price_high=asked[-1] if asked and asked[-1] != asked[0] else None,
        list_price=_list_price(listed, asked[0], currency) if asked else None,
        available=any(stock) if stock else None,
        variants=variants if len(variants) > 1 or (variants and variants[0].name) else (),
        origin="platform",
    )


def _variant(variant: _Variant, currency: str) -> Variant:
    name = clean(variant.title or "")
    name = "" if name == _DEFAULT_VARIANT else name
    return Variant(name, variant.sku or "", priced(variant.price, currency), variant.available)


def _list_price(listed: _Listed, lowest: Money, currency: str) -> Money | None:
    """The price struck through beside the lowest that is asked."""
    for variant in listed.variants:
        before = priced(variant.compare_at_price, currency)
        if priced(variant.price, currency) == lowest and before is not None and before.amount > lowest.amount:
            return before
    return None
