"""Each spider finds the pages of its kind of place, and ends."""

import gzip
import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from scrapy.http import Response

from claims.model import SiteKind
from db.queries import Reader
from spiders.base import SiteSpider
from tests.crawler.crawling import NOW, counts, visit
from tests.loopback import Asked, Loopback, Reply, page

NO_MAPS = {"/robots.txt": "Sitemap: /none.xml"}


def listed(*addresses: str) -> Reply:
    entries = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return Reply(f"<?xml version='1.0'?><urlset>{entries}</urlset>", kind="application/xml")


def pages(server: Loopback, *paths: str) -> None:
    server.routes.update({path: page(title=path) for path in paths})


def test_pages_on_the_subject_come_first(server: Loopback, tmp_path: Path) -> None:
    paths = [f"/treatment-{number}" for number in range(8)]
    pages(server, *paths, "/exosome-therapy", "/hair")
    server.routes["/"] = page(*paths, "/hair", "/exosome-therapy").replace(">hair<", ">Hair with exosomes<")
    result = visit(tmp_path, server.site(max_pages=4))
    assert server.paths[:3] == ["/", "/hair", "/exosome-therapy"]
    assert (counts(result), result.tallies["shop"].unvisited) == ({"ok": 4}, 7)
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert reader.coverage()[0].unvisited == 7


def test_pages_that_only_a_sitemap_has_are_found(server: Loopback, tmp_path: Path) -> None:
    server.routes["/robots.txt"] = f"Sitemap: {server.url}index.xml"
    server.routes["/index.xml"] = Reply(
        f"<sitemapindex><sitemap><loc>{server.url}part.xml.gz</loc></sitemap></sitemapindex>", kind="application/xml"
    )
    zipped = gzip.compress(str(listed(f"{server.url}exosomes", f"{server.url}picture.jpg").body).encode())
    server.routes["/part.xml.gz"] = Reply(zipped, kind="application/x-gzip")
    pages(server, "/", "/exosomes")
    assert counts(visit(tmp_path, server.site())) == {"ok": 2}
    assert server.paths == ["/", "/index.xml", "/part.xml.gz", "/exosomes"]


@pytest.mark.parametrize(
    "broken",
    [
        Reply("<urlset><url><loc>", kind="application/xml"),
        Reply("", kind="application/xml"),
        Reply("gone", status=404),
        Reply(page()),
        Reply(gzip.compress(b"<x>" * 30_000_000), kind="application/gzip"),
        Reply(wire=b"no HTTP\r\n\r\n"),
        Reply(f"<!DOCTYPE a [<!ENTITY b '{'c' * 999}'>]><urlset>{'&b;' * 999}</urlset>", kind="application/xml"),
    ],
)
def test_a_broken_sitemap_is_told_and_does_no_harm(server: Loopback, tmp_path: Path, broken: Reply) -> None:
    server.routes["/robots.txt"] = f"Sitemap: {server.url}map.xml"
    server.routes["/map.xml"] = broken
    server.routes["/"] = page("/a")
    pages(server, "/a")
    result = visit(tmp_path, server.site())
    assert counts(result) == {"ok": 2}
    assert all("sitemap" in incident.cause for incident in result.incidents)


def test_traps_end_by_themselves(server: Loopback, tmp_path: Path) -> None:
    def endless(asked: Asked) -> Reply:
        here = asked.path.split("?")[0].rstrip("/")
        return Reply(
            page(f"{here}/deeper", f"{here}?sort=price", f"{here}?PHPSESSID=1", f"{here}#x", "/calendar/2027/1")
        )

    for depth in range(30):
        server.routes["/" + "deeper/" * depth] = endless
        server.routes["/" + "/".join(["deeper"] * depth)] = endless
    visit(tmp_path, server.site(max_pages=100))
    assert server.paths == ["/", "/deeper", "/deeper/deeper"]


def test_a_page_that_names_its_own_address_is_one_page(server: Loopback, tmp_path: Path) -> None:
    serum = page(title="Serum", copy="<link href='/serum' rel='canonical'>Our exosome serum regrows hair.")
    server.routes["/"] = page("/serum?from=menu", "/new/serum", "/serum")
    server.routes.update(dict.fromkeys(("/serum?from=menu", "/new/serum", "/serum"), serum))
    assert counts(visit(tmp_path, server.site(delay=0.01))) == {"ok": 3}
    assert server.paths == ["/", "/serum?from=menu", "/new/serum"]
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert [{place.page for place in claim.places} for claim in reader.claims()] == [{"/serum"}]


def test_a_page_under_a_number_is_one_with_the_page_that_it_names(server: Loopback, tmp_path: Path) -> None:
    named = (
        "<link rel=canonical href=/night-serum><title>Night Serum - shop</title><p>Our exosome serum regrows hair.</p>"
    )
    server.routes.update({"/": page("/goods/412", "/night-serum"), "/goods/412": named, "/night-serum": named})
    assert counts(visit(tmp_path, server.site())) == {"ok": 3}
    with Reader.open(tmp_path / "exowatch.db") as reader:
        (claim,) = reader.claims()
        assert {place.page for place in claim.places} == {"/night-serum"}


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


def test_a_page_behind_a_redirect_is_visited_once(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page("/old", "/new")
    server.routes["/old"] = Reply(status=301, headers={"Location": "/new/"})
    server.routes["/new/"] = page(title="New")
    assert counts(visit(tmp_path, server.site(delay=0.01))) == {"ok": 2}
    assert server.paths == ["/", "/old", "/new/"]


def test_a_plain_text_page_is_read_line_by_line(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page("/notes")
    server.routes["/notes"] = Reply("Exosome serum\n\nIt regrows hair.\n", kind="text/plain")
    server.routes["/style"] = Reply("a{}", kind="text/css")
    assert counts(visit(tmp_path, server.site(start=(f"{server.url}style",)))) == {"ok": 2, "not_a_page": 1}


def test_a_film_that_is_linked_like_a_page_is_not_fetched(server: Loopback, tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 30000000\r\n\r\n"
    server.routes.update({"/": page("/film", "/a"), "/film": Reply(wire=head + b"x" * 30_000_000)})
    pages(server, "/a")
    assert counts(visit(tmp_path, server.site())) == {"ok": 2, "not_a_page": 1}


def test_a_spider_that_stumbles_goes_on(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    learn = SiteSpider.learn

    def stumbling(self: SiteSpider, response: Response, depth: int) -> None:
        learn(self, response, depth)
        if response.url.endswith("/odd"):
            raise RuntimeError("one leg over the other")

    monkeypatch.setattr("spiders.clinic.ClinicSpider.learn", stumbling)
    server.routes["/"] = page("/odd", "/a", "/b", "/c")
    pages(server, "/odd", "/a", "/b", "/c")
    with caplog.at_level(logging.ERROR):
        result = visit(tmp_path, server.site(delay=0.01))
    assert counts(result) == {"ok": 5}
    assert [incident.cause for incident in result.incidents] == [
        "the spider stumbled: RuntimeError: one leg over the other"
    ]
    assert "Traceback" in caplog.text


def test_the_platforms_list_is_no_page_of_the_next_visit(server: Loopback, tmp_path: Path) -> None:
    shop(server, [product("exosome-cream")])
    server.routes["/"] = page()
    pages(server, "/products/exosome-cream")
    site = server.site(kind=SiteKind.BRAND, spider="shopify")
    first = counts(visit(tmp_path, site))
    assert counts(visit(tmp_path, site, now=NOW + timedelta(days=7))) == first == {"ok": 4}


def test_other_hosts_are_never_asked(server: Loopback, tmp_path: Path) -> None:
    with Loopback({"/": page()}) as other:
        server.routes["/robots.txt"] = f"Sitemap: {other.url}map.xml"
        server.routes["/"] = page(other.url, f"//127.0.0.1:1/{'x'}", "http://127.0.0.2/")
        result = visit(tmp_path, server.site())
        assert (other.log, server.paths) == ([], ["/"])
        assert "sitemap on another host" in result.incidents[0].cause


def test_start_addresses_are_visited_though_nothing_links_to_them(server: Loopback, tmp_path: Path) -> None:
    pages(server, "/", "/hidden")
    visit(tmp_path, server.site(start=(f"{server.url}hidden",)))
    assert "/hidden" in server.paths


def test_a_listing_leads_to_products_over_its_pages(server: Loopback, tmp_path: Path) -> None:
    server.routes.update(NO_MAPS)
    server.routes["/"] = page("/about", "/blog/a", "/shop")
    server.routes["/shop"] = page("/product/one", "/shop?page=2", "/shop?sort=price")
    server.routes["/shop?page=2"] = page("/product/two", "/product/exosome-cream")
    pages(server, "/about", "/blog/a", "/product/one", "/product/two", "/product/exosome-cream")
    visit(tmp_path, server.site(kind=SiteKind.RETAILER))
    order = [path for path in server.paths if path != "/none.xml"]
    found = [
        "/",
        "/about",
        "/blog/a",
        "/product/exosome-cream",
        "/product/one",
        "/product/two",
        "/shop",
        "/shop?page=2",
    ]
    assert sorted(order) == found
    assert order.index("/shop") < order.index("/about")
    assert order.index("/product/exosome-cream") < order.index("/product/two") < order.index("/blog/a")


def test_a_list_of_many_parts_is_read_and_an_endless_one_ends(server: Loopback, tmp_path: Path) -> None:
    def part(asked: Asked) -> Reply:
        number = int(asked.path.partition("=")[2] or 1)
        goods = [f"/product/{number}"] if number <= 20 else []
        return Reply(page(*goods, f"/shop?page={number + 1}"))

    server.routes.update(NO_MAPS)
    server.routes.update({"/": page("/shop"), "/shop": part})
    server.routes.update({f"/shop?page={number}": part for number in range(1, 100)})
    pages(server, *(f"/product/{number}" for number in range(1, 21)))
    visit(tmp_path, server.site(kind=SiteKind.RETAILER))
    assert sum(path.startswith("/product/") for path in server.paths) == 20
    assert sum(path.startswith("/shop") for path in server.paths) < 35


def product(handle: str, body: str = "Soap") -> dict[str, object]:
    variants = [{"title": "30 ml", "price": "49.00", "available": True}]
    return {"id": handle, "handle": handle, "title": handle.title(), "body_html": body, "variants": variants}


def shop(server: Loopback, *parts: list[dict[str, object]]) -> None:
    """A Shopify shop whose list has these parts, then an empty one."""
    for number, part in enumerate((*parts, []), 1):
        body = json.dumps({"products": part})
        server.routes[f"/products.json?limit=250&page={number}"] = Reply(body, kind="application/json")
    server.routes.update(NO_MAPS)


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


def test_sitemaps_past_their_number_are_told_and_those_of_products_come_first(server: Loopback, tmp_path: Path) -> None:
    parts = [f"{server.url}blog-{number}.xml" for number in range(60)]
    entries = "".join(f"<sitemap><loc>{part}</loc></sitemap>" for part in (*parts, f"{server.url}products.xml"))
    server.routes["/robots.txt"] = f"Sitemap: {server.url}map.xml"
    server.routes["/map.xml"] = Reply(f"<sitemapindex>{entries}</sitemapindex>", kind="application/xml")
    server.routes.update({f"/blog-{number}.xml": listed() for number in range(60)})
    server.routes["/products.xml"] = listed(f"{server.url}exosomes")
    pages(server, "/", "/exosomes")
    result = visit(tmp_path, server.site())
    assert server.paths.index("/products.xml") == 2
    assert "12 sitemaps, feeds or lists were not read: there are 62" in [one.cause for one in result.incidents]
    assert counts(result) == {"ok": 2}


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
