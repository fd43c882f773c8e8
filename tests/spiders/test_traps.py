"""What has no end comes to one."""

from datetime import timedelta
from pathlib import Path

import pytest

from spiders.traps import MOST_DATES, MOST_VARIANTS, Traps
from tests.crawler.crawling import NOW, visit
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


def test_a_calendar_ends_though_there_is_room_for_more(server: Loopback, tmp_path: Path) -> None:
    def month(asked: Asked) -> Reply:
        year, number = (int(part) for part in asked.path.split("/")[2:4])
        return Reply(page(*(f"/events/{year + n}/{number:02}" for n in range(6)), title=asked.path))

    server.routes["/"] = page("/events/2027/01")
    server.routes.update(
        {f"/events/{year}/{number:02}": month for year in range(2000, 2100) for number in range(1, 13)}
    )
    result = visit(tmp_path, server.site(max_pages=200))
    assert result.tallies["shop"].total <= 1 + MOST_DATES


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
