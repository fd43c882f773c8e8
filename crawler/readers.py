"""Processes of their own that read pages, so that a slow page holds up no fetching and every core works."""

import asyncio
import logging
import os
import pickle
import signal
import socket
import sys
import threading
import traceback
from collections import deque
from typing import TYPE_CHECKING

from crawler.readingprocess import HEAD, serve

if TYPE_CHECKING:
    from crawler.task import Outcome, Task

HELD = (signal.SIGINT, signal.SIGTERM)  # never heard by a reading process: whether it goes on is for the crawler to say
AHEAD = 2  # tasks that a process has at once: one that it reads, and the next, so that it never waits
LONGEST = 120.0
PIECE = 1 << 18
START = (
    "import sys; sys.path[:] = {path!r}; from crawler import readingprocess as p; p.serve_standard_input({longest!r})"
)


def usual_number() -> int:
    """How many reading processes suit this machine: one core stays with the crawler, and two are enough."""
    return max(1, min(2, (os.cpu_count() or 1) - 1))


class Readers:
    """Up to `count` processes, each started when there is a page for it; with 0 pages are read in this process.

    A page that takes longer than `longest` seconds ends its process, as does one that breaks it; what waited behind it
    gets a new one. The processes end with `close`, and by themselves where this process is killed.
    """

    def __init__(self, count: int, longest: float = LONGEST) -> None:
        self.count = count
        self.longest = longest
        self._processes: list[_Process] = []
        self._room = asyncio.Semaphore(count * AHEAD)

    def begin(self) -> None:
        """Starts the first process now, so that it is ready when the first page comes."""
        if self.count and not self._processes:
            self._processes.append(_started(self.longest))

    async def read(self, task: "Task") -> "Outcome":
        """What comes of a page, when its turn has come."""
        if not self.count:
            from crawler.pageread import read_page

            return read_page(task)
        async with self._room:
            outcome = None
            while outcome is None:
                outcome = await self._freest().read(task)
        for note in outcome.notes:
            logging.getLogger(note.logger).log(note.level, "%s", note.text)
        return outcome

    def close(self) -> None:
        """Ends the processes; to be called when nothing is left to read."""
        for process in self._processes:
            process.end()
        self._processes.clear()

    def _freest(self) -> "_Process":
        """The process with the least to do: a new one where all are busy and there may be more."""
        self._processes = [process for process in self._processes if not process.is_over]
        freest = min(self._processes, key=lambda process: len(process.given), default=None)
        if freest is None or (freest.given and len(self._processes) < self.count):
            freest = _started(self.longest)
            self._processes.append(freest)
        return freest


class _Process:
    """One reading process, and who waits for what it was given."""

    def __init__(self, number: int, line: socket.socket, longest: float) -> None:
        self.number = number
        self.line = line
        self.longest = longest
        self.given: deque[asyncio.Future[Outcome | None]] = deque()
        self.is_over = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sending = asyncio.Lock()
        self._came = bytearray()

    async def read(self, task: "Task") -> "Outcome | None":
        """What comes of a page; None where the process ended before its turn came."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self.line, self._take)
        message = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
        async with self._sending:
            if self.is_over:
                return None
            answer: asyncio.Future[Outcome | None] = self._loop.create_future()
            self.given.append(answer)
            try:
                await self._loop.sock_sendall(self.line, HEAD.pack(len(message)) + message)
            except OSError:
                self._break()
        return await answer

    def end(self) -> None:
        """Ends the process, whatever it does."""
        if self.is_over:
            return
        self.is_over = True
        if self._loop is not None:
            self._loop.remove_reader(self.line)
            self._loop.remove_writer(self.line)
        self.line.close()
        os.kill(self.number, signal.SIGKILL)
        os.waitpid(self.number, 0)
        for answer in self.given:
            answer.cancel()

    def _take(self) -> None:
        """Takes what has come along the line, and hands on what is whole."""
        try:
            piece = self.line.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._break()
            return
        self._came += piece
        while len(self._came) >= HEAD.size:
            end = HEAD.size + int(HEAD.unpack_from(self._came)[0])
            if len(self._came) < end:
                return
            outcome = pickle.loads(memoryview(self._came)[HEAD.size : end])  # noqa: S301 - our own process wrote it
            del self._came[:end]
            _answer(self.given.popleft(), outcome)

    def _break(self) -> None:
        """The process is gone: the page that it read is given up, those behind it are read elsewhere."""
        from crawler.task import Outcome

        if self.is_over:
            return
        waiting, self.given = self.given, deque()
        self.end()
        for number, answer in enumerate(waiting):
            error = f"the process that read it broke, or took more than {self.longest:g} s"
            _answer(answer, None if number else Outcome(error=error))


def _answer(waiting: "asyncio.Future[Outcome | None]", outcome: "Outcome | None") -> None:
    if not waiting.done():
        waiting.set_result(outcome)


def _started(longest: float) -> _Process:
    """A new process: a copy of this one where that is safe, which starts faster and shares its memory."""
    ours, theirs = socket.socketpair()
    number = _forked(ours, theirs, longest) if _may_fork() else _spawned(theirs, longest)
    theirs.close()
    ours.setblocking(False)
    return _Process(number, ours, longest)


def _may_fork() -> bool:
    """Whether nothing else goes on in this process that a copy would find half done."""
    return sys.platform == "linux" and threading.active_count() == 1 and "twisted.internet.reactor" not in sys.modules


def _forked(ours: socket.socket, theirs: socket.socket, longest: float) -> int:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HELD)
    try:
        number = os.fork()
        if number:
            return number
        try:
            ours.close()
            serve(theirs, longest)
        except Exception:  # noqa: BLE001 - what the interpreter itself does at the end of a process
            traceback.print_exc()
        finally:
            os._exit(1)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _spawned(theirs: socket.socket, longest: float) -> int:
    command = [sys.executable, "-c", START.format(path=sys.path, longest=longest)]
    actions = [(os.POSIX_SPAWN_DUP2, theirs.fileno(), 0)]
    return os.posix_spawn(sys.executable, command, os.environ, file_actions=actions, setsigmask=HELD)
