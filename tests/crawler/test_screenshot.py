"""Pictures of pages with a pressing change: taken by a real browser, sealed, exported; and what is never loaded."""

import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from claims.model import SiteKind
from crawler.errors import CrawlUnusable
from crawler.screenshot import library, may_load
from db.model import Site
from db.queries import Reader
from monitor.home import Home
from tests.loopback import Loopback, page
from tests.monitor.test_troubled_disk import exowatch

SHOP = Site("shop", "http://127.0.0.1:8000/", SiteKind.CLINIC, allow_private=True)
PRESSING = "<p>Exosome therapy cures cancer.</p><img src=/pixel.png><script src=http://127.0.0.2:9/x.js></script>"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home that asks for pictures, of a clinic with one page that presses and one that does not."""
    made = Home(tmp_path / "home")
    made.path.mkdir()
    made.config.write_text("[evidence]\nscreenshots = 5\n", encoding="utf-8")
    routes = {"/": page("/a", "/b"), "/a": page(copy=PRESSING), "/b": page(copy="We open at nine.")}
    with Loopback(dict(routes)) as server:
        more = "kind: clinic, country: US, allow_private: true, delay: 0"
        entry = f"sites:\n- {{name: clinic, url: {server.url!r}, {more}}}\n"
        made.watchlist.write_text(entry, encoding="utf-8")
        yield made


@pytest.mark.browser
def test_a_page_that_presses_is_pictured_once_sealed_and_exported(home: Home, tmp_path: Path) -> None:
    ended = exowatch(home, "crawl")
    assert ended.returncode == 0, ended.stderr
    with Reader.open(home.store) as reader:
        (picture,) = reader.pictures_of_run(1)
        claim = next(claim for claim in reader.claims() if claim.level == "critical")
    assert picture.address.endswith("/a")
    content = (home.path / picture.path).read_bytes()
    assert content.startswith(b"\xff\xd8\xff")
    assert exowatch(home, "evidence", "export", str(claim.id), "--to", str(tmp_path / "claim.zip")).returncode == 0
    with ZipFile(tmp_path / "claim.zip") as packed:
        assert packed.read("screenshot.jpg") == content
        assert f"taken {picture.taken_at:%Y-%m-%d}" in packed.read("README.txt").decode()
    (home.path / picture.path).write_bytes(content[:-1])
    altered = exowatch(home, "evidence", "verify")
    assert altered.returncode == 1
    assert "is shorter than when" in " ".join(altered.stdout.split())


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("http://127.0.0.1:8000/a", True),
        ("data:image/png;base64,AA", True),
        ("http://127.0.0.2/x.js", False),
        ("http://10.0.0.1/router", False),
        ("http://[::1]/", False),
        ("http://169.254.169.254/latest", False),
        ("http://nowhere.invalid/", False),
        ("file:///etc/hostname", False),
        ("chrome://version", False),
    ],
)
def test_nothing_inside_the_operators_network_is_loaded(address: str, may: bool) -> None:
    assert may_load(address, SHOP) is may


def test_without_library_or_browser_the_line_to_type_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CrawlUnusable, match="install the package chromium"):
        library()
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(CrawlUnusable, match=r"pip install 'exowatch\[screenshot\]'"):
        library()
