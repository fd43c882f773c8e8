"""The watchlist, sound and broken."""

from pathlib import Path

import pytest

from claims.errors import DataFileError
from claims.model import SiteKind
from monitor import watchlist
from monitor.errors import ConfigError

SOUND = """\
sites:
  - name: mill
    url: https://mill.example/
    kind: clinic
    country: gb
  - name: tide
    url: https://tide.example/
    kind: brand
    country: FR
    markets: [UK]
    delay: 0.5
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "watchlist.yml"
    file.write_text(SOUND, encoding="utf-8")
    return file


def complaint(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises((ConfigError, DataFileError)) as caught:
        watchlist.load(path)
    return str(caught.value)


def test_a_site_takes_its_markets_from_its_country(path: Path) -> None:
    mill, tide = watchlist.load(path)
    assert mill.markets == ("UK",)
    assert mill.country == "GB"
    assert tide.markets == ("UK",)
    assert tide.delay == 0.5


def test_sites_are_chosen_by_name(path: Path) -> None:
    sites = watchlist.load(path)
    assert [site.name for site in watchlist.chosen(sites, ["tide"])] == ["tide"]
    assert watchlist.chosen(sites, []) == sites
    with pytest.raises(ConfigError, match="no site named mil on the watchlist: it has mill, tide"):
        watchlist.chosen(sites, ["mil"])


@pytest.mark.parametrize(
    ("old", "new", "where", "word"),
    [
        ("name: tide", "name: mill", ":6:5", "stands twice"),
        ("kind: brand", "kind: brnad", ":8:5", "use one of the words"),
        ("url: https://tide.example/", "url: tide.example", ":7:5", "no web address"),
        ("url: https://tide.example/", "url: ftp://tide.example", ":7:5", "no web address"),
        ("url: https://tide.example/", "url: https://www.mill.example", ":7:5", "is that of mill already"),
        ("url: https://tide.example/", 'url: "https://ti de.example/"', ":7:5", "a host that cannot be"),
        ("url: https://tide.example/", "url: https://tide..example/", ":7:5", "a host that cannot be"),
        ("url: https://tide.example/", "url: https://me:secret@tide.example/", ":7:5", "leave it out"),
        ("country: FR", "country: KO", ":9:5", "two letters of ISO 3166"),
        ("markets: [UK]", "markets: [MOON]", ":10:5", "has no rules"),
        ("country: FR", "country: France", ":9:5", "two letters"),
        ("delay: 0.5", "delay: -1", ":11:5", "0 to 3600 seconds"),
        ("delay: 0.5", "delay: soon", ":11:5", "valid number"),
        ("delay: 0.5", "dealy: 2", ":11:5", "no such key is known here, found 2: write delay, or remove it"),
        ("delay: 0.5", "night: late", ":11:5", "22:00-06:00"),
        ("delay: 0.5", "max_pages: 0", ":11:5", "1 or more"),
        ("delay: 0.5", "start: [https://tide.shop.example/]", ":11:5", "another host"),
        ("delay: 0.5", "spider: web", ":11:5", "shopify, woocommerce, magento, listing, clinic"),
        ("name: tide", "name: 'a b'", ":6:5", "use letters"),
        ("    kind: brand\n", "", ":6:5", "add it"),
    ],
)
def test_a_fault_is_told_with_its_place(path: Path, old: str, new: str, where: str, word: str) -> None:
    message = complaint(path, SOUND.replace(old, new))
    assert f"watchlist.yml{where}" in message
    assert word in message


def test_a_slip_in_a_key_is_one_line_a_site(path: Path) -> None:
    lines = complaint(path, SOUND.replace("url:", "ulr:")).splitlines()
    assert [line.partition("watchlist.yml")[2].split(": ")[:2] for line in lines] == [
        [":3:5", "sites.0.ulr"],
        [":7:5", "sites.1.ulr"],
    ]
    assert all(line.endswith("write url, or remove it") for line in lines)


@pytest.mark.parametrize("text", [watchlist.TEMPLATE, "sites: []\n"])
def test_an_empty_watchlist_says_how_to_fill_it(path: Path, text: str) -> None:
    assert "exowatch add" in complaint(path, text)


def test_an_entry_is_appended_and_the_comments_stay(path: Path) -> None:
    path.write_text(watchlist.TEMPLATE, encoding="utf-8")
    entry = watchlist.Entry(
        name="tide",
        url="https://tide.example/",
        kind=SiteKind.BRAND,
        country="DE",
        labels=("sea", "yes: no"),
        start=("https://tide.example/exo#1",),
        delay=0.25,
        max_pages=7,
        night="22:00-06:00",
        render=True,
        allow_private=True,
        spider="listing",
    )
    watchlist.append(path, entry)
    assert path.read_text(encoding="utf-8").startswith(watchlist.TEMPLATE)
    assert watchlist.load(path) == (watchlist.site_of(entry),)


def test_a_name_is_not_appended_twice(path: Path) -> None:
    entry = watchlist.Entry(name="mill", url="https://mill.example/", kind=SiteKind.CLINIC)
    with pytest.raises(ConfigError, match="stands twice"):
        watchlist.append(path, entry)
    assert path.read_text(encoding="utf-8") == SOUND


def test_an_entry_is_appended_below_a_last_line_without_end(path: Path) -> None:
    path.write_text(SOUND.rstrip("\n"), encoding="utf-8")
    watchlist.append(path, watchlist.Entry(name="moss", url="https://moss.example/", kind=SiteKind.CLINIC))
    assert [site.name for site in watchlist.load(path)] == ["mill", "tide", "moss"]


@pytest.mark.parametrize("text", ["", "# mine\n", "\n  # mine"])
def test_an_empty_file_has_no_sites_and_takes_the_first(path: Path, text: str) -> None:
    assert "no sites: append one with `exowatch add" in complaint(path, text)
    watchlist.append(path, watchlist.Entry(name="moss", url="https://moss.example/", kind=SiteKind.CLINIC))
    assert path.read_text(encoding="utf-8").startswith(text)
    assert [site.name for site in watchlist.load(path)] == ["moss"]


def test_an_append_that_fails_leaves_all_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        watchlist.append(path, watchlist.Entry(name="moss", url="https://moss.example/", kind=SiteKind.CLINIC))
    assert [(file.name, file.read_text(encoding="utf-8")) for file in path.parent.iterdir()] == [(path.name, SOUND)]
