"""Shops on WooCommerce are read from the list of their Store API, and their pages are the same products."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from claims.model import Money, SiteKind
from crawler.extract.dispatch import documents
from crawler.extract.page import Page
from crawler.extract.platform import BrokenListing
from crawler.probe import probe
from db.queries import Reader
from tests.crawler.crawling import counts, visit
from tests.loopback import Loopback, Reply, page

LIST = "/wp-json/wc/store/v1/products?per_page=100&page={}"
LISTED = Path(__file__).parents[1] / "crawler" / "pages" / "woocommerce-listing" / "page.json"


def product(server: Loopback, slug: str, text: str = "") -> dict[str, object]:
    """One entry of a list."""
    prices = {"price": "4900", "regular_price": "4900", "currency_code": "GBP", "currency_minor_unit": 2}
    return {"id": 1, "name": slug, "permalink": f"{server.url}product/{slug}/", "description": text, "prices": prices}


def shop(server: Loopback, *parts: list[dict[str, object]]) -> None:
    """A shop whose list has these parts, and says how many there are."""
    for number, part in enumerate(parts, 1):
        headers = {"X-WP-TotalPages": str(len(parts))}
        server.routes[LIST.format(number)] = Reply(json.dumps(part), headers=headers, kind="application/json")
    server.routes["/robots.txt"] = "Sitemap: /none.xml"
    server.routes["/"] = page("/product/soap/", "/product/serum/", "/about")
    server.routes.update({path: page(title=path) for path in ("/product/serum/", "/about")})


def test_a_list_is_read_to_the_end_that_it_names(server: Loopback, tmp_path: Path) -> None:
    shop(server, [product(server, "soap")], [product(server, "serum", "<p>With plant exosomes</p>")])
    result = visit(tmp_path, server.site(kind=SiteKind.BRAND, spider="woocommerce"))
    assert counts(result) == {"ok": 5}
    assert [path for path in server.paths if "product" in path] == [LIST.format(1), LIST.format(2), "/product/serum/"]
    with Reader.open(tmp_path / "exowatch.db") as reader:
        known = {found.key: found.price for found in reader.products()}
    assert known["/product/soap"] == Money(Decimal("49.00"), "GBP")
    assert set(known) == {"/product/soap", "/product/serum"}


def test_a_shop_that_closed_its_list_is_visited_like_any_other(server: Loopback, tmp_path: Path) -> None:
    shop(server)
    server.routes["/product/soap/"] = page(title="Soap")
    server.routes[LIST.format(1)] = Reply('{"code": "rest_no_route"}', status=404, kind="application/json")
    result = visit(tmp_path, server.site(kind=SiteKind.BRAND, spider="woocommerce"))
    assert counts(result) == {"ok": 4}


def test_a_first_look_finds_the_list(server: Loopback) -> None:
    shop(server, [product(server, "soap"), product(server, "exosome-serum")])
    server.routes["/"] = page("/about", copy="<link href='/wp-content/plugins/woocommerce/style.css'> Soap by hand.")
    found = probe(server.site(kind=SiteKind.BRAND), "watch@example.org")
    assert (found.spider, found.platform, found.products, found.on_subject) == ("woocommerce", "WooCommerce", 2, 1)


def test_amounts_are_in_the_smallest_unit_of_their_currency() -> None:
    address = "https://velmora.example/wp-json/wc/store/v1/products?page=1"
    given = Page(address, address, "application/json", LISTED.read_bytes(), "woocommerce-products", SiteKind.BRAND)
    mask = documents(given)[1].products[0]
    assert (mask.price, mask.price_high) == (Money(Decimal(30000), "KRW"), Money(Decimal(55000), "KRW"))
    assert [variant.name for variant in mask.variants] == ["30 ml", "50 ml"]
    assert mask.available is False


@pytest.mark.parametrize(("price", "unit"), [("100", 9_999_999), ("100", -3), ("9" * 5_000, 2), ("-5", 2), ("x", 2)])
def test_an_amount_that_cannot_be_costs_no_list(price: str, unit: int) -> None:
    prices = {"price": price, "currency_code": "EUR", "currency_minor_unit": unit}
    body = json.dumps([{"id": 1, "name": "Serum", "permalink": "https://a.example/product/serum/", "prices": prices}])
    address = "https://a.example/wp-json/wc/store/v1/products?page=1"
    given = Page(address, address, "application/json", body.encode(), "woocommerce-products", SiteKind.BRAND)
    (serum,) = documents(given)[0].products
    assert (serum.name, serum.price) == ("Serum", None)


@pytest.mark.parametrize("body", [b"{", b"{}", b'[{"name": 3}]', b"[" * 100_000])
def test_a_list_of_unknown_shape_is_told(body: bytes) -> None:
    given = Page("https://a.test/", "https://a.test/", "application/json", body, "woocommerce-products", SiteKind.BRAND)
    with pytest.raises(BrokenListing, match=r"https://a\.test/: .*: "):
        documents(given)
