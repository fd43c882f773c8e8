"""A run killed at any statement, and the same run again: every change exactly once."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from db.queries import Reader

ROOT = Path(__file__).resolve().parents[2]
KILLS = 4


def week(path: Path, number: int, kill_at: int = 0) -> "subprocess.CompletedProcess[str]":
    """One week of visits in a process of its own."""
    command = [sys.executable, "-m", "tests.db.crash_child", str(path), str(number), str(kill_at)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with the file."""
    connection = sqlite3.connect(path)
    checked = connection.execute("PRAGMA integrity_check").fetchone()
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    return bool(checked == ("ok",) and not dangling)


def happened(path: Path) -> "Counter[tuple[str, str, str, str, bool]]":
    """What the store would tell, without dates and numbers."""
    with Reader.open(path) as reader:
        return Counter((str(c.kind), c.subject, c.before, c.after, c.baseline) for c in reader.changes())


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, int]:
    """The store after the first week, after the second, and how many statements that one took."""
    folder = tmp_path_factory.mktemp("undisturbed")
    first, second = folder / "first.db", folder / "second.db"
    assert week(first, 0).returncode == 0
    shutil.copy(first, second)
    done = week(second, 1)
    assert done.returncode == 0, done.stderr
    return first, second, int(done.stdout)


@pytest.mark.parametrize("seed", range(KILLS))
def test_killed_and_run_again(tmp_path: Path, undisturbed: tuple[Path, Path, int], seed: int) -> None:
    first, second, statements = undisturbed
    path = tmp_path / "exowatch.db"
    shutil.copy(first, path)
    kill_at = random.Random(seed).randrange(statements * seed // KILLS, statements * (seed + 1) // KILLS) + 1
    assert week(path, 1, kill_at).returncode == -signal.SIGKILL
    assert week(path, 1).returncode == 0
    assert happened(path) == happened(second)
    assert sound(path)


@pytest.mark.parametrize("kill_at", [60, 200])
def test_killed_at_the_first_look(tmp_path: Path, undisturbed: tuple[Path, Path, int], kill_at: int) -> None:
    path = tmp_path / "exowatch.db"
    assert week(path, 0, kill_at).returncode == -signal.SIGKILL
    assert week(path, 0).returncode == 0
    assert happened(path) == happened(undisturbed[0])
    assert sound(path)


def test_a_run_that_another_process_ends_says_which_one() -> None:
    code = "import time, tests.db.crash_child as it; it.tell_who_ends_it(); print('ready', flush=True); time.sleep(60)"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.terminate()
        said = child.stderr.read()
        assert child.wait(30) == -signal.SIGTERM
    assert f"SIGTERM came from process {os.getpid()} of user {os.getuid()}" in said
    assert "python" in said
