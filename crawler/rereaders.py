"""Processes that read stored pages again, batch by batch; a page that breaks its process is given up, and no other."""

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import chain, islice
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from crawler.again import Batch, Outcome
from crawler.readers import LONGEST
from crawler.readingprocess import may_fork, settle

WAITING = 3  # batches for each process, the one it works on among them
BROKE = "the process that read it broke, or took more than {:g} s"


def outcomes(batches: Iterator[Batch], processes: int, longest: float = LONGEST) -> Iterator[list[Outcome]]:
    """What comes of each batch, in their order; with 0 processes they are read in this one.

    Here nothing is read then but a made-up word, which loads what copies of this process share.
    """
    if not processes:
        yield from (_read(batch, 0) for batch in batches)
        return
    for first in islice(batches, 1):
        if may_fork():
            from crawler.readagain import make_ready

            make_ready(first)
            settle()
        with Rereaders(processes, longest) as readers:
            yield from readers.read(chain([first], batches))


class Rereaders:
    """Some processes, and the batches that wait for them; a few wait, so that no process does."""

    def __init__(self, processes: int, longest: float) -> None:
        self._processes = processes
        self._longest = longest
        self._pool = _pool(processes)
        self._under_way: deque[tuple[Batch, Future[list[Outcome]]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def read(self, batches: Iterable[Batch]) -> Iterator[list[Outcome]]:
        """What comes of each."""
        for batch in batches:
            self._under_way.append((batch, self._given(batch)))
            if len(self._under_way) > WAITING * self._processes:
                yield self._next()
        while self._under_way:
            yield self._next()

    def _given(self, batch: Batch) -> Future[list[Outcome]]:
        try:
            return self._pool.submit(_read, batch, self._longest)
        except BrokenProcessPool as error:
            lost: Future[list[Outcome]] = Future()
            lost.set_exception(error)
            return lost

    def _next(self) -> list[Outcome]:
        batch, outcome = self._under_way.popleft()
        try:
            return outcome.result()
        except BrokenProcessPool:
            self._begin_anew()
            return list(chain.from_iterable(_alone(batch, self._longest)))

    def _begin_anew(self) -> None:
        """New processes for what was lost with the old ones."""
        self._pool.shutdown()
        self._pool = _pool(self._processes)
        waiting, self._under_way = self._under_way, deque()
        for batch, outcome in waiting:
            lost = isinstance(outcome.exception(), BrokenProcessPool)
            self._under_way.append((batch, self._given(batch) if lost else outcome))


def _alone(batch: Batch, longest: float) -> Iterator[list[Outcome]]:
    """The outcomes of a batch in which a page broke its process: page by page, in a new one after each that breaks."""
    pages = deque(batch.pages)
    while pages:
        with _pool(1) as pool:
            try:
                while pages:
                    yield pool.submit(_read, replace(batch, pages=(pages[0],)), longest).result()
                    pages.popleft()
            except BrokenProcessPool:
                yield [Outcome(pages.popleft(), cause=BROKE.format(longest))]


def _pool(processes: int) -> ProcessPoolExecutor:
    context = get_context("fork" if may_fork() else "spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Where a page takes too long, its process ends."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    settle()


def _read(batch: Batch, longest: float) -> list[Outcome]:
    """The outcomes of a batch; what that needs is loaded in the process that does it."""
    from crawler.readagain import read_batch

    return read_batch(batch, longest)
