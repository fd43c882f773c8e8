"""What the crawler is told before a visit, and what two writers may do at once."""

import sqlite3
import threading
from pathlib import Path

from claims.model import Disclosure
from db.base import Database
from db.model import Incident, Quality, Site, Validators
from db.queries import Reader
from db.store import Store
from tests.db.world import SHOP, START, WEEK, Leaf, Says, World, product, states

GROWS = Says("Exosomes regrow hair in four weeks.")
OTHER = Says("Free shipping on all orders.", type="")


def test_validators_of_the_last_ok_capture_only(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]), b=Leaf([OTHER]))
    sent = world.store.validators(SHOP.name)
    assert sorted(sent) == ["http://127.0.0.1/a", "http://127.0.0.1/b"]
    assert all(one == Validators(one.etag) for one in sent.values())
    assert all(one.etag for one in sent.values())
    world.begin(START + WEEK)
    world.trouble("/b", Quality.BLOCKED)
    assert sorted(world.store.validators(SHOP.name)) == ["http://127.0.0.1/a"]
    assert world.store.validators("nowhere") == {}


def test_every_tenth_visit_is_in_full(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    sent = []
    for number in range(1, 12):
        world.begin(START + number * WEEK)
        full = not world.store.validators(SHOP.name)
        sent.append(not full)
        if full:
            world.page("/a", Leaf([GROWS]))
        else:
            world.trouble("/a", Quality.NOT_MODIFIED, 304)
        world.end()
    assert sent == [True] * 9 + [False, True]
    assert len(world.changes()) == 1
    assert world.claims()[0].last_seen == world.now


def test_a_304_proves_that_a_claim_stands_and_keeps_its_evidence(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    first = world.claims()[0].places[0]
    world.begin(START + WEEK)
    assert world.trouble("/a", Quality.NOT_MODIFIED, 304).unchanged
    second = world.claims()[0].places[0]
    assert second.last_seen == world.now > first.last_seen
    assert (second.capture, second.digest, second.warc) == (first.capture, first.digest, first.warc)


def test_a_304_without_an_ok_capture_moves_nothing(world: World) -> None:
    world.begin(START)
    world.trouble("/a", Quality.NOT_MODIFIED, 304)
    assert world.store.known_addresses(SHOP.name) == ()


def test_known_addresses_lead_with_claims_and_products(world: World) -> None:
    sold = Leaf([OTHER], [product("/soap")], [states(Disclosure.STATED, ("plant", ""), of="/soap")])
    world.visit(START, plain=Leaf([OTHER]), soap=sold, claim=Leaf([GROWS]))
    world.begin(START + WEEK)
    world.trouble("/new", Quality.ERROR, 500)
    paths = [address.removeprefix("http://127.0.0.1/") for address in world.store.known_addresses(SHOP.name)]
    assert paths == ["claim", "soap", "plain"]


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "exowatch.db"
    errors: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with Store.open(path, now=START) as store:
                run = store.begin_run([Site(name, f"http://127.0.0.1/{name}", SHOP.kind)], START)
                for number in range(50):
                    store.incident(run, Incident(name, f"cause {number}", "remedy"))
        except BaseException as error:  # noqa: BLE001 - handed to the test
            errors.append(error)

    with Store.open(path, now=START):
        threads = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
    assert errors == []
    with Reader.open(path) as reader:
        assert [run.incidents for run in reader.runs()] == [50, 50]


def test_the_file_reads_well_by_itself(world: World) -> None:
    human = states(Disclosure.STATED, ("human", "umbilical cord"))
    world.visit(START, a=Leaf([GROWS], stated=[human]), b=Leaf([GROWS]))
    db = Database(sqlite3.connect(world.path))
    (claim,) = db.execute("SELECT * FROM claims_now")
    (change,) = db.execute("SELECT * FROM changes_recent")
    (source,) = db.execute("SELECT * FROM sources_now")
    others = ("sqlite_", "_sqlite_", "quotes_search")  # SQLite's own, the migrations', and those of full-text search
    tables = [row for row in db.execute("PRAGMA table_list") if row["type"] == "table"]
    strict = {row["name"]: row["strict"] for row in tables if not row["name"].startswith(others)}
    db.close()
    assert (claim["site"], claim["quote"], claim["places"]) == (SHOP.name, GROWS.text, 2)
    assert (change["kind"], change["subject"]) == ("new", GROWS.text)
    assert source["sources"] == '[["human", "umbilical cord"]]'
    assert all(strict.values())


def test_a_place_keeps_when_its_copy_was_made_though_it_was_seen_unchanged_since(world: World) -> None:
    world.visit(START, a=Leaf([Says("Exosomes regrow hair in four weeks.")]))
    made = world.claims()[0].places[0].captured
    world.begin(START + WEEK)
    world.trouble("/a", Quality.NOT_MODIFIED, 304)
    world.end()
    (place,) = world.claims()[0].places
    assert place.captured == made
    assert place.last_seen > START + WEEK
    assert (place.status, place.answered) == (200, "http://127.0.0.1/a")
