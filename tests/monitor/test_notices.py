"""A notice to a webhook, through apprise, against a real HTTP server."""

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from db.outbox import DeliveryState
from monitor.delivery import post
from tests.monitor.owing import Owing, home_of, settings

# Only here, and only apprise's own import.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
TAKEN: list[dict[str, str]] = []
STATUSES: list[int] = []


class _Hook(BaseHTTPRequestHandler):
    """Keeps what is posted, and answers with the next status, else 200."""

    def do_POST(self) -> None:
        """Takes a notice."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = STATUSES.pop(0) if STATUSES else 200
        if status == 200:
            TAKEN.append(json.loads(body))
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a webhook."""
    monkeypatch.setattr(post.deliver, "__kwdefaults__", {"also_waiting": False, "waits": (0.0,)})
    TAKEN.clear()
    STATUSES.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hook)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield int(server.server_address[1])
    server.shutdown()
    thread.join()
    server.server_close()


def owing(tmp_path: Path, address: str, more: str = "") -> Owing:
    """A home with one reader of notices, whose edition is closed."""
    readers = f'[[readers]]\nname = "hook"\n{address}\n[public]\nurl = "https://watch.example.org/d/"\n{more}'
    home = home_of(tmp_path, settings(0, readers=readers))
    home.run("digest")
    return home


def test_a_notice_says_what_leads_and_where_the_page_is(tmp_path: Path, hook: int) -> None:
    home = owing(tmp_path, f'notify = "json://127.0.0.1:{hook}/exowatch"')
    assert home.run("deliver").exit_code == 0
    assert home.run("deliver").exit_code == 0
    (taken,) = TAKEN
    assert taken["title"].startswith("First look: one page")
    assert "Lumen Shop" in taken["message"]
    assert "https://watch.example.org/d/0001-regulator-2026-03-10.html" in taken["message"]


def test_a_notice_that_fails_is_owed_until_it_is_taken(tmp_path: Path, hook: int) -> None:
    home = owing(tmp_path, f'notify = "json://127.0.0.1:{hook}/exowatch"')
    STATUSES.extend([500, 503])
    assert home.run("deliver").exit_code == 1
    assert home.deliveries()["hook"].state is DeliveryState.OWED
    assert home.run("deliver", "--all").exit_code == 0
    assert len(TAKEN) == 1


def test_the_address_may_come_from_the_environment(tmp_path: Path, hook: int, monkeypatch: pytest.MonkeyPatch) -> None:
    home = owing(tmp_path, 'notify_env = "EXOWATCH_HOOK"')
    assert "EXOWATCH_HOOK holds no address" in home.run("deliver").output
    monkeypatch.setenv("EXOWATCH_HOOK", f"json://127.0.0.1:{hook}/")
    assert home.run("deliver", "--all").exit_code == 0
    assert len(TAKEN) == 1


def test_an_address_that_nobody_knows_is_refused(tmp_path: Path, hook: int) -> None:
    home = owing(tmp_path, 'notify = "nosuch://127.0.0.1/"')
    assert "none that apprise knows" in home.run("deliver").output
    assert not TAKEN
    assert hook


def test_without_apprise_the_line_to_type_is_told(tmp_path: Path, hook: int, monkeypatch: pytest.MonkeyPatch) -> None:
    home = owing(tmp_path, f'notify = "json://127.0.0.1:{hook}/"')
    monkeypatch.setitem(sys.modules, "apprise", None)
    assert "pip install 'exowatch[notify]'" in home.run("deliver").output
    monkeypatch.delitem(sys.modules, "apprise")
    assert home.run("deliver", "--all").exit_code == 0
