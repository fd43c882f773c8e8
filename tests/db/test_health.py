"""Copies that are checked, files that are not sound, search, and names that Datasette shows."""

from pathlib import Path

import pytest
import yaml

import db.health
from db.errors import StoreError, StoreUnusable
from db.health import backup, troubles
from db.queries import Reader
from tests.db.world import START, WEEK, Leaf, Says, World

HAIR = Says("Exosomes regrow hair in four weeks.")
SCARS = Says("Scars close within days after the sérum", "wound_scar")


def test_a_copy_holds_what_the_store_holds_while_it_is_open(world: World, tmp_path: Path) -> None:
    world.visit(START, a=Leaf([HAIR]))
    target = tmp_path / "copy.db"
    assert backup(world.path, target) == target.stat().st_size
    world.visit(START + WEEK, a=Leaf([HAIR, SCARS]))
    with Reader.open(target) as reader:
        assert [claim.quote for claim in reader.claims()] == [HAIR.text]
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.db"]
    assert troubles(target) == ()


def test_a_copy_never_replaces_a_file(world: World, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="name a new file"):
        backup(world.path, target)
    assert target.read_text(encoding="utf-8") == "mine"


def test_a_copy_that_cannot_be_made_leaves_nothing(world: World, tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="check that the folder exists"):
        backup(world.path, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(StoreUnusable, match="no store yet"):
        backup(tmp_path / "none.db", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_row_that_points_nowhere_is_named(world: World, tmp_path: Path) -> None:
    world.visit(START, a=Leaf([HAIR]))
    world.store._db.execute("PRAGMA foreign_keys = OFF")
    world.store._db.execute("DELETE FROM claims")
    world.store._db.conn.commit()
    assert any("places" in line and "claims" in line for line in troubles(world.path))
    with pytest.raises(StoreError, match="its copy is not sound"):
        backup(world.path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hair", [HAIR.text]),
        ("HAIR exos", [HAIR.text]),
        ("serum", [SCARS.text]),
        ("hair scars", []),
        ('"', []),
        ("hair OR scars", []),
        ("-- * NEAR(", []),
        ("", [HAIR.text, SCARS.text]),
    ],
)
def test_quotes_are_searched(world: World, words: str, found: list[str]) -> None:
    world.visit(START, a=Leaf([HAIR, SCARS]))
    with Reader.open(world.path) as reader:
        assert sorted(claim.quote for claim in reader.claims(search=words)) == found


def test_what_datasette_is_told_is_there(world: World) -> None:
    told = yaml.safe_load((Path(db.health.__file__).parent / "datasette.yml").read_text(encoding="utf-8"))
    for name, table in told["databases"]["exowatch"]["tables"].items():
        columns = {row[1] for row in world.store._db.execute(f"PRAGMA table_info({name})")}
        assert set(table.get("columns", ())) <= columns


def test_coverage_as_a_view(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]), b=Leaf([SCARS]))
    (row,) = world.store._db.execute("SELECT * FROM coverage")
    assert (row["asked"], row["seen"], row["kept_out"], row["incidents"]) == (2, 2, 0, 0)
