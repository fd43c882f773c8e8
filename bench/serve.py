"""The made-up site as an HTTP server on loopback, in a process of its own: `serve.py PAGES CHANGED PORTFILE`."""

import hashlib
import sys
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.pages import page


class Handler(BaseHTTPRequestHandler):
    """Answers from memory, with ETags; POST /turn changes the first `changed` pages, POST /tally counts anew."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    pages: dict[str, bytes]
    tags: dict[str, str]
    changed: int
    sent: Counter[int]

    def do_GET(self) -> None:
        """One page, or 304."""
        body = self.pages.get(self.path)
        if body is None:
            self._send(404, b"")
        elif self.headers.get("If-None-Match") == self.tags[self.path]:
            self._send(304, b"", self.tags[self.path])
        else:
            self._send(200, body, self.tags[self.path])

    def do_POST(self) -> None:
        """Changes some pages; or tells how many answers were given since it was last asked."""
        if self.path == "/tally":
            told = f"{self.sent[200]} pages, {self.sent[304]} answers 304"
            self.sent.clear()
            self._send(202, told.encode())
            return
        for number in range(self.changed):
            put(
                f"/exosomes/{number}",
                self.pages[f"/exosomes/{number}"].replace(b"</main>", b"<p>New words.</p></main>"),
            )
        self._send(202, b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Nothing."""

    def _send(self, status: int, body: bytes, tag: str = "") -> None:
        self.sent[status] += 1
        self.send_response(status)
        if tag:
            self.send_header("ETag", tag)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def put(path: str, body: bytes) -> None:
    """Makes a page answer with this body."""
    Handler.pages[path] = body
    Handler.tags[path] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'


def main() -> None:
    """Serves until killed."""
    count, Handler.changed = int(sys.argv[1]), int(sys.argv[2])
    Handler.pages, Handler.tags, Handler.sent = {}, {}, Counter()
    for number in range(count):
        put(f"/exosomes/{number}", page(number, count).encode())
    put("/", b'<html lang="en"><body><h1>All pages</h1><a href="/exosomes/0">Exosomes</a></body></html>')
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Path(sys.argv[3]).write_text(str(server.server_port), encoding="utf-8")
    server.serve_forever()


if __name__ == "__main__":
    main()
