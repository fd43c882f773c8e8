"""The process that reads pages: takes them from a line, one after the other, and sends back what came of each.

Nothing is loaded here at first: the process is started before all else, and loads its rules while the crawler loads.
"""

import copyreg
import gc
import io
import logging
import os
import pickle
import select
import signal
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from crawler.task import Note, Outcome, Task

HEAD = struct.Struct("!Q")  # before each message, its length
SELDOM = (10_000, 50, 50)  # what is read makes no circles: looking for them after each 700 objects takes a tenth


def serve(line: socket.socket, longest: float) -> None:
    """Reads what comes along the line until the line ends; ends the process where a page takes too long."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()
    _prepare()
    with line.makefile("rb") as stream:
        while (given := _next(stream)) is not None:
            answer = _packed(_outcome(pickle.loads(given), longest))  # noqa: S301 - our own process wrote it
            line.sendall(HEAD.pack(len(answer)) + answer)


def serve_standard_input(longest: float) -> None:
    """The same where the line is the standard input, as in a process that was not forked."""
    with socket.socket(fileno=os.dup(0)) as line:
        serve(line, longest)


def _prepare() -> None:
    """Loads what reading needs."""
    gc.disable()
    from crawler.pageread import make_ready

    make_ready()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()


def _end_with(line: socket.socket) -> None:
    """Ends the process with the one at the other end of the line."""
    poll = select.poll()
    poll.register(line, select.POLLHUP)
    poll.poll()
    os._exit(1)


def _next(stream: BinaryIO) -> bytes | None:
    """The next message; None where the line has ended."""
    head = stream.read(HEAD.size)
    return stream.read(HEAD.unpack(head)[0]) if len(head) == HEAD.size else None


def _outcome(task: "Task", longest: float) -> "Outcome":
    """Reads one page, within its time."""
    from crawler.pageread import read_page

    notes = _Notes()
    logging.getLogger().addHandler(notes)
    signal.setitimer(signal.ITIMER_REAL, longest)
    try:
        return replace(read_page(task), notes=tuple(notes.kept))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        logging.getLogger().removeHandler(notes)


def _packed(outcome: "Outcome") -> bytes:
    """What came of a page as bytes: its dataclasses by their values, which takes half as long as by their fields."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _by_values()
    pickler.dump(outcome)
    return stream.getvalue()


@lru_cache(maxsize=1)
def _by_values() -> dict[type, Any]:
    from claims import model
    from crawler import task

    kinds = {kind for module in (model, task) for kind in vars(module).values() if isinstance(kind, type)}
    return copyreg.dispatch_table | {kind: _by_value(kind) for kind in kinds if is_dataclass(kind)}


def _by_value(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    """What makes a thing of this kind again: the kind, and its values in their order."""
    names = [each.name for each in fields(kind)]
    values = attrgetter(*names)
    return (lambda thing: (kind, values(thing))) if len(names) > 1 else (lambda thing: (kind, (values(thing),)))


class _Notes(logging.Handler):
    """Keeps what is logged, for the process that writes the log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[Note] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one line."""
        from crawler.task import Note

        self.kept.append(Note(record.name, record.levelno, self.format(record)))
