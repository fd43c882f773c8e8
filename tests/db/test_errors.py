"""A store that cannot be had says why and what to do, and keeps nothing half-written."""

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.errors import StoreBusy, StoreError, StoreUnusable
from db.model import Site, Visit
from db.queries import Reader
from db.store import Store
from tests.db.world import SHOP, START, WEEK, Leaf, Says, World

NOBODY = 65534
PAGE = Leaf([Says("Exosomes regrow hair in four weeks.")])


@contextmanager
def without_rights() -> Iterator[None]:
    """As a user who owns nothing here; needed where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder that anyone may look into and nobody may write to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with World(folder / "exowatch.db").store:
            pass
        for file in folder.iterdir():
            file.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o700)


def test_no_store_yet(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="run `exowatch crawl` first"):
        Reader.open(tmp_path / "exowatch.db")
    sqlite3.connect(tmp_path / "empty.db").close()
    with pytest.raises(StoreUnusable, match="run `exowatch crawl` first"):
        Reader.open(tmp_path / "empty.db")


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="check that the folder exists"):
        Store.open(tmp_path / "nowhere" / "exowatch.db", now=START)


def test_no_rights_to_write(locked_folder: Path) -> None:
    with without_rights(), pytest.raises(StoreUnusable, match="writable"):
        Store.open(locked_folder / "exowatch.db", now=START)
    with without_rights(), pytest.raises(StoreUnusable, match="may write there"):
        Store.open(locked_folder / "other.db", now=START)


def test_no_database(tmp_path: Path) -> None:
    path = tmp_path / "exowatch.db"
    path.write_text("shopping list: milk, bread, and more words than a header has " * 20, encoding="utf-8")
    for opening in (lambda: Store.open(path, now=START), lambda: Reader.open(path)):
        with pytest.raises(StoreUnusable, match="no database: move it away"):
            opening()


def test_damaged(world: World) -> None:
    world.visit(START, a=PAGE)
    world.store.close()
    content = bytearray(world.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    world.path.write_bytes(content)
    with pytest.raises(StoreUnusable, match="damaged: put back a backup"), Reader.open(world.path) as reader:
        reader.claims()


def test_newer_schema(world: World) -> None:
    world.store.close()
    with sqlite3.connect(world.path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('exowatch', '0999_later', 'x')"
        )
    connection.close()
    for opening in (lambda: Store.open(world.path, now=START), lambda: Reader.open(world.path)):
        with pytest.raises(StoreUnusable, match=r"newer version of Exowatch \(it knows 0999_later\)"):
            opening()


def test_another_writer(world: World) -> None:
    world.begin(START)
    other = sqlite3.connect(world.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(world.path, now=START, busy_seconds=0.05) as store:
        with pytest.raises(StoreBusy, match="another process holds it: wait"):
            store.begin_run([SHOP], START)
        other.execute("ROLLBACK")
        assert store.begin_run([SHOP], START, full=True) == 2
    other.close()


def test_a_full_disk_keeps_nothing_of_the_page(world: World) -> None:
    world.visit(START, a=PAGE)
    store = world.store
    used = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {used}")
    world.begin(START + WEEK)
    many = Leaf([Says(f"Exosomes number {number} regrow hair.") for number in range(400)])
    with pytest.raises(StoreUnusable, match="the disk is full: free some space"):
        world.page("/b", many)
    assert len(world.changes()) == 1
    with Reader.open(world.path) as reader:
        assert reader.coverage()[0].seen == 0
    store._db.execute("PRAGMA max_page_count = 1073741823")
    assert world.page("/b", many).changes == 400


def test_the_clock_was_set_back(world: World) -> None:
    world.visit(START, a=PAGE)
    with pytest.raises(StoreUnusable, match=r"the clock says 2026-03-01T08:00:00Z, but the newest run began at"):
        world.store.begin_run([SHOP], START - timedelta(days=1))
    with pytest.raises(StoreUnusable, match="set the clock right"):
        Store.open(world.path, now=START - timedelta(days=1))


def test_a_moment_without_a_zone(world: World) -> None:
    with pytest.raises(StoreError, match="does not say its time zone"):
        world.store.begin_run([SHOP], datetime(2026, 3, 2))  # noqa: DTZ001 - what is tested


def test_a_site_that_is_not_in_the_run(world: World) -> None:
    world.begin(START)
    other = Site("Other", "http://127.0.0.2/", SHOP.kind)
    world.begin(START, other)
    with pytest.raises(StoreError, match=r"site 'Lumen Shop' is not part of run 2"):
        world.store.record(world.run, Visit(world.capture("/a")))
