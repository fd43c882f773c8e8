"""Addresses that a site names are known before they are visited, and afterwards by what became of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from db.leads import KnownLead, Lead
from db.model import Quality, Visit
from db.queries import Reader
from db.store import Store
from db.writing import leads
from tests.db.world import DAY, SHOP, START, WEEK, Leaf, Says, World, read

GROWS = Says("Exosomes regrow hair in four weeks.")
URL = "http://127.0.0.1/{}"


def known(world: World) -> dict[str, KnownLead]:
    return {one.lead.address.rsplit("/", 1)[1]: one for one in world.store.leads(SHOP.name)}


def test_what_only_an_unchanged_page_leads_to_stays_known(world: World) -> None:
    world.begin(START)
    capture = world.capture("/a")
    found = (Lead(URL.format("b"), "Serum", depth=2), Lead(URL.format("c")))
    world.store.record(world.run, Visit(capture, (read("/a", Leaf([GROWS])),), leads=found))
    world.end()
    first = known(world)
    assert list(first) == ["a", "b", "c"]
    assert (first["a"].holds, first["a"].expected, first["b"].asked_at) == (True, True, None)
    assert first["b"].lead == Lead(URL.format("b"), "Serum", depth=2)
    world.begin(START + WEEK)
    world.trouble("/a", Quality.NOT_MODIFIED, 304)
    assert list(known(world)) == ["a", "b", "c"]


def test_what_a_page_that_is_not_believed_leads_to_is_not_kept(world: World) -> None:
    world.begin(START)
    wall = world.capture("/a", Quality.BLOCKED)
    world.store.record(world.run, Visit(wall, leads=(Lead(URL.format("trap")),)))
    assert list(known(world)) == ["a"]


def test_a_date_that_stays_says_that_a_page_is_the_same(world: World) -> None:
    world.begin(START)
    address = URL.format("a")
    world.store.keep_leads(world.run, SHOP.name, [Lead(address, modified="2026-02-01"), Lead(URL.format("b"))])
    assert not known(world)["a"].unchanged
    world.page("/a", Leaf([GROWS]))
    world.page("/b", Leaf([GROWS]))
    assert [known(world)[path].unchanged for path in "ab"] == [True, False]
    world.store.keep_leads(world.run, SHOP.name, [Lead(address, modified="2026-03-05")])
    assert not known(world)["a"].unchanged
    world.trouble("/a", Quality.NOT_MODIFIED, 304)
    assert known(world)["a"].unchanged
    world.trouble("/a", Quality.BLOCKED, 403)
    assert not known(world)["a"].unchanged


def test_longer_words_and_the_shorter_way_are_kept(world: World) -> None:
    world.begin(START)
    address = URL.format("a")
    for lead in (Lead(address, "Serum", depth=3), Lead(address, "", "2026-02-01", 5), Lead(address, "Exosome serum")):
        world.store.keep_leads(world.run, SHOP.name, [lead])
    assert known(world)["a"].lead == Lead(address, "Exosome serum", "2026-02-01", 1)


def test_dead_ends_are_told(world: World) -> None:
    world.begin(START)
    world.trouble("/a", Quality.GONE, 404)
    world.trouble("/b", Quality.ERROR, 500)
    assert [known(world)[path].dead for path in "ab"] == [True, False]


def test_endless_sites_do_not_fill_the_disk(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leads, "MOST_LEADS", 3)
    world.begin(START)
    for number in range(5):
        world.store.keep_leads(world.run, SHOP.name, [Lead(URL.format(f"{number}-{n}")) for n in range(2)])
    assert len(known(world)) == 3


def test_the_language_of_a_page_is_known_and_doubts_are_dated(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    address = URL.format("a")
    assert world.store.languages(SHOP.name)[address].doubted_at is None
    world.begin(START + DAY)
    world.trouble("/a", Quality.OTHER_LANGUAGE)
    found = world.store.languages(SHOP.name)[address]
    assert (found.lang, found.doubted_at) == ("en", world.now)
    assert world.claims()


def test_the_hours_of_a_site_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "exowatch.db"
    with Store.open(path, now=START) as store:
        store.begin_run([replace(SHOP, night="22:00-06:00")], START)
    with Reader.open(path) as reader:
        assert [site.night for site in reader.sites()] == ["22:00-06:00"]
