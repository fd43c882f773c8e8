"""A platform's product list is read to its end, and a list that breaks off, repeats itself or closes drops nothing."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from claims.model import SiteKind
from crawler.verify import verify
from db.queries import Reader
from tests.crawler.crawling import NOW, counts, visit
from tests.loopback import Loopback, Reply, page

NO_MAPS = {"/robots.txt": "Sitemap: /none.xml"}


def pages(server: Loopback, *paths: str) -> None:
    server.routes.update({path: page(title=path) for path in paths})


def product(handle: str, body: str = "Soap") -> dict[str, object]:
    variants = [{"title": "30 ml", "price": "49.00", "available": True}]
    return {"id": handle, "handle": handle, "title": handle.title(), "body_html": body, "variants": variants}


def shop(server: Loopback, *parts: list[dict[str, object]]) -> None:
    """A Shopify shop whose list has these parts, then an empty one."""
    for number, part in enumerate((*parts, []), 1):
        body = json.dumps({"products": part})
        server.routes[f"/products.json?limit=250&page={number}"] = Reply(body, kind="application/json")
    server.routes.update(NO_MAPS)


def test_a_product_that_the_list_drops_is_gone_in_the_same_run(server: Loopback, tmp_path: Path) -> None:
    goods = [product(f"soap-{number}") for number in range(3)] + [product("exosome-cream")]
    shop(server, goods)
    server.routes["/"] = page()
    pages(server, "/products/exosome-cream")
    site = server.site(kind=SiteKind.BRAND, spider="shopify")
    visit(tmp_path, site)
    shop(server, goods[:3])
    del server.routes["/products/exosome-cream"]
    visit(tmp_path, site, now=NOW + timedelta(days=7))
    with Reader.open(tmp_path / "exowatch.db") as reader:
        gone = [change for change in reader.changes() if change.kind.value == "product_gone"]
        assert [one.key for one in reader.products(live=False)] == ["/products/exosome-cream"]
    assert [change.subject for change in gone] == ["Exosome-Cream"]


def test_the_platforms_list_is_no_page_of_the_next_visit(server: Loopback, tmp_path: Path) -> None:
    shop(server, [product("exosome-cream")])
    server.routes["/"] = page()
    pages(server, "/products/exosome-cream")
    site = server.site(kind=SiteKind.BRAND, spider="shopify")
    first = counts(visit(tmp_path, site))
    assert counts(visit(tmp_path, site, now=NOW + timedelta(days=7))) == first == {"ok": 4}


def test_a_shopify_list_is_read_to_its_end(server: Loopback, tmp_path: Path) -> None:
    first = [product(f"soap-{number}") for number in range(249)] + [product("serum", "<p>With plant exosomes</p>")]
    shop(server, first, [product("exosome-cream"), product("towel")])
    server.routes["/"] = page("/collections/all/products/serum", "/products/towel?variant=3", "/pages/about")
    pages(server, "/products/serum", "/products/exosome-cream", "/pages/about")
    result = visit(tmp_path, server.site(kind=SiteKind.BRAND, spider="shopify"))
    assert counts(result) == {"ok": 7}
    assert [path for path in server.paths if "products/" in path] == ["/products/serum", "/products/exosome-cream"]
    with Reader.open(tmp_path / "exowatch.db") as reader:
        known = {found.key: found.price for found in reader.products()}
    assert len(known) == 252
    assert str(known["/products/serum"] and known["/products/serum"].amount) == "49.00"


def test_products_that_the_list_leaves_out_stay_out_at_the_next_visit(server: Loopback, tmp_path: Path) -> None:
    shop(server, [product("soap"), product("exosome-cream")])
    server.routes["/"] = page("/products/soap", "/products/exosome-cream")
    pages(server, "/products/exosome-cream", "/products/soap")
    site = server.site(kind=SiteKind.BRAND, spider="shopify")
    visit(tmp_path, site)
    visit(tmp_path, site, now=NOW + timedelta(days=7))
    assert [path for path in server.paths if "products/" in path] == ["/products/exosome-cream"] * 2


def test_a_list_in_parts_that_are_too_large_is_asked_for_in_smaller_ones(server: Loopback, tmp_path: Path) -> None:
    server.routes.update(NO_MAPS)
    server.routes["/"] = page()
    goods = [product(f"soap-{number}") for number in range(250)] + [product("exosome-cream")]

    def part(first: int, most: int) -> Reply:
        return Reply(json.dumps({"products": goods[first : first + most]}), kind="application/json")

    server.routes["/products.json?limit=250&page=1"] = part(0, 250)
    server.routes["/products.json?limit=250&page=2"] = Reply("x" * 2_000_000, kind="application/json")
    for number in range(6):
        server.routes[f"/products.json?limit=50&page={number + 1}"] = part(50 * number, 50)
    pages(server, "/products/exosome-cream")
    assert counts(visit(tmp_path, server.site(kind=SiteKind.BRAND, spider="shopify"))) == {"ok": 9}


def test_a_list_stays_a_list_at_the_second_look(server: Loopback, tmp_path: Path) -> None:
    site = server.site(kind=SiteKind.BRAND, spider="shopify", max_pages=1)
    server.routes["/"] = page()
    shop(server, [product("serum", "<p>The serum holds plant exosomes. Our exosomes regrow hair.</p>")])
    visit(tmp_path, site)
    shop(server, [product("serum", "<p>The serum holds plant exosomes.</p>")])
    visit(tmp_path, site, now=NOW + timedelta(days=7))
    assert sum("products.json" in path and path.endswith("page=1") for path in server.paths) == 3
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert [change.kind.value for change in reader.changes() if change.at >= NOW + timedelta(days=7)] == ["gone"]
        assert [product.key for product in reader.products()] == ["/products/serum"]


def test_a_product_that_moves_to_the_next_part_is_no_news(server: Loopback, tmp_path: Path) -> None:
    goods = [product(f"soap-{number}", "<p>Plant exosomes regrow hair.</p>") for number in range(251)]
    server.routes["/"] = page()
    site = server.site(kind=SiteKind.BRAND, spider="shopify", max_pages=1)
    shop(server, goods[1:], [])
    visit(tmp_path, site)
    shop(server, goods[:250], goods[250:])
    visit(tmp_path, site, now=NOW + timedelta(days=7))
    visit(tmp_path, site, now=NOW + timedelta(days=14))
    with Reader.open(tmp_path / "exowatch.db") as reader:
        later = [change for change in reader.changes() if change.at >= NOW + timedelta(days=7)]
    assert {change.address for change in later} == {f"{server.url}products/soap-0"}
    assert [change.kind.value for change in later].count("product_new") == 1


def test_a_list_that_repeats_itself_ends(server: Loopback, tmp_path: Path) -> None:
    part = [product(f"soap-{number}") for number in range(250)]
    shop(server, part, part, part)
    server.routes["/"] = page()
    visit(tmp_path, server.site(kind=SiteKind.BRAND, spider="shopify"))
    assert sum("products.json" in path for path in server.paths) == 2


@pytest.mark.parametrize("held", [10, 30, 50])
def test_a_list_whose_parts_are_held_shorter_than_asked_is_read_to_its_end(
    server: Loopback, tmp_path: Path, held: int
) -> None:
    goods = [product(f"soap-{number}") for number in range(90)] + [product("exosome-cream")]
    shop(server, *(goods[first : first + held] for first in range(0, len(goods), held)))
    server.routes["/"] = page()
    pages(server, "/products/exosome-cream")
    result = visit(tmp_path, server.site(kind=SiteKind.BRAND, spider="shopify"))
    assert sum("products.json" in path for path in server.paths) == -(-len(goods) // held) + 1
    assert [path for path in server.paths if "products/" in path] == ["/products/exosome-cream"]
    assert not [incident for incident in result.incidents if "product list" in incident.cause]
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert len(reader.products()) == len(goods)


def test_a_list_without_end_is_left_after_so_many_parts(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spiders.listed.MOST_PARTS", 7)
    shop(server, *([product(f"soap-{number}")] for number in range(20)))
    server.routes["/"] = page()
    result = visit(tmp_path, server.site(kind=SiteKind.BRAND, spider="shopify"))
    asked = [path for path in server.paths if path.startswith("/products.json")]
    assert len(asked) == 7
    assert any("the product list is longer than" in incident.cause for incident in result.incidents)


@pytest.mark.parametrize(
    "answer", [Reply("no", status=404), Reply("<p>Shop</p>"), Reply("[1, 2]", kind="application/json")]
)
def test_a_shop_without_a_list_is_visited_by_its_links(server: Loopback, tmp_path: Path, answer: Reply) -> None:
    server.routes.update(NO_MAPS)
    server.routes["/products.json?limit=250&page=1"] = answer
    server.routes["/"] = page("/collections/a/products/soap", "/products/exosome-cream")
    pages(server, "/products/soap", "/products/exosome-cream")
    result = visit(tmp_path, server.site(kind=SiteKind.BRAND, spider="shopify"))
    assert counts(result) == {"ok": 3}
    assert [path for path in server.paths if "products/" in path] == ["/products/exosome-cream", "/products/soap"]


@pytest.mark.parametrize(
    ("answer", "quality"),
    [
        (Reply("no", status=404), {}),
        (Reply("no", status=403), {"blocked": 1}),
        (Reply(page(title="Just a moment...", copy="<script>_cf_chl_opt</script>"), status=403), {"blocked": 1}),
        (Reply(page(title="Just a moment...", copy="<script>_cf_chl_opt</script>")), {"blocked": 1}),
    ],
)
def test_a_list_that_is_no_longer_shown_is_told_and_drops_nothing(
    server: Loopback, tmp_path: Path, answer: Reply, quality: dict[str, int]
) -> None:
    shop(server, [product("soap"), product("exosome-cream")])
    server.routes["/"] = page()
    pages(server, "/products/exosome-cream")
    site = server.site(kind=SiteKind.BRAND, spider="shopify")
    visit(tmp_path, site)
    server.routes["/products.json?limit=250&page=1"] = answer
    for week in (1, 2):
        result = visit(tmp_path, site, now=NOW + timedelta(days=7 * week))
        assert counts(result) == {"ok": 2, **quality}
        assert any("the product list is no longer shown" in one.cause for one in result.incidents)
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert {one.key for one in reader.products()} == {"/products/soap", "/products/exosome-cream"}


def test_a_shop_that_is_down_is_told_once_and_its_list_is_no_page_left_for_later(
    server: Loopback, tmp_path: Path
) -> None:
    shop(server, [product("soap"), product("exosome-cream")])
    server.routes["/"] = page()
    pages(server, "/products/exosome-cream")
    site = server.site(kind=SiteKind.BRAND, spider="shopify")
    visit(tmp_path, site)
    server.routes = {"/robots.txt": Reply("down", status=503)}
    result = visit(tmp_path, site, now=NOW + timedelta(days=7))
    assert counts(result) == {"error": 3}
    assert not [one.cause for one in result.incidents if "product list" in one.cause]
    with Reader.open(tmp_path / "exowatch.db") as reader:
        (seen,) = reader.coverage()
    assert (seen.expected, seen.failed, seen.unvisited) == (3, 3, 0)


def test_a_list_that_breaks_off_is_told_and_drops_nothing(server: Loopback, tmp_path: Path) -> None:
    shop(server, [product(f"soap-{number}") for number in range(250)])
    server.routes["/products.json?limit=250&page=2"] = Reply("no", status=500)
    server.routes["/"] = page()
    result = visit(tmp_path, server.site(kind=SiteKind.BRAND, spider="shopify"))
    assert "the product list broke off at part 2: status 500" in [incident.cause for incident in result.incidents]


def test_a_list_that_comes_empty_leaves_the_proof_of_what_it_held(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page()
    shop(server, [product("serum", "<p>Our plant exosomes regrow hair.</p>")])
    site = server.site(kind=SiteKind.BRAND, spider="shopify", max_pages=1)
    visit(tmp_path, site)
    shop(server, [])
    visit(tmp_path, site, now=NOW + timedelta(days=7))
    found = verify(tmp_path / "exowatch.db", tmp_path / "captures")
    assert (found.misfits, found.quotes > 0, found.unread) == ([], True, 0)
