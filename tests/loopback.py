"""A web server on 127.0.0.1 for tests: routes that can be changed at any time, and a log of what was asked."""

import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from claims.model import SiteKind
from db.model import Site


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it."""

    path: str
    headers: Mapping[str, str]
    at: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What a route answers. `wire` replaces everything that would be sent; `pause` is slept before."""

    body: str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    pause: float = 0.0
    wire: bytes = b""


Route = str | bytes | Reply | Callable[[Asked], Reply]


class PatientServer(ThreadingHTTPServer):
    """Takes many connections in one moment; what is still open at the end goes with the process."""

    request_queue_size = 128
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing of an asker that was killed; of all else what the library says."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@dataclass
class Loopback:
    """The server; a context manager. A path without a route is not found; `log` holds every request in order."""

    routes: dict[str, Route] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                asked = Asked(self.path, dict(self.headers.items()), time.monotonic())
                loopback.log.append(asked)
                self.answer(loopback.reply(asked), asked)

            def answer(self, reply: Reply, asked: Asked) -> None:
                time.sleep(reply.pause)
                if reply.wire:
                    self.wfile.write(reply.wire)
                    self.close_connection = True
                    return
                etag = reply.headers.get("ETag")
                same = etag is not None and asked.headers.get("If-None-Match") == etag
                body = b"" if same else reply.body if isinstance(reply.body, bytes) else reply.body.encode()
                self.send_response(304 if same else reply.status)
                for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
                """Says nothing."""

        self.server = PatientServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def reply(self, asked: Asked) -> Reply:
        """What a request is answered with."""
        route = self.routes.get(asked.path)
        if route is None:
            return Reply("<p>There is no such page here.</p>", status=404)
        if isinstance(route, str | bytes):
            return Reply(route)
        return route if isinstance(route, Reply) else route(asked)

    @property
    def url(self) -> str:
        """The address of the front page."""
        return f"http://127.0.0.1:{self.server.server_address[1]}/"

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order, without robots.txt and guessed sitemaps."""
        return [asked.path for asked in self.log if "robots.txt" not in asked.path and "sitemap" not in asked.path]

    def site(self, name: str = "shop", kind: SiteKind = SiteKind.CLINIC, **more: object) -> Site:
        """The server as a site of a watchlist, without a delay."""
        entry: dict[str, object] = {"country": "DE", "delay": 0.0, "allow_private": True, **more}
        return Site(name, self.url, kind, **entry)  # type: ignore[arg-type]


def page(*links: str, title: str = "Clinic", copy: str = "The clinic opens at nine and closes at six.") -> str:
    """A small page with links."""
    anchors = "".join(f'<a href="{link}">{link.strip("/")}</a> ' for link in links)
    return f"<!doctype html><html lang=en><head><title>{title}</title></head><body><p>{copy}</p>{anchors}</body></html>"
