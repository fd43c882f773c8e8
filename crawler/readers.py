"""Processes of their own that read pages, so that a slow page holds up no fetching and every core works."""

import asyncio
import logging
import os
from typing import TYPE_CHECKING

from crawler.readinglines import Reading, start

if TYPE_CHECKING:
    from crawler.task import Outcome, Task

AHEAD = 2  # tasks that a process has at once: one that it reads, and the next, so that it never waits
SETTLED = 12  # pages that a process reads before another helps it: a visit that brings fewer needs none
PRESSED = 12  # pages in a row that find it busy before another helps it: where sites are given pauses, one keeps up
LONGEST = 120.0


def usual_number() -> int:
    """How many reading processes suit this machine: two are enough, for the crawler has a core's work too."""
    return max(1, min(2, os.cpu_count() or 1))


class Readers:
    """Up to `count` processes, each started when there is a page for it; with 0 pages are read in this process.

    A page that takes longer than `longest` seconds ends its process, as does one that breaks it; what waited behind it
    gets a new one. The processes end with `close`, and by themselves where this process is killed.
    """

    def __init__(self, count: int, longest: float = LONGEST) -> None:
        self.count = count
        self.longest = longest
        self._processes: list[Reading] = []
        self._to_part: list[Reading] = []
        self._pressed = 0
        self._room = asyncio.Semaphore(count * AHEAD)

    def begin(self) -> None:
        """Starts the first process now, which is cheapest while little is loaded; it loads nothing yet."""
        if self.count and not self._processes:
            self._start()

    def make_ready(self, *, likeness: bool) -> None:
        """Has the first process load its rules now, so that it is ready when the first page comes."""
        from crawler.task import MakeReady

        self.begin()
        for process in self._processes:
            process.say(MakeReady(likeness))

    async def read(self, task: "Task") -> "Outcome":
        """What comes of a page, when its turn has come."""
        if not self.count:
            from crawler.pageread import read_page

            return read_page(task)
        async with self._room:
            outcome = None
            while outcome is None:
                outcome = await (await self._freest()).read(task)
        for note in outcome.notes:
            logging.getLogger(note.logger).log(note.level, "%s", note.text)
        return outcome

    def close(self) -> None:
        """Ends the processes; to be called when nothing is left to read."""
        for process in reversed([*self._processes, *self._to_part]):
            process.end()
        self._processes.clear()
        self._to_part.clear()

    async def _freest(self) -> Reading:
        """The process with the least to do: one more where page after page finds all busy and there may be more."""
        self._processes = [process for process in self._processes if not process.is_over]
        freest = min(self._processes, key=lambda process: len(process.given), default=None)
        if freest is None:
            return self._start()
        self._pressed = 0 if len(freest.given) < AHEAD else self._pressed + 1
        if self._pressed <= PRESSED or len(self._processes) >= self.count or freest.read_so_far < SETTLED:
            return freest
        return await self._helper(freest)

    def _start(self) -> Reading:
        """A process that has loaded nothing yet."""
        process, *others = start(self.longest, self.count - 1 - len(self._processes))
        for old in self._to_part:
            old.end()
        self._processes.append(process)
        self._to_part = others
        return process

    async def _helper(self, busy: Reading) -> Reading:
        """One more process: parted from one that has all at hand, where that can be, else a new one."""
        from crawler.task import Part

        if not self._to_part:
            return self._start()
        helper = self._to_part.pop(0)
        self._processes.append(helper)
        await busy.part(Part())
        return helper
