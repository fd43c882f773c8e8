"""The process that reads pages: takes them from a line, one after the other, and sends back what came of each.

It loads what reading needs with the first message, whatever that says; until then it costs next to nothing. It can part
in two, which is cheaper than a second one that loads all that itself.
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
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from crawler.task import MakeReady, Note, Outcome, Part, Task

HEAD = struct.Struct("!Q")  # before each message, its length
HELLO = HEAD.pack(0)  # what a process says first that was parted from another
SELDOM = (10_000, 50, 50)  # what is read makes no circles: looking for them after each 700 objects takes a tenth


def serve(line: socket.socket, longest: float, spare: Sequence[socket.socket] = (), *, ready: bool = False) -> None:
    """Does what comes along the line until the line ends; ends the process where a page takes too long.

    `spare` are the lines of the processes that may be parted from this one; `ready` is True in such a one.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    parted: list[int] = []
    watching = threading.Thread(target=_end_with, args=(line, parted), daemon=True)
    watching.start()
    with line.makefile("rb") as stream:
        for message in _messages(stream):
            from crawler.task import Part, Task

            if isinstance(message, Part):
                parted.append(_part(line, spare[len(parted) :], longest))
                continue
            if not ready:
                _prepare(likeness=message.likeness)
                ready = True
            if isinstance(message, Task):
                answer = _packed(_outcome(message, longest))
                line.sendall(HEAD.pack(len(answer)) + answer)
    watching.join()  # it ends the process, when those that were parted from it have ended


def serve_standard_input(longest: float) -> None:
    """The same where the line is the standard input, as in a process that was not forked."""
    with socket.socket(fileno=os.dup(0)) as line:
        serve(line, longest)


def _prepare(*, likeness: bool) -> None:
    """Loads what reading needs."""
    gc.disable()
    from crawler.pageread import make_ready

    make_ready(likeness=likeness)
    settle()


def settle() -> None:
    """Has circles looked for seldom from now on, and never among what is loaded, which holds next to none."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()


def may_fork() -> bool:
    """Whether nothing else goes on in this process that a copy would find half done."""
    return sys.platform == "linux" and threading.active_count() == 1 and "twisted.internet.reactor" not in sys.modules


def _part(line: socket.socket, spare: Sequence[socket.socket], longest: float) -> int:
    """Starts a copy of this process, which serves the first of the spare lines; gives its number."""
    gc.freeze()  # nobody then looks at what both share, which would make it two
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the thread that watches the line: it holds no lock
        number = os.fork()
    if number:
        spare[0].close()
        return number
    try:
        os.close(line.detach())
        spare[0].sendall(HELLO)
        serve(spare[0], longest, spare[1:], ready=True)
    except Exception:  # noqa: BLE001 - what the interpreter itself does at the end of a process
        traceback.print_exc()
    finally:
        os._exit(1)


def _end_with(line: socket.socket, parted: Sequence[int]) -> None:
    """Ends the process with the one at the other end of the line, after those that were parted from it."""
    poll = select.poll()
    poll.register(line, select.POLLHUP)
    poll.poll()
    for number in parted:
        os.waitpid(number, 0)
    os._exit(1)


def _messages(stream: BinaryIO) -> "Iterator[Task | MakeReady | Part]":
    """What comes until the line ends."""
    while len(head := stream.read(HEAD.size)) == HEAD.size:
        yield pickle.loads(stream.read(HEAD.unpack(head)[0]))  # noqa: S301 - our own process wrote it


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
    return copyreg.dispatch_table | {kind: _by_value(kind) for kind in kinds if is_dataclass(kind) and fields(kind)}


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
