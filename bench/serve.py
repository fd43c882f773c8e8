"""The made-up site as an HTTP server on loopback, in a process of its own: `serve PAGES CHANGED KIND PORTFILE`.

It answers from memory in well under a millisecond, keeps connections open and waits for no packet to fill. Of a
site too large for that each page is made when it is asked for, which takes some milliseconds.
"""

import asyncio
import hashlib
import sys
from collections import Counter
from http import HTTPStatus
from pathlib import Path

from bench.pages import Kind, Made, page

MARK = b"</main>"
KEPT = 2_000  # pages of a site that is held in memory: 100 MB
FRONT = b'<html lang="en"><body><h1>All pages on exosomes</h1><a href="/exosomes/0">The first of them</a></body></html>'


class Served:
    """The pages with their ETags, and what was answered; the first `changed` pages are those that may change."""

    def __init__(self, site: Made, changed: int) -> None:
        self.site = site
        self.changed = changed
        self.sent: Counter[int] = Counter()
        self.in_all = 0
        self.pages: dict[str, tuple[str, bytes]] = {"/": _tagged(FRONT)}
        for number in range(site.count if site.count <= KEPT else changed):
            self.put(f"/exosomes/{number}", page(number, site).encode())

    def put(self, path: str, body: bytes) -> None:
        """Makes a page answer with this body."""
        self.pages[path] = _tagged(body)

    def page(self, path: str) -> tuple[str, bytes] | None:
        """What lies at a path, with its ETag; None where nothing does."""
        folder, _, number = path.rpartition("/")
        if path in self.pages or folder != "/exosomes" or not number.isdigit() or int(number) >= self.site.count:
            return self.pages.get(path)
        return _tagged(page(int(number), self.site).encode())

    def turn(self) -> None:
        """Changes some pages."""
        for path in [f"/exosomes/{number}" for number in range(self.changed)]:
            _, body = self.pages[path]
            self.put(path, body.replace(MARK, b"<p>New words.</p>" + MARK))

    def told(self) -> str:
        """How many answers were given since it was last asked."""
        told = f"{self.sent[200]} pages, {self.sent[304]} answers 304"
        self.sent.clear()
        return told


class Connection(asyncio.Protocol):
    """Answers GET for pages; POST /turn changes some, /tally and /sent tell how many. None has a body."""

    transport: asyncio.Transport

    def __init__(self, served: Served) -> None:
        self.served = served
        self.waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the way back; asyncio itself turns Nagle's algorithm off."""
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answers every whole request."""
        *heads, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
        for head in heads:
            self.answer(head.decode("latin-1").split("\r\n"))

    def answer(self, lines: list[str]) -> None:
        """One answer."""
        method, path, _ = lines[0].split(" ", 2)
        if method == "POST":
            self.send(202, self.ordered(path).encode())
            return
        found = self.served.page(path)
        if found is None:
            self.send(404, b"")
            return
        tag, body = found
        if any(line.lower().startswith("if-none-match:") and tag in line for line in lines[1:]):
            self.send(304, b"", tag)
        else:
            self.send(200, body, tag)

    def ordered(self, path: str) -> str:
        """Does what the bench asks for."""
        if path == "/tally":
            return self.served.told()
        if path == "/sent":
            return str(self.served.in_all)
        self.served.turn()
        return ""

    def send(self, status: int, body: bytes, tag: str = "") -> None:
        """Writes head and body at once."""
        self.served.sent[status] += 1
        self.served.in_all += status == HTTPStatus.OK
        named = f"ETag: {tag}\r\n" if tag else ""
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{named}Content-Type: text/html; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self.transport.write(head.encode() + body)


def _tagged(body: bytes) -> tuple[str, bytes]:
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"', body


def serve(served: Served, port: Path) -> None:
    """Serves until killed."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: Connection(served), "127.0.0.1", 0))
    port.write_text(str(server.sockets[0].getsockname()[1]), encoding="utf-8")
    loop.run_forever()


def main() -> None:
    """The site that the command line describes."""
    count, changed, kind, port = sys.argv[1:]
    site = Made(int(count), Kind(kind))
    serve(Served(site, int(changed)), Path(port))


if __name__ == "__main__":
    main()
