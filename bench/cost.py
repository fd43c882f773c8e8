"""What a command costs: time on the clock and of the processor, and memory."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOK = 0.25  # seconds between two looks at the memory
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command and the processes it started took: seconds on the clock and of the processor, MB at once."""

    wall: float
    cpu: float
    memory: float

    def line(self, name: str, what: str) -> str:
        """The figures as a row, with what was done for them."""
        return f"{name:<44}{self.wall:8.2f} s{self.cpu:8.2f} s CPU{self.memory:6.0f} MB  {what}"


@dataclass(frozen=True, slots=True)
class Way:
    """Where on its way a command is, and what is done with the cost so far each time that it has passed a mark."""

    at: Callable[[], int]
    marks: Sequence[int]
    tell: Callable[[int, Cost], None]


NOWHERE = Way(lambda: 0, (), lambda _, __: None)


def cost_of(command: Sequence[str], way: Way = NOWHERE) -> Cost:
    """Runs a command to its end, as one that is installed. Raises CalledProcessError where it could not run."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=installed())
    peak = _Peak(process.pid, way)
    peak.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    peak.over.set()
    peak.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak.highest)


def installed() -> dict[str, str]:
    """The environment of a command as where it is installed: Python keeps what it has compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def warm_up() -> None:
    """Has Python keep what is compiled once for all commands, as the first command of an installation does."""
    loads = "import bench.bare, monitor.visiting, spiders.clinic, crawler.pageread as pages"
    code = f"{loads}; pages.make_ready(likeness=True)"
    subprocess.run([sys.executable, "-c", code], check=True, env=installed())


class _Peak(threading.Thread):
    """Looks at the memory of a process and of those it started, what they share counted once."""

    def __init__(self, process: int, way: Way) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.way = way
        self.marks = list(way.marks)
        self.began = time.perf_counter()
        self.over = threading.Event()
        self.highest = 0.0

    def run(self) -> None:
        """Looks until it is over."""
        while not self.over.wait(LOOK):
            family = list(_family(self.process))
            memory = sum(map(_proportional, family))
            self.highest = max(self.highest, memory)
            if self.marks and self.way.at() >= self.marks[0]:
                wall, cpu = time.perf_counter() - self.began, sum(map(_processor, family))
                self.way.tell(self.marks.pop(0), Cost(wall, cpu, memory))


def _family(process: int) -> Iterator[int]:
    yield process
    for task in _read(PROC / str(process) / "task" / str(process) / "children").split():
        yield from _family(int(task))


def _proportional(process: int) -> float:
    """MB that a process holds, of what it shares its part."""
    for line in _read(PROC / str(process) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _processor(process: int) -> float:
    """Seconds that a process has had of the processor, with those of its children that have ended."""
    fields = _read(PROC / str(process) / "stat").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _read(path: Path) -> str:
    """The text of a file of the kernel; empty where the process is gone."""
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
