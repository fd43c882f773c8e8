"""Reading processes as the crawler sees them: started, given pages along a line, and ended."""

import asyncio
import os
import pickle
import signal
import socket
import sys
import time
import traceback
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from crawler.readingprocess import HEAD, may_fork, serve

if TYPE_CHECKING:
    from crawler.task import MakeReady, Outcome, Part, Task

HELD = (signal.SIGINT, signal.SIGTERM)  # never heard by a reading process: whether it goes on is for the crawler to say
PIECE = 1 << 18
PATIENCE = 2.0  # seconds in which a process ends by itself that waits for those that were parted from it
START = (
    "import sys; sys.path[:] = {path!r}; from crawler import readingprocess as p; p.serve_standard_input({longest!r})"
)


class Reading:
    """One reading process, and who waits for what it was given.

    `number` is None for one that is to be parted from another; such a one has begun when it says so.
    """

    def __init__(self, number: int | None, line: socket.socket, longest: float) -> None:
        self.number = number
        self.longest = longest
        self.given: deque[asyncio.Future[Outcome | None]] = deque()
        self.read_so_far = 0
        self.is_over = False
        self.has_parted = False
        self._line = line
        self._line.setblocking(False)
        self._has_begun = number is not None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sending = asyncio.Lock()
        self._came = bytearray()

    async def read(self, task: "Task") -> "Outcome | None":
        """What comes of a page; None where the process ended before its turn came."""
        async with self._sending:
            if self.is_over:
                return None
            loop = self._listening()
            answer: asyncio.Future[Outcome | None] = loop.create_future()
            self.given.append(answer)
            await self._send(loop, task)
        return await answer

    async def part(self, word: "Part") -> None:
        """Has the process start another one; that one has a line already."""
        self.has_parted = True
        async with self._sending:
            if not self.is_over:
                await self._send(self._listening(), word)

    def say(self, word: "MakeReady") -> None:
        """Says something short while nothing else is said yet; that nobody hears it is noticed with the first page."""
        with suppress(OSError):
            self._line.sendall(_message(word))

    def end(self) -> None:
        """Ends the process, whatever it does."""
        if self.is_over:
            return
        self.is_over = True
        if self._loop is not None:
            self._loop.remove_reader(self._line)
            self._loop.remove_writer(self._line)
        self._line.close()
        if self.number is not None:
            _end(self.number, PATIENCE if self.has_parted else 0.0)
        for answer in self.given:
            answer.cancel()

    def _listening(self) -> asyncio.AbstractEventLoop:
        """The loop in which this happens, which hears from now on what the process says."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._line, self._take)
        return self._loop

    async def _send(self, loop: asyncio.AbstractEventLoop, message: "Task | Part") -> None:
        try:
            await loop.sock_sendall(self._line, _message(message))
        except OSError:
            self._break()

    def _take(self) -> None:
        """Takes what has come along the line, and hands on what is whole."""
        try:
            piece = self._line.recv(PIECE)
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
            if end == HEAD.size:
                self._has_begun = True
            else:
                self.read_so_far += 1
                outcome = pickle.loads(memoryview(self._came)[HEAD.size : end])  # noqa: S301 - our own process wrote it
                _answer(self.given.popleft(), outcome)
            del self._came[:end]

    def _break(self) -> None:
        """The process is gone: the page that it read is given up, those behind it are read elsewhere."""
        from crawler.task import Outcome

        if self.is_over:
            return
        waiting, self.given = self.given, deque()
        self.end()
        for number, answer in enumerate(waiting):
            error = f"the process that read it broke, or took more than {self.longest:g} s"
            _answer(answer, None if number or not self._has_begun else Outcome(error=error))


def start(longest: float, more: int = 0) -> list[Reading]:
    """A new process, and up to so many that can be parted from it.

    It is a copy of this one where that is safe, which starts faster and shares its memory; only such a one can part.
    """
    pairs = [socket.socketpair() for _ in range(1 + more if may_fork() else 1)]
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    number = _forked(ours, theirs, longest) if may_fork() else _spawned(theirs[0], longest)
    for line in theirs:
        line.close()
    return [Reading(number, ours[0], longest), *(Reading(None, line, longest) for line in ours[1:])]


def _message(message: "Task | MakeReady | Part") -> bytes:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(data)) + data


def _answer(waiting: "asyncio.Future[Outcome | None]", outcome: "Outcome | None") -> None:
    if not waiting.done():
        waiting.set_result(outcome)


def _end(number: int, patience: float) -> None:
    """Waits for a process to end by itself, if it has so long, and ends it."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if os.waitpid(number, os.WNOHANG)[0]:
            return
        time.sleep(0.002)
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)


def _forked(ours: Sequence[socket.socket], theirs: Sequence[socket.socket], longest: float) -> int:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HELD)
    try:
        number = os.fork()
        if number:
            return number
        try:
            for line in ours:
                line.close()
            serve(theirs[0], longest, theirs[1:])
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
