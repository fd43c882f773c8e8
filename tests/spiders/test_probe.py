"""A first look at a site finds out what the watchlist needs."""

import json
import time

import pytest

from claims.model import SiteKind
from crawler.errors import SiteSilent
from crawler.probe import probe
from tests.loopback import Loopback, Reply, page

CONTACT = "watch@example.org"


LIST = "/products.json?limit=250&page=1"


def shopify(server: Loopback) -> None:
    """A front page and a list as Shopify has them."""
    products = [{"handle": "exosome-serum", "title": "Exosome Serum"}, {"handle": "soap", "title": "Soap"}]
    script = "<script src='//cdn.shopify.com/x.js'></script>"
    server.routes["/"] = page("/pages/about", "/collections/all", copy=f"Soap and serum, made by hand. {script}")
    server.routes[LIST] = Reply(json.dumps({"products": products}), kind="application/json")


def test_a_shopify_shop_is_known(server: Loopback) -> None:
    shopify(server)
    found = probe(server.site(kind=SiteKind.BRAND), CONTACT)
    assert (found.spider, found.platform, found.lang, found.products) == ("shopify", "Shopify", "en", 2)
    assert (found.pages, found.on_subject) == (4, 1)
    assert "2 products in the platform's list" in list(found.lines())


def test_a_list_makes_a_shop_whose_pages_show_no_mark(server: Loopback) -> None:
    shopify(server)
    server.routes["/"] = page("/products/soap")
    assert probe(server.site(kind=SiteKind.BRAND), CONTACT).spider == "shopify"
    assert probe(server.site(kind=SiteKind.CLINIC), CONTACT).spider == "clinic"


def test_a_shopify_shop_that_refuses_its_list_stays_one(server: Loopback) -> None:
    shopify(server)
    del server.routes[LIST]
    found = probe(server.site(kind=SiteKind.BRAND), CONTACT)
    assert (found.spider, found.products) == ("shopify", None)


def test_sitemaps_are_counted(server: Loopback) -> None:
    server.routes["/robots.txt"] = f"Sitemap: {server.url}map.xml"
    server.routes["/"] = page("/a")
    entries = "".join(f"<url><loc>{server.url}exosome/{number}</loc></url>" for number in range(5))
    server.routes["/map.xml"] = Reply(f"<urlset>{entries}</urlset>", kind="application/xml")
    found = probe(server.site(), CONTACT)
    assert (found.spider, found.pages, found.on_subject) == ("clinic", 6, 5)
    assert found.sitemaps == (f"{server.url}map.xml",)
    assert server.paths == ["/", "/map.xml"]


def test_the_languages_and_countries_that_a_site_has_pages_for_are_told(server: Loopback) -> None:
    links = "".join(
        f"<link rel=alternate hreflang={code} href=/{code}>" for code in ("en", "de-AT", "fr_fr", "x-default")
    )
    server.routes["/"] = page().replace("<title>", f"{links}<title>")
    found = probe(server.site(), CONTACT)
    assert found.locales == ("en", "de-AT", "fr-fr")
    assert found.countries == ("AT", "FR")
    assert next(found.lines()) == "pages for: en, de-AT, fr-fr"


@pytest.mark.parametrize(("kind", "spider"), [(SiteKind.RETAILER, "listing"), (SiteKind.PRESS, "clinic")])
def test_the_kind_decides_where_nothing_else_does(server: Loopback, kind: SiteKind, spider: str) -> None:
    server.routes["/"] = page()
    assert probe(server.site(kind=kind), CONTACT).spider == spider


def test_a_silent_site_is_told_why(server: Loopback) -> None:
    with pytest.raises(SiteSilent, match="not found"):
        probe(server.site(), CONTACT)
    server.routes["/"] = page(title="Just a moment...", copy="<script>_cf_chl_opt</script>")
    with pytest.raises(SiteSilent, match="Cloudflare challenge"):
        probe(server.site(), CONTACT)
    server.routes["/robots.txt"] = "User-agent: *\nDisallow: /"
    with pytest.raises(SiteSilent, match=r"robots\.txt asks not to visit"):
        probe(server.site(), CONTACT)
    with pytest.raises(SiteSilent, match="allow_private"):
        probe(server.site(allow_private=False), CONTACT)


def test_it_takes_seconds(server: Loopback) -> None:
    shopify(server)
    started = time.monotonic()
    probe(server.site(delay=30.0), CONTACT)
    assert time.monotonic() - started < 10


def test_a_site_that_asks_for_time_is_only_looked_at_in_front(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spiders.probe.LONGEST_DELAY", 0.3)
    server.routes["/robots.txt"] = f"User-agent: *\nCrawl-delay: 0.4\nSitemap: {server.url}map.xml"
    server.routes["/"] = page("/a")
    found = probe(server.site(), CONTACT)
    assert server.paths == ["/"]
    assert "robots.txt asks for 0.4 s between two pages: only the front page was looked at" in list(found.lines())
