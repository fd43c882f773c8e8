"""Each spider finds the pages of its kind of place, and ends."""

import gzip
import logging
from pathlib import Path

import pytest
from scrapy.http import Response

from claims.model import SiteKind
from db.queries import Reader
from spiders.base import SiteSpider
from tests.crawler.crawling import counts, visit
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
