"""Each link of a card, clicked in a real browser, where the edition lies on disk and where it is published."""

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from monitor.home import Home
from tests.loopback import Loopback, page
from tests.monitor.test_troubled_disk import exowatch

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CURES = "Exosome therapy cures cancer."
CORD = "Our exosomes come from human umbilical cord stem cells."
FILLER = "<p>Opening hours, and how to find the clinic.</p>" * 60
LINKS = ".links a"


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives
        """Nothing."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A clinic with a page that makes a claim and one that names a source, visited with pictures and published."""
    made = Home(tmp_path_factory.mktemp("links") / "home")
    made.path.mkdir()
    made.config.write_text("[evidence]\nscreenshots = 5\n", encoding="utf-8")
    routes = {
        "/": page("/cure", "/cord"),
        "/cure": page(copy=f"{FILLER}<p>{CURES}</p>{FILLER}"),
        "/cord": page(copy=f"{FILLER}<p>{CORD}</p>{FILLER}"),
    }
    with Loopback(dict(routes)) as server:
        more = "kind: clinic, country: US, markets: [US, EU], allow_private: true, delay: 0"
        entry = f"sites:\n- {{name: clinic, url: {server.url!r}, {more}}}\n"
        made.watchlist.write_text(entry, encoding="utf-8")
        for words in (("run",), ("publish",), ("dossier", "clinic")):
            ended = exowatch(made, *words)
            assert ended.returncode == 0, ended.stderr
        yield made
    shutil.rmtree(made.path, ignore_errors=True)


@pytest.fixture(scope="module")
def web(home: Home) -> Iterator[str]:
    """The address of a plain web server over the published folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(home.public))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def edition(folder: Path) -> Path:
    """The page of the regulator's edition."""
    (found,) = folder.glob("0*-regulator-*.html")
    return found


def landed(at: Page) -> str:
    """What is seen first where a click led."""
    heading = at.locator("h1").first.inner_text()
    if heading.startswith("Saved copy"):
        box = at.locator("mark#words").bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 700
    if heading.startswith("Screenshot"):
        shown = "e => e.complete && e.naturalWidth === 1280 && e.naturalHeight > 900 && e.clientWidth > 300"
        assert at.locator("img").evaluate(shown)
    assert at.evaluate("document.documentElement.scrollWidth") <= 760
    return heading.partition(" on ")[0].partition(" of a page")[0]


def clicked(browser: Browser, address: str) -> list[list[tuple[str, str]]]:
    """For each card each link to a page beside the edition: its words, and what a click on it brought."""
    at = browser.new_page(viewport={"width": 760, "height": 700})
    at.goto(address)
    cards = at.locator("article.card")
    counts = [cards.nth(number).locator(LINKS).count() for number in range(cards.count())]
    found: list[list[tuple[str, str]]] = []
    for number, count in enumerate(counts):
        found.append([])
        for link in range(count):
            at.goto(address)
            way = cards.nth(number).locator(LINKS).nth(link)
            words, live = way.inner_text(), "copies/" not in str(way.get_attribute("href"))
            way.click()
            if live:
                at.wait_for_function("window.scrollY > 0", timeout=5_000)
                found[-1].append((words, "live"))
            else:
                found[-1].append((words.partition(" of ")[0], landed(at)))
    at.close()
    return found


def test_each_link_of_a_card_lands_on_disk_and_on_the_web(browser: Browser, home: Home, web: str) -> None:
    for address in (edition(home.digests).as_uri(), f"{web}/{edition(home.public).name}"):
        first, second = sorted(clicked(browser, address), key=lambda links: links[-1][1])
        beside = [
            ("Live page, at these words", "live"),
            ("Saved copy, with these words marked", "Saved copy"),
            ("Screenshot", "Screenshot"),
        ]
        assert first == [*beside, ("History", "History of a stated source")]
        assert second == [*beside, ("History", "History of words")]


def test_the_links_of_a_dossier_land_too(browser: Browser, home: Home) -> None:
    (dossier,) = (home.digests / "dossiers").glob("*.html")
    found = clicked(browser, dossier.as_uri())
    assert {led for links in found for _, led in links} >= {"live", "Saved copy", "Screenshot", "History of words"}


def test_the_commands_that_cards_name_do_what_they_say(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "home")
    shutil.copytree(home.path, other.path)
    page = html.document_fromstring(edition(other.digests).read_text(encoding="utf-8"))
    named = [str(code.text).split()[1:] for code in page.iterfind(".//article//code") if code.text]
    commands = [words for words in named if words[:1] in (["evidence"], ["review"])]
    assert {words[-1][0] for words in commands if words[0] == "evidence"} > {"S"}, "of a claim, and of a source"
    for number, words in enumerate(commands):
        more = ["--to", str(tmp_path / f"{number}.zip")] if words[0] == "evidence" else []
        ended = exowatch(other, *words, *more)
        assert ended.returncode == 0, ended.stderr
    again = exowatch(other, "digest", "--since", "2026-01-01")
    assert again.returncode == 0, again.stderr
    told = Path(again.stdout.removeprefix("digest: ").strip()).read_text(encoding="utf-8")
    assert "Not reviewed" not in told
    assert "were looked at by a person" in told


def test_a_folder_that_lost_its_pages_gets_them_again(home: Home, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in (home.digests / "copies").iterdir()}
    other = Home(tmp_path / "home")
    shutil.copytree(home.path, other.path)
    shutil.rmtree(other.digests / "copies")
    ended = exowatch(other, "digest", "--edition", "1")
    assert ended.returncode == 0, ended.stderr
    again = {path.name: path.read_bytes() for path in (other.digests / "copies").iterdir()}
    assert again
    assert {name: before[name] for name in again} == again
    for picture in other.captures.rglob("*.jpg"):
        picture.write_bytes(b"something else")
    shutil.rmtree(other.digests / "copies")
    assert exowatch(other, "digest", "--edition", "1").returncode == 0
    changed = {path.name for path in (other.digests / "copies").iterdir() if path.read_bytes() != before[path.name]}
    assert len(changed) == 2
    assert all("as it was kept" in (other.digests / "copies" / name).read_text(encoding="utf-8") for name in changed)
