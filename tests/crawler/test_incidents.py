"""What went wrong is told once for each kind, with what would mend it."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from claims.model import SiteKind
from crawler.incidents import REMEDIES, incidents_of
from crawler.items import KnownLead, Lead
from crawler.job import Errand, Trip
from db.model import Quality, Site
from tests.crawler.crawling import NOW, job, visit
from tests.loopback import Loopback, Reply, page

PATHS = [f"/page/{number}" for number in range(6)]


def told(server: Loopback, folder: Path, **more: object) -> list[tuple[str, str]]:
    result = visit(folder, server.site(), **more)
    return [(incident.cause, incident.remedy) for incident in result.incidents]


def test_pages_that_fail_alike_are_one_incident(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page(*PATHS)
    server.routes.update({path: Reply("boom", status=500) for path in PATHS})
    assert told(server, tmp_path) == [
        ("6 pages, the first: the server answered with status 500", REMEDIES[Quality.ERROR])
    ]


def test_a_site_that_shows_less_than_half_of_what_was_known_is_told(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page(*PATHS)
    server.routes.update({path: page(copy=f"Words of {path}, and more of them.") for path in PATHS})
    assert told(server, tmp_path) == []
    server.routes.update({path: Reply("boom", status=500) for path in PATHS})
    cause, _ = told(server, tmp_path, now=NOW + timedelta(days=7))[-1]
    assert cause == "only 1 of 7 pages known before were seen"


@pytest.mark.parametrize(("lost", "is_told"), [(3, False), (4, True)])
def test_a_site_that_shows_half_of_what_was_known_is_not_told(
    server: Loopback, tmp_path: Path, lost: int, is_told: bool
) -> None:
    paths = PATHS[:5]
    server.routes["/"] = page(*paths)
    server.routes.update({path: page(copy=f"Words of {path}, and more of them.") for path in paths})
    told(server, tmp_path)
    server.routes.update({path: Reply("boom", status=500) for path in paths[:lost]})
    causes = [cause for cause, _ in told(server, tmp_path, now=NOW + timedelta(days=7))]
    assert any(cause.startswith("only ") for cause in causes) is is_told


def test_a_watched_address_that_robots_txt_forbids_is_told(server: Loopback, tmp_path: Path) -> None:
    server.routes["/robots.txt"] = "User-agent: *\nDisallow: /"
    assert told(server, tmp_path) == [("robots.txt asks not to visit this page", REMEDIES[Quality.ROBOTS])]


def test_a_page_without_text_may_need_a_browser(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = "<html><body><div id=app></div><script>start()</script></body></html>"
    assert told(server, tmp_path) == [("the page holds no text: it may need a browser", REMEDIES[Quality.EMPTY])]


@pytest.mark.parametrize("stopped", [False, True])
def test_a_visit_that_was_told_to_stop_is_not_blamed_for_what_it_did_not_see(tmp_path: Path, stopped: bool) -> None:
    trip = Trip(job(tmp_path), None, 1, asyncio.Event())
    known = KnownLead(Lead("https://shop.example/serum"), expected=True)
    if stopped:
        trip.stop.set()
    causes = [
        one.cause for one in incidents_of(Errand(Site("shop", "https://shop.example/", SiteKind.BRAND), trip, (known,)))
    ]
    assert causes == ([] if stopped else ["only 0 of 1 pages known before were seen"])
