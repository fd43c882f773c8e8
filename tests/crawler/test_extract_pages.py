"""Every page under pages/ comes out as its folder expects: input, what is known of it, and what must be read."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.model import Block, Document, Money, Product, SiteKind
from crawler.extract.dispatch import documents
from crawler.extract.page import Page

PAGES = Path(__file__).with_name("pages")
FOLDERS = sorted(path.parent for path in PAGES.glob("*/meta.yml"))


def page_of(folder: Path) -> Page:
    meta = yaml.safe_load((folder / "meta.yml").read_text(encoding="utf-8"))
    body = next(folder.glob("page.*")).read_bytes()
    address = meta["address"]
    kind, country = SiteKind(meta["kind"]), meta.get("country", "")
    return Page(address, address, meta["content_type"], body, meta.get("format", "html"), kind, country)


def expected_of(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((folder / "expected.yml").read_text(encoding="utf-8"))
    return loaded


def shown(value: object) -> object:
    """A product's field as the expectations write it."""
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}".strip()
    if isinstance(value, tuple):
        return [variant.name for variant in value]
    return value


def of_block(block: Block, wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields of a block that an expectation names."""
    found = {name: getattr(block, name) for name in wanted}
    if "trail" in found:
        found["trail"] = list(block.trail)
    return found


def of_product(product: Product, wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields of a product that an expectation names."""
    return {name: shown(getattr(product, name)) for name in wanted}


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def document(folder: Path) -> Document:
    return documents(page_of(folder))[0]


def test_page_has_its_key_title_and_language(folder: Path, document: Document) -> None:
    wanted = expected_of(folder)
    assert (document.key, document.title, document.lang) == (wanted["key"], wanted["title"], wanted["lang"])


def test_products_are_those_expected_with_their_facts(folder: Path, document: Document) -> None:
    wanted = expected_of(folder)["products"]
    assert [product.key for product in document.products] == [product["key"] for product in wanted]
    assert [of_product(p, w) for p, w in zip(document.products, wanted, strict=True)] == wanted


def test_blocks_come_in_order_each_with_its_form(folder: Path, document: Document) -> None:
    following = iter(document.blocks)
    for wanted in expected_of(folder)["blocks"]:
        texts = [block.text for block in document.blocks]
        form = wanted.get("form")
        block = next((b for b in following if b.text == wanted["text"] and form in {None, b.form}), None)
        assert block is not None, f"{wanted['text']!r} is missing, or out of order, in {texts}"
        assert of_block(block, wanted) == wanted


def test_what_nobody_reads_is_in_no_block(folder: Path, document: Document) -> None:
    text = "\n".join(block.text for block in document.blocks)
    assert [words for words in expected_of(folder).get("absent", []) if words in text] == []


def test_every_block_says_where_it_stands(document: Document) -> None:
    assert all(block.place for block in document.blocks)
