"""Every site under sites/ is visited as its folder expects: its routes, its entry of the watchlist, what comes out."""

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.model import SiteKind
from crawler.probe import probe
from db.queries import Reader
from tests.crawler.crawling import visit
from tests.loopback import Loopback, Reply, page

SITES = Path(__file__).with_name("sites")
KINDS = {"json": "application/json", "xml": "application/xml", "text": "text/plain", "html": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder says: where it lies, its routes, the watchlist's entry, and what must come out."""

    path: Path
    routes: dict[str, dict[str, Any]]
    site: dict[str, Any] = field(default_factory=dict)
    expected: dict[str, Any] = field(default_factory=dict)


def folder_at(path: Path) -> Folder:
    meta = yaml.safe_load((path / "site.yml").read_text(encoding="utf-8"))
    expected = yaml.safe_load((path / "expected.yml").read_text(encoding="utf-8"))
    return Folder(path, meta["routes"], meta.get("site", {}), expected)


def reply(route: dict[str, Any], folder: Folder, url: str) -> Reply:
    """A route as the folder writes it: links of a small page, a body, JSON, addresses of a sitemap, or a file."""
    kind = KINDS[route.get("kind", "html")]
    body = ""
    match route:
        case {"links": links}:
            copy = {"copy": route["copy"]} if "copy" in route else {}
            body = page(*links, title=route.get("title", "Page"), **copy)
        case {"json": data}:
            body, kind = json.dumps(data), KINDS["json"]
        case {"map": entries}:
            body, kind = sitemap(entries), KINDS["xml"]
        case {"maps": entries}:
            listed = "".join(f"<sitemap><loc>{{url}}{entry}</loc></sitemap>" for entry in entries)
            body, kind = f"<sitemapindex>{listed}</sitemapindex>", KINDS["xml"]
        case {"file": name}:
            body = (folder.path / name).read_text(encoding="utf-8")
        case _:
            body = route.get("body", "")
    body = body.replace("{url}", url)
    if route.get("zip"):
        return Reply(gzip.compress(body.encode()), kind="application/x-gzip")
    return Reply(body, route.get("status", 200), route.get("headers", {}), kind)


def sitemap(entries: list[Any]) -> str:
    listed = [entry if isinstance(entry, dict) else {"at": entry} for entry in entries]
    dated = [
        f"<url><loc>{{url}}{entry['at']}</loc><lastmod>{entry.get('date', '2026-01-01')}</lastmod></url>"
        for entry in listed
    ]
    return f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{''.join(dated)}</urlset>"


@pytest.fixture(params=sorted(SITES.iterdir()), ids=lambda path: path.name)
def folder(request: pytest.FixtureRequest) -> Folder:
    return folder_at(request.param)


@pytest.fixture
def served(folder: Folder, server: Loopback) -> Loopback:
    server.routes.update({path: reply(route, folder, server.url) for path, route in folder.routes.items()})
    return server


def test_the_visit_asks_for_what_it_should(folder: Folder, served: Loopback, tmp_path: Path) -> None:
    entry = {"delay": 0.001, **folder.site, "kind": SiteKind(folder.site["kind"])}
    entry["start"] = tuple(f"{served.url}{path}" for path in entry.get("start", ()))
    result = visit(tmp_path, served.site(**entry))
    wanted = folder.expected
    asked = [entry.path for entry in served.log if entry.path not in {"/", "/robots.txt"}]
    assert asked == wanted["asked"]
    assert result.tallies["shop"].unvisited == wanted.get("unvisited", 0)
    assert [incident.cause for incident in result.incidents] == wanted.get("incidents", [])
    with Reader.open(tmp_path / "exowatch.db") as reader:
        prices = {product.key: product.price for product in reader.products()}
    shown = {key: f"{price.amount} {price.currency}" if price else "" for key, price in prices.items()}
    assert shown == wanted.get("products", {})


def test_the_first_look_finds_what_it_should(folder: Folder, served: Loopback) -> None:
    wanted = folder.expected.get("probe")
    if wanted is None:
        pytest.fail(f"{folder.path.name}: expected.yml says nothing of the first look")
    entry = {**folder.site, "kind": SiteKind(folder.site["kind"]), "start": (), "spider": ""}
    found = probe(served.site(**entry), "watch@example.org")
    seen = {"platform": found.platform, "spider": found.spider, "pages": found.pages, "on_subject": found.on_subject}
    assert {**seen, "sitemaps": len(found.sitemaps), "products": found.products} == wanted
