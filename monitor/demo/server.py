"""The invented sites as real HTTP servers on loopback, each in the state of the first or the second week."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from importlib.resources.abc import Traversable
from threading import Thread
from urllib.parse import urlsplit

STATES = ("first", "second")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain",
}


@dataclass(slots=True)
class Week:
    """Which state the sites are in now: 0 the first week, 1 the second."""

    number: int = 0


class SiteHandler(BaseHTTPRequestHandler):
    """Answers from one site's folder; files of the second state lie over those of the first."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, folder: Traversable, week: Week) -> None:
        self.folder = folder
        self.week = week
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """One page, or 404, or 304 where the asker has it already."""
        found = self._find(urlsplit(self.path).path)
        if found is None:
            self._answer(HTTPStatus.NOT_FOUND, b"<h1>Not found</h1>", TYPES[".html"])
            return
        base = f"http://{self.headers.get('Host', '')}"
        body = found.read_bytes().replace(b"{{base}}", base.encode())
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self._answer(HTTPStatus.NOT_MODIFIED, b"", "", tag)
        else:
            self._answer(HTTPStatus.OK, body, TYPES["." + found.name.rpartition(".")[2]], tag)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Nothing: the crawler's own log tells what was fetched."""

    def _find(self, path: str) -> Traversable | None:
        parts = [part for part in path.split("/") if part]
        if any(part.startswith(".") for part in parts):
            return None
        for state in reversed(STATES[: self.week.number + 1]):
            for tail in ([*parts, "index.html"], [*parts[:-1], f"{parts[-1]}.html"] if parts else [], parts):
                candidate = self.folder.joinpath(state, *tail) if tail else None
                if candidate is not None and candidate.is_file():
                    return candidate
        return None

    def _answer(self, status: HTTPStatus, body: bytes, kind: str, tag: str = "") -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        if tag:
            self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(week: Week) -> Iterator[Mapping[str, str]]:
    """Serves every invented site while the block runs; gives each one's address by its name."""
    with ExitStack() as stack:
        addresses: dict[str, str] = {}
        for folder in sorted(files("monitor.demo").joinpath("sites").iterdir(), key=lambda entry: entry.name):
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SiteHandler, folder=folder, week=week))
            server.daemon_threads = True
            Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            addresses[folder.name] = f"http://127.0.0.1:{server.server_port}/"
        yield addresses
