"""What goes when captures are pruned, and what never does."""

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.manifest import seal
from crawler.prune import prunable, prune
from crawler.verify import verify
from db.model import ChangeKind
from db.queries import Reader
from tests.crawler.crawling import NOW, visit
from tests.loopback import Loopback, Reply, page

WEEK = timedelta(days=7)
LATER = NOW + 10 * WEEK


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Five weekly visits to a clinic, whose page changes in the third."""
    first, then = page(copy="Exosomes regrow hair."), page(copy="Exosomes heal scars.")
    with Loopback({"/": page("/a")}) as server:
        for number in range(5):
            server.routes["/a"] = first if number < 2 else then
            visit(tmp_path, server.site(), now=NOW + number * WEEK, full=True)
            seal(tmp_path / "exowatch.db", tmp_path / "captures", NOW + number * WEEK + timedelta(hours=1))
    return tmp_path


def days(folder: Path) -> list[str]:
    """The days of which there are captures."""
    return sorted(path.name[:10] for path in (folder / "captures").rglob("*.warc.gz"))


def test_only_what_nothing_rests_on_goes(home: Path) -> None:
    store, before = home / "exowatch.db", NOW + 8 * WEEK
    kept = {f"{NOW + number * WEEK:%Y-%m-%d}" for number in (0, 2, 4)}
    assert kept < set(days(home))
    named = prunable(store, home, before, LATER)
    assert prune(store, home, before, LATER) == named != ()
    assert kept <= set(days(home))
    assert len(days(home)) == 5 - len(named)
    found = verify(store, home / "captures")
    assert (found.misfits, found.manifests) == ([], 5)
    assert prune(store, home, before, LATER) == ()


def test_what_is_young_stays(home: Path) -> None:
    assert prune(home / "exowatch.db", home, NOW, LATER) == ()
    assert len(days(home)) == 5


def test_what_changes_without_saying_anything_new_goes(tmp_path: Path) -> None:
    store = tmp_path / "exowatch.db"
    with Loopback({"/": page("/a")}) as server:
        for number in range(5):
            visitors = f"<p>You are visitor number {4711 + number}.</p>"
            server.routes["/a"] = page(copy=f"<p>Exosomes regrow hair.</p>{visitors}")
            visit(tmp_path, server.site(), now=NOW + number * WEEK, full=True)
            seal(store, tmp_path / "captures", NOW + number * WEEK + timedelta(hours=1))
    prune(store, tmp_path, NOW + 8 * WEEK, LATER)
    assert days(tmp_path) == [f"{NOW + number * WEEK:%Y-%m-%d}" for number in (0, 4)]
    found = verify(store, tmp_path / "captures")
    assert (found.misfits, found.manifests) == ([], 5)


def test_what_proves_that_something_went_stays(tmp_path: Path) -> None:
    store, claim, more = tmp_path / "exowatch.db", "<p>Exosomes regrow hair.</p>", "<p>We are open on Mondays.</p>"
    with Loopback({"/": page("/a", "/b")}) as server:
        for number in range(6):
            server.routes["/a"] = page(copy=claim if number < 2 else more)
            server.routes["/b"] = Reply("away", status=404) if number > 2 else page(copy=claim.replace("hair", "skin"))
            visit(tmp_path, server.site(), now=NOW + number * WEEK, full=True)
    prune(store, tmp_path, NOW + 8 * WEEK, LATER)
    with Reader.open(store) as reader:
        gone = [change for change in reader.changes() if change.kind in {ChangeKind.GONE, ChangeKind.PAGE_GONE}]
    assert len({change.subject for change in gone}) == 3
    shown = {f"{at:%Y-%m-%d}" for change in gone for at in (change.seen_at, change.missed_at, change.at) if at}
    assert shown == {f"{NOW + number * WEEK:%Y-%m-%d}" for number in (1, 2, 3, 4)}
    assert shown <= set(days(tmp_path))
