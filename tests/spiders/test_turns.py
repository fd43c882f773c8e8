"""Which page comes next at a second visit: what holds claims, what is new or has changed, what was seen longest ago."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from claims.model import SiteKind
from crawler.items import KnownLead, Lead
from spiders.turns import MONTH, turn_of
from tests.crawler.crawling import NOW, counts, visit
from tests.loopback import Loopback, Reply, page

CLAIM = "Our exosome serum regrows hair in four weeks."
WEEK = timedelta(days=7)
SEEN = KnownLead(Lead("https://s.example/a", modified="2026-01-01"), asked_at=NOW, expected=True, unchanged=True)


def sitemap(server: Loopback, **dates: str) -> None:
    entries = "".join(
        f"<url><loc>{server.url}{path}</loc><lastmod>{date}</lastmod></url>" for path, date in dates.items()
    )
    server.routes["/robots.txt"] = f"Sitemap: {server.url}map.xml"
    server.routes["/map.xml"] = Reply(f"<urlset>{entries}</urlset>", kind="application/xml")
    for path in dates:
        server.routes.setdefault(f"/{path}", page(title=path))


def visited(server: Loopback, folder: Path, weeks: int, **site: object) -> list[str]:
    """The pages that a visit after so many weeks asks for, without the front page."""
    server.log.clear()
    visit(folder, server.site(**site), now=NOW + weeks * WEEK)  # type: ignore[arg-type]
    return [path for path in server.paths if path not in {"/", "/map.xml"}]


def test_a_site_larger_than_its_budget_is_seen_in_turns(server: Loopback, tmp_path: Path) -> None:
    paths = [f"/p{number}" for number in range(6)]
    server.routes.update({"/": page(*paths), **{path: page(title=path) for path in paths}})
    seen = [visited(server, tmp_path, week, max_pages=3, delay=0.01) for week in range(3)]
    assert sorted(seen[0] + seen[1] + seen[2]) == paths
    assert visited(server, tmp_path, 3, max_pages=3, delay=0.01) == seen[0]


def test_pages_with_claims_are_visited_every_time(server: Loopback, tmp_path: Path) -> None:
    paths = [f"/p{number}" for number in range(6)]
    server.routes.update({"/": page(*paths), **{path: page(title=path) for path in paths}})
    server.routes["/p0"] = page(title="p0", copy=CLAIM)
    first, second = (visited(server, tmp_path, week, max_pages=3, delay=0.01) for week in range(2))
    assert first == ["/p0", "/p1"]
    assert second == ["/p0", "/p2"]


def test_a_page_that_its_site_dates_anew_comes_first(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page()
    sitemap(server, a="2026-01-01", b="2026-01-01", c="2026-01-01")
    assert visited(server, tmp_path, 0) == ["/a", "/b", "/c"]
    sitemap(server, a="2026-01-01", b="2026-01-01", c="2026-11-04T10:00:00Z")
    assert visited(server, tmp_path, 1, max_pages=2) == ["/c"]
    assert visited(server, tmp_path, 2, max_pages=2) == ["/a"]


def shop(server: Loopback, **dates: str) -> None:
    goods = [
        {"handle": f"exosome-{name}", "title": name, "updated_at": date, "variants": [{"price": "9"}]}
        for name, date in dates.items()
    ]
    for number, part in enumerate((goods, []), 1):
        body = json.dumps({"products": part})
        server.routes[f"/products.json?limit=250&page={number}"] = Reply(body, kind="application/json")
    sitemap(server, **{f"products/exosome-{name}": "2026-11-01" for name in dates})


def test_a_product_that_its_shop_dates_anew_comes_first(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page()
    seen = []
    for week, date in enumerate(("2026-01-01", "2026-01-01", "2026-11-10T10:00:00Z")):
        shop(server, a="2026-01-01", b="2026-01-01", c=date)
        server.log.clear()
        site = server.site(kind=SiteKind.BRAND, spider="shopify", max_pages=2 if week else 9)
        visit(tmp_path, site, now=NOW + week * WEEK)
        seen.append([path[-1] for path in server.paths if path.startswith("/products/")])
    assert seen == [["a", "b", "c"], ["a"], ["c"]]


def test_what_only_an_unchanged_page_leads_to_stays_known(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = Reply(page("/list"), headers={"ETag": '"1"'})
    server.routes["/list"] = Reply(page("/a", "/b"), headers={"ETag": '"2"'})
    server.routes.update({"/a": page(title="a"), "/b": page(title="b")})
    assert visited(server, tmp_path, 0, max_pages=3, delay=0.01) == ["/list", "/a"]
    result = visit(tmp_path, server.site(max_pages=4, delay=0.01), now=NOW + WEEK)
    assert counts(result) == {"not_modified": 2, "ok": 2}
    assert "/b" in server.paths


def test_an_unchanged_front_page_still_tells_where_feeds_and_lists_lie(server: Loopback, tmp_path: Path) -> None:
    head = "<link rel=alternate type='application/rss+xml' href=/feed><meta name=generator content=wp-content/>"
    server.routes["/"] = Reply(page().replace("<title>", f"{head}<title>"), headers={"ETag": '"1"'})
    server.routes["/feed"] = Reply("<rss><channel/></rss>", kind="application/rss+xml")
    visited(server, tmp_path, 0)
    server.routes["/feed"] = Reply("<rss><channel><item><link>/new</link></item></channel></rss>", kind="text/xml")
    server.routes["/new"] = page(title="New")
    asked = visited(server, tmp_path, 1)
    assert asked[-2:] == ["/feed", "/new"]
    assert any(path.startswith("/wp-json/wp/v2/pages") for path in asked)


def test_a_sitemap_that_names_itself_is_asked_for_once(server: Loopback, tmp_path: Path) -> None:
    server.routes.update({"/": page(), "/robots.txt": f"Sitemap: {server.url}map.xml"})
    entry = f"<sitemap><loc>{server.url}map.xml</loc></sitemap>"
    server.routes["/map.xml"] = Reply(f"<sitemapindex>{entry}{entry}</sitemapindex>", kind="application/xml")
    visit(tmp_path, server.site())
    assert server.paths == ["/", "/map.xml"]


def test_a_dead_end_is_not_asked_for_again_unless_something_leads_to_it(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page("/dead")
    assert visited(server, tmp_path, 0) == ["/dead"]
    assert visited(server, tmp_path, 1) == ["/dead"]
    server.routes["/"] = page()
    assert visited(server, tmp_path, 2) == []


def test_a_trap_goes_no_deeper_with_each_visit(server: Loopback, tmp_path: Path) -> None:
    for number in range(40):
        server.routes[f"/n{number}"] = page(f"/n{number + 1}", title=str(number))
    server.routes["/"] = page("/n0")
    first = visited(server, tmp_path, 0)
    assert visited(server, tmp_path, 1) == first
    assert len(first) == 8


def test_a_large_site_is_no_incident_for_its_size(server: Loopback, tmp_path: Path) -> None:
    paths = [f"/p{number}" for number in range(9)]
    server.routes.update({"/": page(*paths), **{path: page(title=path) for path in paths}})
    visit(tmp_path, server.site(delay=0.01))
    assert visit(tmp_path, server.site(max_pages=3, delay=0.01), now=NOW + WEEK).incidents == ()


@pytest.mark.parametrize(
    ("known", "modified", "turn"),
    [
        (None, "", 0),
        (replace(SEEN, asked_at=None), "", 0),
        (SEEN, "2026-02-02", 0),
        (replace(SEEN, unchanged=False), "", 0),
        (SEEN, "", int(NOW.timestamp()) + MONTH),
        (SEEN, "2026-01-01", int(NOW.timestamp()) + MONTH),
        (replace(SEEN, lead=Lead("https://s.example/a"), unchanged=False), "", int(NOW.timestamp())),
        (replace(SEEN, expected=False), "2026-02-02", int(NOW.timestamp())),
    ],
)
def test_whose_turn_it_is(known: KnownLead | None, modified: str, turn: int) -> None:
    assert turn_of(known, modified) == turn


def test_where_even_pages_with_claims_are_too_many_they_take_turns_with_new_ones(
    server: Loopback, tmp_path: Path
) -> None:
    paths = [f"/exosomes-{number}" for number in range(5)]
    server.routes.update({"/": page(*paths), **{path: page(title=path, copy=f"{CLAIM} {path}") for path in paths}})
    seen = [visited(server, tmp_path, week, max_pages=3, delay=0.01) for week in range(3)]
    assert seen == [paths[:2], paths[2:4], [paths[4], paths[0]]]
