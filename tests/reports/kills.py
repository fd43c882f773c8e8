"""Kills the making of an edition at many of its steps: `python -m tests.reports.kills STORE WORK POINTS`.

A step is a call of a function in the files that render, write and close. One JSON object a kill: the step,
and what each edition told that is closed once it was made again.
"""

import json
import os
import shutil
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType

from db.queries import Reader
from reports.again import again
from reports.forms.form import Form
from reports.publish import publish

AUDIENCES = ("regulator", "brand")
WATCHED = ("reports/publish.py", "reports/files.py", "reports/stored.py", "db/store.py", "db/writing/editions.py",
           "db/writing/outbox.py", "db/writing/rows.py")  # fmt: skip


class Steps:
    """Counts the calls of the watched files, and kills the process at one of them."""

    def __init__(self, last: int) -> None:
        self.taken = 0
        self.last = last

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.endswith(WATCHED):
            self.taken += 1
            if self.taken == self.last:
                os.kill(os.getpid(), signal.SIGKILL)


def make(home: Path, now: datetime, last: int = 0) -> int:
    """The editions of both audiences; how many steps that took."""
    steps = Steps(last)
    sys.setprofile(steps)
    for audience in AUDIENCES:
        publish(home / "exowatch.db", home / "digests", audience, now=now)
    sys.setprofile(None)
    return steps.taken


def killed(home: Path, now: datetime, last: int) -> bool:
    """Whether a child that makes the editions was killed at that step."""
    child = os.fork()
    if child == 0:
        make(home, now, last)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def told(home: Path) -> dict[str, list[list[int]]]:
    """What each edition of an audience told, the first one first; each renders to the bytes that lie on the disk."""
    found: dict[str, list[list[int]]] = {}
    with Reader.open(home / "exowatch.db") as reader:
        for audience in AUDIENCES:
            for edition in reversed(reader.editions(audience)):
                same = again(reader, edition.number, Form.PAGE).body == (home / edition.path).read_bytes()
                assert same, f"edition {edition.number} renders to other bytes"
                found.setdefault(audience, []).append([change.id for change in reader.edition_changes(edition.number)])
    return found


def main(store: Path, work: Path, points: int) -> None:
    """Kill at as many steps, spread over all of them."""
    now = datetime.fromisoformat("2026-03-10T08:00:00+00:00")

    def fresh(name: str) -> Path:
        home = work / name
        home.mkdir()
        shutil.copy(store, home / "exowatch.db")
        return home

    make(fresh("warm"), now)  # what is only done once in a process is done
    steps = make(fresh("whole"), now)
    for number in range(points):
        last = 1 + number * (steps - 1) // (points - 1)
        home = fresh(f"killed-{last}")
        was_killed = killed(home, now, last)
        make(home, now + timedelta(hours=number))
        sys.stdout.write(json.dumps({"step": last, "killed": was_killed, "told": told(home)}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
