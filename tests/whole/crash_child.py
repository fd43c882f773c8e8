"""Runs `exowatch run` again and again, each time in a fork that may be killed at a moment; asked over a pipe.

A line in is a `Wish` as JSON, a line out a `Done`. The rules and the crawler are loaded once.
"""

import json
import os
import signal
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import crawler.archive
import crawler.run
import db.connection
import monitor.commands.crawl
import monitor.round
import spiders.clinic
import spiders.shopify  # noqa: F401 - loaded before the forks
from claims.law.markets import load_regulation
from claims.model import SiteKind
from claims.rules.packs import load_library
from crawler.extract.page import Page
from crawler.pageread import read_page
from crawler.task import Task
from monitor.cli import main

MARK = "killed inside a write"


@dataclass(frozen=True, slots=True)
class Wish:
    """One run: in which home, dated when, killed before which moment (0: never), or after so much processor time.

    `readers` is how many processes read pages beside it; with 0 it reads them itself, which is quicker for a few pages.
    """

    home: str
    at: str
    moment: int = 0
    after: float = 0.0
    readers: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """How it ended: the exit code (minus the signal's number), whether inside a write, and the moments it had.

    `moments` counts all, `inside` names those that lie in a transaction, or in the middle of a file being written.
    """

    code: int
    was_inside: bool
    moments: int
    inside: list[int]
    said: str


class Moments:
    """Counts the moments of a run, and ends it at one of them."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self.last = last
        self.inside: list[int] = []

    def comes(self, *, inside: bool) -> bool:
        """Counts one; True where it is the last."""
        self.count += 1
        if inside:
            self.inside.append(self.count)
        return self.count == self.last

    def end(self, *, inside: bool) -> None:
        """Ends the process as kill -9 does."""
        if inside:
            os.write(2, MARK.encode())
        os.kill(os.getpid(), signal.SIGKILL)


class TornFile:
    """A file of the archive that may be cut off in the middle of a record."""

    def __init__(self, file: BinaryIO, moments: Moments) -> None:
        self.file = file
        self.moments = moments

    def write(self, data: bytes) -> int:
        """Writes it all, or half of it and no more ever."""
        if self.moments.comes(inside=True):
            self.file.write(data[: len(data) // 2])
            self.moments.end(inside=True)
        return self.file.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def watch(moments: Moments) -> None:
    """Lets every statement, every record of the archive, and every file put in place be a moment."""
    prepared, opened = db.connection._prepared, crawler.archive._open_to_append
    replace = Path.replace

    def tracing(connection: Any, path: Path) -> Any:
        made = prepared(connection, path)

        def statement(_: str) -> None:
            inside = bool(connection.in_transaction)
            if moments.comes(inside=inside):
                moments.end(inside=inside)

        connection.set_trace_callback(statement)
        return made

    def torn(path: Path) -> Any:
        return TornFile(opened(path), moments)

    def replacing(self: Path, target: Path) -> Path:
        if moments.comes(inside=True):
            moments.end(inside=True)
        return replace(self, target)

    db.connection._prepared = tracing
    crawler.archive._open_to_append = torn
    Path.replace = replacing  # type: ignore[method-assign,assignment]


def child(wish: Wish, told: int) -> None:
    """One run, in this process."""
    moments = Moments(wish.moment)
    watch(moments)
    vars(monitor.commands.crawl)["usual_number"] = lambda: wish.readers
    if wish.after:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, wish.after)
    code = 0
    try:
        main(["--home", wish.home, "run", "--at", wish.at], prog_name="exowatch")
    except SystemExit as ended:
        code = int(ended.code or 0)
    os.write(told, json.dumps([moments.count, moments.inside]).encode())
    os._exit(code)


def run(wish: Wish) -> Done:
    """One run in a fork."""
    log = Path(wish.home) / "log.txt"
    reading, told = os.pipe()
    process = os.fork()
    if not process:
        with log.open("wb") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        child(wish, told)
    os.close(told)
    with os.fdopen(reading) as pipe:
        count, inside = json.loads(pipe.read() or "[0, []]")
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    said = log.read_text(encoding="utf-8", errors="replace")
    return Done(code, MARK in said, count, inside, said[-2000:])


def serve() -> None:
    """Answers wishes until there are no more."""
    load_library()
    load_regulation()
    page = Page(
        "http://127.0.0.1/", "http://127.0.0.1/", "text/html", b"<p>Exosomes regrow hair.</p>", "html", SiteKind.CLINIC
    )
    read_page(Task(page, ("EU",)))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asdict(run(Wish(**json.loads(line))))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
