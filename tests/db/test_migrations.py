"""A file of every released schema comes up to date with all it held."""

import gzip
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from db import migrations
from db.base import Database
from db.health import troubles
from db.migrations import STEPS, applied, apply, bring_up_to_date, is_behind
from db.queries import Reader
from db.store import Store
from tests.db.keep_release import write
from tests.db.world import START, WEEK, Leaf, Says, World

RELEASED = sorted((Path(__file__).parent / "released").glob("0*"))
LATER = START + 3 * WEEK


@pytest.fixture(params=RELEASED, ids=lambda path: path.name.partition(".")[0])
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A store as an earlier release wrote it."""
    path = tmp_path / "exowatch.db"
    if request.param.suffix == ".gz":
        path.write_bytes(gzip.decompress(request.param.read_bytes()))
        return path
    connection = sqlite3.connect(path)
    connection.executescript(request.param.read_text(encoding="utf-8"))
    connection.close()
    return path


def schema(path: Path) -> set[tuple[str, str]]:
    """The names of what a file holds."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    connection.close()
    return set(rows)


def counted(db: Database) -> list[int]:
    """How many rows the tables have that matter most."""
    tables = ("captures", "claims", "places", "changes", "products", "sources")
    return [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]  # noqa: S608 - names are ours


def test_an_older_file_keeps_all_and_goes_on(released: Path, tmp_path: Path) -> None:
    before = Database(sqlite3.connect(released))
    counts = counted(before)
    before.close()
    world = World(released, now=LATER)
    assert counted(world.store._db) == counts
    assert world.visit(LATER, p0=Leaf([Says("Exosomes bring back the colour of hair at once.")])) != []
    world.store.close()
    fresh = World(tmp_path / "fresh.db")
    fresh.store.close()
    assert schema(released) == schema(tmp_path / "fresh.db")


def test_a_reader_brings_an_older_file_up_to_date(released: Path) -> None:
    with Reader.open(released) as reader:
        assert {run.country_of_exit for run in reader.runs()} == {""}
        assert reader.claims(live=None)


def test_nothing_is_done_twice(tmp_path: Path) -> None:
    with Store.open(tmp_path / "exowatch.db", now=START) as store:
        assert not is_behind(store._db)
        bring_up_to_date(store._db, store.path)
    assert not is_behind(Database(sqlite3.connect(":memory:")))


def test_only_a_file_that_is_behind_loads_the_library(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from db.connection import open_for_writing; import db.health\n"
        "open_for_writing(Path(sys.argv[1])).close(); print('sqlite_utils' in sys.modules, 'numpy' in sys.modules)"
    )
    behind = tmp_path / "behind.db"
    older = Database(sqlite3.connect(behind))
    apply(older, stop_before=STEPS[4].name)
    older.close()

    def said(path: Path) -> list[str]:
        command = [sys.executable, "-c", code, str(path)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()

    assert said(behind) == ["True", "True"]
    assert said(behind) == said(tmp_path / "new.db") == ["False", "False"]


def test_a_new_file_is_what_the_library_makes_of_one(tmp_path: Path) -> None:
    ours, theirs = (Database(sqlite3.connect(tmp_path / f"{name}.db")) for name in ("ours", "theirs"))
    bring_up_to_date(ours, tmp_path / "ours.db")
    apply(theirs)
    asked = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid"
    kept = "SELECT id, migration_set, name, length(applied_at), substr(applied_at, 1, 10) FROM _sqlite_migrations"
    for question in (asked, kept):
        assert [tuple(row) for row in ours.execute(question)] == [tuple(row) for row in theirs.execute(question)]
    assert not ours.conn.in_transaction


def test_a_new_file_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = Database(sqlite3.connect(tmp_path / "exowatch.db"))
    torn = replace(STEPS[3], statements=("CREATE TABLE torn",))
    monkeypatch.setattr(migrations, "STEPS", (*STEPS[:3], torn))
    with pytest.raises(sqlite3.OperationalError):
        bring_up_to_date(db, tmp_path / "exowatch.db")
    assert not db.conn.in_transaction
    monkeypatch.undo()
    bring_up_to_date(db, tmp_path / "exowatch.db")
    assert list(applied(db)) == [step.name for step in STEPS]


def test_a_file_that_is_up_to_date_is_told_by_one_question(tmp_path: Path) -> None:
    with Store.open(tmp_path / "exowatch.db", now=START) as store:
        asked: list[str] = []
        store._db.conn.set_trace_callback(asked.append)
        bring_up_to_date(store._db, store.path)
        store._db.conn.set_trace_callback(None)
    assert len(asked) == 1


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    db = Database(sqlite3.connect(tmp_path / "exowatch.db"))
    apply(db, stop_before=STEPS[4].name)
    db.execute("CREATE TABLE pruned (in_the_way INTEGER)")
    with pytest.raises(sqlite3.OperationalError, match="pruned"):
        apply(db)
    assert list(applied(db)) == [step.name for step in STEPS[:4]]
    assert not db.conn.in_transaction
    db.execute("DROP TABLE pruned")
    apply(db)
    assert list(applied(db)) == [step.name for step in STEPS]
    db.close()


def test_two_that_open_an_older_file_at_once_take_it_through_each_step_once(tmp_path: Path) -> None:
    path = tmp_path / "exowatch.db"
    behind, ahead = (Database(sqlite3.connect(path)) for _ in range(2))
    apply(behind, stop_before=STEPS[1].name)
    sooner = iter((lambda: apply(ahead),))

    def at_begin(sql: str) -> None:
        if sql.startswith("BEGIN"):
            next(sooner, lambda: None)()

    behind.conn.set_trace_callback(at_begin)
    apply(behind)
    assert list(applied(behind)) == [step.name for step in STEPS]
    assert next(sooner, None) is None
    behind.close()
    ahead.close()


def test_nobody_comes_between_looking_which_steps_are_due_and_taking_them(tmp_path: Path) -> None:
    path = tmp_path / "exowatch.db"
    behind, ahead = (Database(sqlite3.connect(path, timeout=0)) for _ in range(2))
    apply(behind, stop_before=STEPS[1].name)
    refused: list[str] = []

    def at_statement(sql: str) -> None:
        if not sql.startswith("BEGIN") and not refused:
            with pytest.raises(sqlite3.OperationalError) as error:
                apply(ahead)
            refused.append(error.value.sqlite_errorname)

    behind.conn.set_trace_callback(at_statement)
    apply(behind)
    assert refused == ["SQLITE_BUSY"]
    assert list(applied(ahead)) == [step.name for step in STEPS]
    behind.close()
    ahead.close()


def test_a_file_of_every_schema_is_kept(tmp_path: Path) -> None:
    steps = [step.name for step in STEPS]
    kept = {path.name.partition(".")[0] for path in RELEASED}
    assert kept == set(steps), "python -m tests.db.keep_release keeps one of the newest"
    for number, step in enumerate(steps[1:], 2):
        path = tmp_path / f"{step}.db"
        path.write_bytes(gzip.decompress((RELEASED[0].parent / f"{step}.db.gz").read_bytes()))
        assert list(applied(Database(sqlite3.connect(path)))) == steps[:number]


def test_what_is_kept_of_the_newest_schema_holds_something(tmp_path: Path) -> None:
    write(tmp_path / "exowatch.db")
    with Reader.open(tmp_path / "exowatch.db") as reader:
        kinds = {str(change.kind) for change in reader.changes()}
        assert reader.editions()
    assert kinds >= {"new", "reworded", "gone", "price", "source", "product_new"}


def test_a_file_may_have_stopped_at_any_step(tmp_path: Path) -> None:
    steps = [step.name for step in STEPS]
    path = tmp_path / "exowatch.db"
    connection = sqlite3.connect(path)
    connection.executescript((RELEASED[0]).read_text(encoding="utf-8"))
    connection.close()
    for step in steps[1:]:
        db = Database(sqlite3.connect(path))
        apply(db, stop_before=step)
        db.close()
        assert troubles(path) == ()
    with Reader.open(path) as reader:
        assert reader.claims(live=None)
