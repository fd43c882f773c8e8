"""Rules are loaded ahead of a visit where it will have pages to read, and only there."""

from pathlib import Path

import pytest

from claims.model import SiteKind
from crawler.readers import Readers
from db.model import Quality
from monitor import config, watchlist
from monitor.commands.crawl import ready_to_read
from monitor.errors import ConfigError
from monitor.home import Home
from tests.db.world import START, WEEK, Leaf, Says, World


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with one site."""
    home = Home(tmp_path)
    home.config.write_text(config.TEMPLATE, encoding="utf-8")
    home.watchlist.write_text(watchlist.TEMPLATE, encoding="utf-8")
    watchlist.append(home.watchlist, watchlist.Entry("a", "https://a.example/", SiteKind.CLINIC, country="GB"))
    return home


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each word to load the rules, by whether the helper is needed."""
    told: list[bool] = []
    monkeypatch.setattr(Readers, "make_ready", lambda _, likeness: told.append(likeness))
    return told


def test_rules_are_loaded_at_once_where_the_visit_before_brought_pages_and_else_wait(
    home: Home, told: list[bool]
) -> None:
    with ready_to_read(home, full=False):
        assert told == [True]
    world = World(home.store)
    world.visit(START, a=Leaf([Says("Exosomes regrow hair in four weeks.")]))
    with ready_to_read(home, full=False):
        assert told == [True, True]
    world.begin(START + WEEK)
    world.trouble("/a", Quality.NOT_MODIFIED, 304)
    world.end()
    with ready_to_read(home, full=False):
        assert told == [True, True]
    with ready_to_read(home, full=True):
        assert told == [True, True, True]
    world.store.close()


def test_without_the_helper_no_helper_is_loaded(home: Home, told: list[bool]) -> None:
    home.config.write_text("[reading]\nlikeness = false\n", encoding="utf-8")
    with ready_to_read(home, full=False):
        assert told == [False]


def test_what_is_wrong_with_the_home_is_told_before_a_process_is_started(home: Home, told: list[bool]) -> None:
    home.watchlist.write_text("sites: [", encoding="utf-8")
    with pytest.raises(Exception, match=r"watchlist\.yml:"), ready_to_read(home, full=False):
        pass
    home.config.write_text("[", encoding="utf-8")
    with pytest.raises(ConfigError), ready_to_read(home, full=False):
        pass
    assert told == []
