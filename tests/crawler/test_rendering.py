"""Sites marked `render` are read as Chromium shows them; what a page loads on the way is held to the same bounds."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler import rendering
from db.model import Quality
from db.queries import Reader
from tests.crawler.crawling import QUICK, counts, visit
from tests.loopback import Loopback, Reply, page

pytestmark = pytest.mark.browser
COPY = "Our exosome serum softens fine lines and wrinkles."
SHELL = """<!doctype html><html lang=en><head><title>Velora</title></head><body><div id=app></div>
<img src="/picture.png"><script src="/app.js"></script></body></html>"""
SCRIPT = """
const app = document.getElementById("app");
fetch("/copy.json").then(answer => answer.json()).then(data => {
  app.innerHTML = "<h1>Exosomes</h1><p>" + data.copy + "</p><a href='/exosomes/faq'>Questions</a>";
});
fetch("/private/prices.json").catch(() => {});
fetch("http://169.254.169.254/latest/meta-data").catch(() => {});
new WebSocket("ws://" + location.host + "/socket");
"""


def scripted(server: Loopback) -> None:
    server.routes |= {
        "/": Reply(SHELL, headers={"ETag": '"shell"'}),
        "/robots.txt": Reply("User-agent: *\nDisallow: /private/", kind="text/plain"),
        "/app.js": Reply(SCRIPT, kind="text/javascript"),
        "/copy.json": Reply(f'{{"copy": "{COPY}"}}', kind="application/json"),
        "/private/prices.json": Reply("{}", kind="application/json"),
        "/exosomes/faq": page(copy="Ask the team about exosomes at the front desk."),
    }


def test_what_scripts_write_is_read(server: Loopback, tmp_path: Path) -> None:
    scripted(server)
    result = visit(tmp_path, server.site(render=True), manners=QUICK)
    assert counts(result) == {"ok": 2}
    assert not result.incidents
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert COPY in {claim.quote for claim in reader.claims()}
    asked = {entry.path for entry in server.log}
    assert not asked & {"/picture.png", "/private/prices.json", "/socket"}
    agents = {value for entry in server.log for name, value in entry.headers.items() if name.lower() == "user-agent"}
    assert agents == {"Exowatch/0.1.0 (+watch@example.org)"}


def test_a_shell_that_has_not_changed_is_asked_for_in_full(server: Loopback, tmp_path: Path) -> None:
    scripted(server)
    visit(tmp_path, server.site(render=True))
    server.log.clear()
    assert counts(visit(tmp_path, server.site(render=True))) == {"ok": 2}
    assert not any("If-None-Match" in entry.headers for entry in server.log if entry.path == "/")


def test_without_a_browser_the_page_is_empty_and_says_so(server: Loopback, tmp_path: Path) -> None:
    scripted(server)
    result = visit(tmp_path, server.site())
    assert result.tallies["shop"].causes[Quality.EMPTY][1] == "the page holds no text: it may need a browser"


def test_a_page_that_does_not_answer_is_unreachable(server: Loopback, tmp_path: Path) -> None:
    server.routes |= {"/": page("/slow", copy="All about exosomes."), "/slow": Reply(SHELL, pause=3.0)}
    hasty = visit(tmp_path, server.site(render=True), manners=replace(QUICK, timeout=1.0, tries=1))
    assert counts(hasty) == {"ok": 1, "unreachable": 1}


def test_a_redirect_to_another_host_is_not_followed(server: Loopback, tmp_path: Path) -> None:
    elsewhere = server.url.replace("127.0.0.1", "127.0.0.2")
    server.routes |= {"/": page("/away"), "/away": Reply("", 302, {"Location": f"{elsewhere}there"})}
    visit(tmp_path, server.site(render=True))
    assert "/there" not in server.paths


def test_what_is_missing_is_said_with_what_to_do(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted(server)
    monkeypatch.setattr(rendering, "find_spec", lambda _: None)
    result = visit(tmp_path, server.site(render=True))
    [incident] = [one for one in result.incidents if "render" in one.cause]
    assert "pip install 'exowatch[render]'" in incident.remedy
