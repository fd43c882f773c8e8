"""The stated source of each thing on offer, on product pages of invented brands."""

import json
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

import pytest
from pydantic.dataclasses import dataclass

from claims.datafile import read as read_data
from claims.model import Block, Disclosure, Document, Form, Product, SiteKind, StatedSource
from claims.reading import read
from claims.rules.packs import load_library
from crawler.extract.dispatch import documents
from crawler.extract.page import Page as Body

PAGES = Path(__file__).with_name("product_pages.yml")
# Pages that come out wrong today, each with what comes out; the tests tell when one is mended.
LEDGER = Path(__file__).with_name("product_pages_wrong.yml")
FORMS = {"# ": Form.HEADING, "* ": Form.BULLET}


@dataclass(frozen=True)
class Goods:
    """A product of a page."""

    name: str
    ingredients: str = ""
    description: str = ""


@dataclass(frozen=True)
class Page:
    """A page and what a careful reader writes down."""

    page: str
    kind: SiteKind
    title: str
    products: dict[str, Goods]
    text: str
    expect: dict[str, str]


@cache
def pages() -> dict[str, Page]:
    """The pages by their names."""
    return {page.page: page for page in read_data(PAGES, list[Page])}


@cache
def wrong() -> dict[str, str]:
    """The ledger: page and product, and what comes out."""
    return read_data(LEDGER, dict[str, str])


def block_of(line: str, title: str) -> Block:
    """One line of a page as a block."""
    product = ""
    if line.startswith("@"):
        product, _, line = line[1:].partition(" ")
    form = FORMS.get(line[:2], Form.PARAGRAPH)
    return Block(line.removeprefix("# "), form=form, trail=(title,), product=product)


def document_of(page: Page) -> Document:
    """A page as extraction gives it."""
    return Document(
        key=page.page,
        address=f"https://{page.page}.example/",
        kind=page.kind,
        title=page.title,
        lang="en",
        blocks=tuple(block_of(line, page.title) for line in page.text.splitlines() if line.strip()),
        products=tuple(
            Product(key=key, name=goods.name, ingredients=goods.ingredients, description=goods.description)
            for key, goods in page.products.items()
        ),
    )


@cache
def stated(name: str) -> dict[str, StatedSource]:
    """What the reading states of a page, by product."""
    reading = read(document_of(pages()[name]), load_library())
    return {entry.product or "page": entry for entry in reading.stated}


def html_of(page: Page) -> str:
    """The page as a shop would serve it: structured data for each product, then a part for each."""
    lines = [line for line in page.text.splitlines() if line.strip()]
    parts = [*(_markup(line) for line in lines if not line.startswith("@"))]
    for key, goods in page.products.items():
        own = [line.partition(" ")[2] for line in lines if line.startswith(f"@{key} ")]
        parts.append("\n".join(_part(page, key, goods, own)))
    head = "".join(_structured(page, key, goods) for key, goods in page.products.items())
    body = "\n".join(parts)
    return (
        f"<html lang=en><head><title>{escape(page.title)}</title>{head}</head><body><main>{body}</main></body></html>"
    )


def _markup(line: str) -> str:
    text = escape(line.removeprefix("# ").removeprefix("* "))
    if line.startswith("# "):
        return f"<h1>{text}</h1>"
    return f"<ul><li>{text}</li></ul>" if line.startswith("* ") else f"<p>{text}</p>"


def _part(page: Page, key: str, goods: Goods, lines: list[str]) -> Iterator[str]:
    yield f'<section class="product-card"><h2><a href="{_address(page, key)}">{escape(goods.name)}</a></h2>'
    yield '<p class="price">€49.00</p>'
    yield from (_markup(line) for line in lines)
    if goods.ingredients:
        yield f"<h3>Ingredients</h3><p>{escape(goods.ingredients)}</p>"
    yield "</section>"


def _structured(page: Page, key: str, goods: Goods) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": goods.name,
        "url": _address(page, key),
        "description": goods.description,
        "offers": {"@type": "Offer", "price": "49.00", "priceCurrency": "EUR"},
    }
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _address(page: Page, key: str) -> str:
    return f"https://{page.page}.example/products/{key}"


@cache
def stated_of_html(name: str) -> dict[str, StatedSource]:
    """What the reading states of a page that came as HTML, by product."""
    page = pages()[name]
    address = f"https://{name}.example/exosomes"
    body = Body(address, address, "text/html; charset=utf-8", html_of(page).encode(), "html", page.kind)
    (document,) = documents(body)
    keys = {goods.name: key for key, goods in page.products.items()}
    return {keys.get(entry.name, "page"): entry for entry in read(document, load_library()).stated}


def told(entry: StatedSource | None) -> str:
    """A stated source in the form of the pages' expectations."""
    if entry is None:
        return "nothing"
    return " ".join([entry.disclosure, *(f"{class_}/{detail}" for class_, detail in entry.sources)])


def fits(entry: StatedSource | None, expected: str) -> bool:
    """Whether a stated source is what was expected."""
    disclosure, *sources = expected.split()
    return entry is not None and entry.disclosure == disclosure and set(sources) <= set(told(entry).split()[1:])


CASES = [(name, key) for name, page in pages().items() for key in page.expect]


@pytest.mark.parametrize(("name", "key"), CASES)
def test_the_stated_source_is_what_a_careful_reader_writes_down(name: str, key: str) -> None:
    entry = stated(name).get(key)
    case = f"{name}.{key}"
    if case in wrong():
        assert not fits(entry, pages()[name].expect[key]), f"{case} is mended: take it out of {LEDGER.name}"
        assert told(entry) == wrong()[case]
    else:
        assert fits(entry, pages()[name].expect[key]), f"{told(entry)}: {entry.reason if entry else ''}"


@pytest.mark.parametrize(("name", "key"), CASES)
def test_the_same_page_as_html_states_the_same(name: str, key: str) -> None:
    entry = stated_of_html(name).get(key)
    case = f"{name}.{key} (html)"
    if case in wrong():
        assert told(entry) == wrong()[case]
    else:
        assert fits(entry, pages()[name].expect[key]), f"{told(entry)}: {entry.reason if entry else ''}"


def test_there_are_enough_pages_and_hard_ones() -> None:
    hard = [p for p in pages().values() if len(p.products) > 1 or "conflict" in " ".join(p.expect.values())]
    assert len(pages()) >= 40
    assert len(hard) * 2 >= len(pages())


def test_the_ledger_names_cases_that_there_are() -> None:
    assert {case.removesuffix(" (html)") for case in wrong()} <= {f"{name}.{key}" for name, key in CASES}


@pytest.mark.parametrize("name", list(pages()))
def test_a_reason_is_given_in_words(name: str) -> None:
    for entry in stated(name).values():
        assert entry.reason.endswith(".")
        assert not {"illegal", "violation", "fraud"} & set(entry.reason.lower().split())


def test_a_conflict_says_both_sides() -> None:
    assert stated("leaf-or-human")["verdane"].reason == (
        "The text says plant; the list of ingredients has Human Adipose Derived Mesenchymal Stem Cell Exosome."
    )
    assert stated("ferment-only")["koa"].reason.startswith(
        "The name says exosomes; the list of ingredients has none, only a lysate and sodium DNA (PDRN)"
    )


def test_a_page_that_reports_is_not_asked() -> None:
    assert stated("magazine")["page"].disclosure is Disclosure.NOT_ASKED
