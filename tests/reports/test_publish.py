"""Editions on disk: numbered, closed once the file stands, nothing told twice or lost."""

import os
import re
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from claims.model import Disclosure, Level
from db.errors import StoreUnusable
from db.model import Quality
from db.queries import Reader
from reports.errors import EditionError
from reports.publish import publish
from tests.db.world import SHOP, START, WEEK, Leaf, Says, World, product, states

NOW = START + WEEK + timedelta(days=1)
OLD = Leaf((Says("Regrows hair in weeks."), Says("Heals scars.", type="wound_scar", level=Level.CRITICAL)))
NEW = Leaf((Says("Regrows hair in weeks."), Says("Stops hair loss.", level=Level.MEDIUM)))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with two visits a week apart."""
    world = World(tmp_path / "exowatch.db")
    world.visit(START, serum=OLD, cream=Leaf((Says("Lifts the face.", type="anti_ageing", level=Level.LOW),)))
    world.begin(START + WEEK)
    world.page("/serum", NEW)
    world.look_again({"serum": NEW})
    world.trouble("/cream", Quality.BLOCKED)
    world.end()
    world.store.close()
    return world.path


def untold(store: Path, audience: str = "regulator") -> tuple[int, ...]:
    """The ids of the changes that an audience was not told."""
    with Reader.open(store) as reader:
        return tuple(change.id for change in reader.untold(audience))


def test_an_edition_is_a_numbered_file_and_tells_everything_once(store: Path, tmp_path: Path) -> None:
    path = publish(store, tmp_path / "digests", "regulator", now=NOW)
    assert path == tmp_path / "digests" / "0001-regulator-2026-03-10.html"
    page = path.read_text(encoding="utf-8")
    assert "Heals scars." in page
    assert "Stops hair loss." in page
    assert not untold(store)
    with Reader.open(store) as reader:
        edition = reader.editions("regulator")[0]
    assert (edition.number, edition.path, edition.changes) == (1, "digests/0001-regulator-2026-03-10.html", 5)


def test_the_next_edition_begins_where_the_last_ended_and_is_quiet(store: Path, tmp_path: Path) -> None:
    publish(store, tmp_path / "digests", "regulator", now=NOW)
    path = publish(store, tmp_path / "digests", "regulator", now=NOW + WEEK)
    assert path.name == "0002-regulator-2026-03-17.html"
    page = path.read_text(encoding="utf-8")
    assert "<h1>A quiet week: nothing new of high priority</h1>" in page
    assert "10 to 17 March 2026" in page
    assert "Pages by site" in page


def test_each_audience_is_told_for_itself(store: Path, tmp_path: Path) -> None:
    publish(store, tmp_path / "digests", "regulator", now=NOW)
    assert untold(store, "brand")
    path = publish(store, tmp_path / "digests", "brand", now=NOW)
    assert path.name == "0002-brand-2026-03-10.html"
    assert not untold(store, "brand")


def test_a_first_edition_over_two_visits_tells_news_from_first_sight(store: Path, tmp_path: Path) -> None:
    page = publish(store, tmp_path / "digests", "regulator", now=NOW).read_text(encoding="utf-8")
    assert "2 more found on first visits" in page
    assert "a bot wall answered" in page
    assert "1 blocked or failed" in page


def test_looking_back_closes_nothing(store: Path, tmp_path: Path) -> None:
    publish(store, tmp_path / "digests", "regulator", now=NOW)
    path = publish(store, tmp_path / "digests", "regulator", since=START, until=START + WEEK, now=NOW)
    assert path.name == "period-regulator-2026-03-02-2026-03-09.html"
    page = path.read_text(encoding="utf-8")
    assert "looking back" in page
    assert "Lifts the face" not in page.split("<footer")[1]
    with Reader.open(store) as reader:
        assert len(reader.editions()) == 1


def test_a_kill_before_the_close_loses_and_repeats_nothing(store: Path, tmp_path: Path) -> None:
    before = untold(store)
    script = (
        "import os, signal, sys\nfrom datetime import datetime\nfrom pathlib import Path\n"
        "from db.store import Store\nfrom reports.publish import publish\n"
        "Store.close_edition = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)\n"
        "publish(Path(sys.argv[1]), Path(sys.argv[2]), 'regulator', now=datetime.fromisoformat(sys.argv[3]))\n"
    )
    args = [sys.executable, "-c", script, str(store), str(tmp_path / "digests"), NOW.isoformat()]
    killed = subprocess.run(args, cwd=os.curdir, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert untold(store) == before
    path = publish(store, tmp_path / "digests", "regulator", now=NOW + timedelta(days=1))
    assert path.name == "0001-regulator-2026-03-11.html"
    assert not untold(store)
    left = {each.name for each in path.parent.iterdir() if each.is_file()}
    assert left == {path.name, "unclosed-0001-regulator-2026-03-10.html"}


def test_a_file_that_cannot_be_written_leaves_everything_untold(store: Path, tmp_path: Path) -> None:
    (tmp_path / "digests").write_text("a file where the folder should be", encoding="utf-8")
    before = untold(store)
    with pytest.raises(EditionError, match=r"cannot be written .*free space or mend its rights"):
        publish(store, tmp_path / "digests", "regulator", now=NOW)
    assert untold(store) == before


def test_a_clock_that_was_set_back_leaves_no_file(store: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="nothing was written"):
        publish(store, tmp_path / "digests", "regulator", now=START)
    assert not (tmp_path / "digests").exists()


def test_the_same_edition_renders_to_the_same_bytes(store: Path, tmp_path: Path) -> None:
    one = publish(store, tmp_path / "one", "brand", since=START, until=NOW, now=NOW)
    two = publish(store, tmp_path / "two", "brand", since=START, until=NOW, now=NOW)
    assert one.read_bytes() == two.read_bytes()


def test_a_flagged_source_is_a_card_and_told_once(tmp_path: Path) -> None:
    world = World(tmp_path / "exowatch.db")
    human = states(Disclosure.STATED, ("human", "umbilical_cord"), of="/night")
    world.visit(START, night=Leaf((), (product("/night"),), (human,), stated_level=Level.CRITICAL))
    world.store.close()
    page = publish(world.path, tmp_path / "digests", "regulator", now=NOW).read_text(encoding="utf-8")
    assert "First look: one product to look at first" in page
    assert "human (umbilical cord)" in page
    assert f"{SHOP.name}</bdi>: " in page
    assert "A quiet" in publish(world.path, tmp_path / "digests", "regulator", now=NOW).read_text(encoding="utf-8")


def test_each_edition_sets_the_figures_of_the_one_before_beside_its_own(tmp_path: Path) -> None:
    world = World(tmp_path / "exowatch.db")
    figures: list[list[str]] = []
    for week in range(5):
        numbers = range(week * week + 1)
        said = tuple(Says(f"Regrows hair as never before, number {n}.", place=f"/p[{n}]") for n in numbers)
        world.visit(START + week * WEEK, serum=Leaf(said))
        at = START + week * WEEK + timedelta(hours=1)
        page = publish(world.path, tmp_path / "digests", "regulator", now=at).read_text(encoding="utf-8")
        first = page.split('<ul class="numbers">')[1].split("</li>")[0]
        figures.append(re.findall(r"<(?:b|small)>(\d+)", first))
    world.store.close()
    assert figures == [["1"], ["1"], ["3", "1"], ["5", "3"], ["7", "5"]]
    assert 'id="weeks-chart-title"' in page
