"""Whether there will be pages to read, told before the store is opened."""

from pathlib import Path

from db.foresight import brings_pages
from db.model import Quality
from tests.db.world import START, WEEK, Leaf, Says, World

GROWS = Says("Exosomes regrow hair in four weeks.")


def test_a_first_visit_brings_pages(tmp_path: Path) -> None:
    assert brings_pages(tmp_path / "exowatch.db")
    World(tmp_path / "exowatch.db").store.close()
    assert brings_pages(tmp_path / "exowatch.db")


def test_a_visit_brings_what_the_one_before_brought(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    assert brings_pages(world.path)
    world.begin(START + WEEK)
    world.trouble("/a", Quality.NOT_MODIFIED, 304)
    world.end()
    assert not brings_pages(world.path)
    world.visit(START + 2 * WEEK, a=Leaf([GROWS]))
    assert brings_pages(world.path)


def test_what_is_no_store_is_for_those_to_tell_who_write(tmp_path: Path) -> None:
    (tmp_path / "exowatch.db").write_bytes(b"no database" * 100)
    assert brings_pages(tmp_path / "exowatch.db")
