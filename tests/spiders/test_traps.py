"""What has no end comes to one."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.leads import Endless, LeftOut
from db.queries import Reader
from spiders.traps import MOST_DATES, MOST_VARIANTS, Traps
from tests.crawler.crawling import NOW, QUICK, counts, visit
from tests.loopback import Asked, Loopback, Reply, page

SITE = "https://s.example"


def let_through(addresses: list[str]) -> int:
    traps = Traps()
    return sum(not traps.caught(f"{SITE}{address}") for address in addresses)


@pytest.mark.parametrize(
    ("addresses", "most"),
    [
        ([f"/shop?colour_family={n}&skin={m}" for n in range(30) for m in range(30)], MOST_VARIANTS),
        ([f"/events/{year}/{month:02}" for year in range(2020, 2040) for month in range(1, 13)], MOST_DATES),
        ([f"/events/2027-01-{day:02}/" for day in range(1, 32)], MOST_DATES),
        ([f"/archive/{year}" for year in range(1950, 2027)], MOST_DATES),
        (["/shop/red/dry/cream", "/shop/dry/red/cream", "/shop/cream/red/dry", "/shop/red/dry"], 2),
    ],
)
def test_traps_let_few_through(addresses: list[str], most: int) -> None:
    assert let_through(addresses) == most


@pytest.mark.parametrize(
    "addresses",
    [
        [f"/product.php?id={n}" for n in range(300)],
        [f"/shop?page={n}" for n in range(300)],
        [f"/blog/2026/01/post-{n}" for n in range(300)],
        [f"/treatments/{n}" for n in range(300)],
        [f"/treatments/{n}" for n in range(1_890, 2_110)],
        ["/en/contact", "/contact/en"],
    ],
)
def test_what_only_looks_like_one_is_none(addresses: list[str]) -> None:
    assert let_through(addresses) == len(addresses)


def months_from(path: str) -> list[str]:
    """What a month of a calendar links to."""
    year, number = path.split("/")[2:4]
    return [f"/events/{int(year) + n}/{number}" for n in range(6)]


def test_what_is_left_out_is_counted_by_reason_and_once() -> None:
    traps = Traps()
    for _ in range(2):
        for n in range(MOST_VARIANTS + 3):
            traps.caught(f"{SITE}/shop?colour_family={n}")
        for day in range(1, 29):
            traps.caught(f"{SITE}/events/2027-01-{day:02}")
        for path in ("/shop/red/dry/cream", "/shop/dry/red/cream"):
            traps.caught(f"{SITE}{path}")
        for path in ("/deep", "/deep/too", "/deep/found"):
            traps.too_deep(f"{SITE}{path}")
    told = traps.left_out(lambda address: address.endswith("/found"))
    assert told == (
        LeftOut(Endless.CALENDAR, 28 - MOST_DATES),
        LeftOut(Endless.FILTERS, 3),
        LeftOut(Endless.ORDER, 1),
        LeftOut(Endless.DEPTH, 2),
    )


def test_what_lies_too_deep_takes_no_room_from_what_is_followed() -> None:
    traps = Traps()
    for n in range(MOST_DATES + 1):
        traps.too_deep(f"{SITE}/archive/{1990 + n}/01")
    for n in range(MOST_VARIANTS + 1):
        traps.too_deep(f"{SITE}/shop?colour_family={n}")
    traps.too_deep(f"{SITE}/shop/red/dry/cream")
    followed = (f"{SITE}/blog/2026/05", f"{SITE}/shop?colour_family=red", f"{SITE}/shop/dry/red/cream")
    assert not any(map(traps.caught, followed))


def test_what_is_left_out_for_another_reason_is_not_too_deep_as_well() -> None:
    traps = Traps()
    for day in range(1, MOST_DATES + 2):
        traps.caught(f"{SITE}/events/2027-01-{day:02}")
    traps.too_deep(f"{SITE}/events/2027-01-{MOST_DATES + 1:02}")
    assert traps.left_out(lambda _: False) == (LeftOut(Endless.CALENDAR, 1),)


def test_what_lies_too_deep_is_counted_where_no_other_way_leads_to_it(server: Loopback, tmp_path: Path) -> None:
    server.routes.update(
        {
            "/": page("/one", "/four"),
            "/one": page("/two"),
            "/two": page("/three", "/four"),
            "/four": page(),
        }
    )
    result = visit(tmp_path, server.site(), manners=replace(QUICK, depth=2))
    assert counts(result) == {"ok": 4}
    assert result.tallies["shop"].left_out == (LeftOut(Endless.DEPTH, 1),)
    assert "shop: 4 ok, 1 without end not followed" in list(result.lines())


def test_a_calendar_ends_though_there_is_room_for_more(server: Loopback, tmp_path: Path) -> None:
    def month(asked: Asked) -> Reply:
        return Reply(page(*months_from(asked.path), title=asked.path))

    server.routes["/"] = page("/events/2027/01")
    server.routes.update(
        {f"/events/{year}/{number:02}": month for year in range(2000, 2100) for number in range(1, 13)}
    )
    result = visit(tmp_path, server.site(max_pages=200))
    assert result.tallies["shop"].total <= 1 + MOST_DATES
    asked = {one.path for one in server.log if one.path.startswith("/events/")}
    named = {"/events/2027/01"}.union(*map(months_from, asked))
    left = LeftOut(Endless.CALENDAR, len(named - asked))
    assert left.count > 0
    with Reader.open(tmp_path / "exowatch.db") as reader:
        (site,) = reader.coverage()
    assert site.endless == (left,)
    assert site.expected == site.seen, "they are no pages that were expected"


def test_filters_in_all_combinations_end(server: Loopback, tmp_path: Path) -> None:
    def shop(asked: Asked) -> Reply:
        number = int(asked.path.partition("=")[2] or 0)
        return Reply(page(*(f"/shop?pa_skin={(5 * number + n) % 997}" for n in range(1, 6)), title=asked.path))

    server.routes["/"] = page("/shop")
    server.routes.update({f"/shop?pa_skin={number}": shop for number in range(997)} | {"/shop": shop})
    result = visit(tmp_path, server.site(max_pages=200))
    assert result.tallies["shop"].total == 2 + MOST_VARIANTS
    again = visit(tmp_path, server.site(max_pages=200), now=NOW + timedelta(days=7))
    assert again.tallies["shop"].total == 2 + MOST_VARIANTS


def test_what_lies_too_deep_is_counted_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spiders.traps.MOST_DEEP", 3)
    traps = Traps()
    for number in range(5):
        traps.too_deep(f"{SITE}/deep/{number}")
    assert traps.left_out(lambda _: False) == (LeftOut(Endless.DEPTH, 3),)
