"""One run at a time: a lock that cron and the scheduler share, and that a killed process lets go."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import LockHeld, MonitorError


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Holds the lock while the block runs. Raises LockHeld where another process has it."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise MonitorError(f"{path}: the lock cannot be made ({error.strerror}): check the folder's rights") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 20, 0).decode(errors="replace").strip() or "unknown"
            raise LockHeld(f"{path}: another run holds the lock (process {holder}): wait for it to end") from error
        try:
            os.truncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        except OSError as error:
            raise MonitorError(
                f"{path}: the lock cannot be written ({error.strerror}): make room on the disk, then run the same again"
            ) from error
        yield
    finally:
        os.close(handle)
