"""Processes of their own that read pages, so that a slow page holds up no fetching and every core works."""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import connection, resource_tracker

from crawler.task import Note, Outcome, Task

HELD = (signal.SIGINT, signal.SIGTERM)


def usual_number() -> int:
    """How many reading processes suit this machine: one core stays with the crawler, and two are enough."""
    return max(1, min(2, (os.cpu_count() or 1) - 1))


class Readers:
    """Up to `count` processes, each started when there is a page for it; with 0 pages are read in this process.

    A page that takes longer than `longest` seconds ends its process, as does one that breaks it; the next page gets
    a new one. The processes end with `close`, and by themselves where this process is killed.
    """

    def __init__(self, count: int, longest: float) -> None:
        self.count = count
        self.longest = longest
        self._free: asyncio.LifoQueue[ProcessPoolExecutor | None] = asyncio.LifoQueue()
        for _ in range(count):
            self._free.put_nowait(None)

    async def read(self, task: Task) -> Outcome:
        """What comes of a page, when its turn has come."""
        if not self.count:
            return _work(task, 0.0)
        worker = await self._free.get()
        try:
            worker = worker or _started()
            outcome = await asyncio.wrap_future(_submitted(worker, task, self.longest))
        except BrokenProcessPool:
            _end(worker)
            worker = None
            return Outcome(error=f"the process that read it broke, or took more than {self.longest:g} s")
        finally:
            self._free.put_nowait(worker)
        for note in outcome.notes:
            logging.getLogger(note.logger).log(note.level, "%s", note.text)
        return outcome

    def close(self) -> None:
        """Ends the processes; to be called when nothing is left to read."""
        while not self._free.empty():
            _end(self._free.get_nowait())


def _started() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_settle)


def _end(worker: ProcessPoolExecutor | None) -> None:
    if worker is not None:
        worker.shutdown(cancel_futures=True)


def _submitted(worker: ProcessPoolExecutor, task: Task, longest: float) -> Future[Outcome]:
    with _signals_held():
        return worker.submit(_work, task, longest)


@contextmanager
def _signals_held() -> Iterator[None]:
    """What is started meanwhile never hears Ctrl-C: whether it goes on is for the crawler to say."""
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In the reading process.


def _settle() -> None:
    """Makes the process end with the one that started it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


class _Notes(logging.Handler):
    """Keeps what is logged, for the process that writes the log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[Note] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one line."""
        self.kept.append(Note(record.name, record.levelno, self.format(record)))


def _work(task: Task, longest: float) -> Outcome:
    """Reads one page; the rules are loaded with the first."""
    from crawler.pageread import read_page

    if not longest:
        return read_page(task)
    notes = _Notes()
    logging.getLogger().addHandler(notes)
    signal.setitimer(signal.ITIMER_REAL, longest)
    try:
        return replace(read_page(task), notes=tuple(notes.kept))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        logging.getLogger().removeHandler(notes)
