"""The lock that cron and the scheduler share."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.errors import LockHeld, MonitorError
from monitor.lock import held

HOLD = """
import sys, time
from pathlib import Path
from monitor.lock import held

with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_refused_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LockHeld, match=f"process {other.pid}"), held(path):
            pass
        other.kill()
        other.wait()
    with held(path):
        pass


def test_a_disk_without_room_for_the_lock_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / ".lock"
    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(MonitorError, match=r"\.lock: .*No space left.* make room on the disk"), held(path):
        pass
    monkeypatch.undo()
    with held(path):
        pass
