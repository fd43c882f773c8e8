"""A home whose disk is full or cannot be written, whose store is held, or whose clock is wrong: said, nothing torn."""

import ctypes
import os
import re
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from crawler.verify import verify
from db.health import troubles
from db.queries import Reader
from monitor import config
from monitor.home import Home
from tests.loopback import Loopback, page

PATHS = [f"/page/{number}" for number in range(8)]
ROOM, LITTLE = 30_000_000, 700_000  # bytes; a store that is new takes about 400,000
IMPATIENT = """
import sys
from db.store import Store
from monitor.cli import main
Store.open.__func__.__kwdefaults__["busy_seconds"] = 0.2
main(sys.argv[1:])
"""
SET_IN_STONE = """
import os, sys
from monitor.cli import main
told = os.statvfs
def for_reading_only(path):
    said = list(told(path))
    said[8] |= os.ST_RDONLY
    return os.statvfs_result(said)
os.statvfs = for_reading_only
main(sys.argv[1:])
"""
SYS_ADMIN, DAC_OVERRIDE, DAC_READ_SEARCH, PR_CAPBSET_DROP = 21, 1, 2, 24
mount = partial(subprocess.run, check=True, capture_output=True)


def may_mount() -> bool:
    """Whether this user may mount a disk; root of a container mostly may not."""
    status = Path("/proc/self/status")
    told = re.search(r"^CapEff:\s*(\w+)", status.read_text(), re.MULTILINE) if status.exists() else None
    return told is not None and bool(int(told[1], 16) >> SYS_ADMIN & 1)


MAY_MOUNT = may_mount()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home that watches a clinic whose pages are long, so that a disk is full soon."""
    made = Home(tmp_path / "home")
    made.path.mkdir()
    made.config.write_text(config.TEMPLATE, encoding="utf-8")
    with Loopback() as server:
        server.routes["/"] = page(*PATHS)
        for path in PATHS:
            claim = f"<p>Exosomes regrow hair within {int(path[-1]) + 2} weeks.</p>"
            server.routes[path] = page(copy=f"{claim}<!-- {os.urandom(25_000).hex()} -->")
        more = "kind: clinic, country: DE, allow_private: true, delay: 0"
        entry = f"sites:\n- {{name: clinic, url: {server.url!r}, {more}}}\n"
        made.watchlist.write_text(entry, encoding="utf-8")
        yield made


def exowatch(
    home: Home, *words: str, before: Callable[[], object] | None = None, code: str = ""
) -> "subprocess.CompletedProcess[str]":
    """One command, in a process of its own; `code` says what that process runs instead of the program itself."""
    program = ["-c", code] if code else ["-m", "monitor.cli"]
    command = [sys.executable, *program, "--home", str(home.path), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, preexec_fn=before)


def limited() -> None:
    """No file may be larger: the nearest to a full disk without the right to mount one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LITTLE, LITTLE))


def held_to_rights() -> None:
    """Rights of files hold for root as well."""
    if not hasattr(ctypes.CDLL(None), "prctl"):
        return
    for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


@pytest.fixture
def full(home: Home) -> Iterator[tuple[Callable[[], object] | None, Callable[[], object]]]:
    """What makes the home's disk small, for the process or at once, and what gives it room again."""
    if not MAY_MOUNT:
        yield limited, lambda: None
        return
    files = {file.name: file.read_bytes() for file in home.path.iterdir() if file.is_file()}
    mount(["mount", "-t", "tmpfs", "-o", f"size={LITTLE}", "tmpfs", str(home.path)])
    try:
        for name, content in files.items():
            (home.path / name).write_bytes(content)
        yield None, lambda: mount(["mount", "-o", f"remount,size={ROOM}", str(home.path)])
    finally:
        mount(["umount", "--lazy", str(home.path)])


def test_a_full_disk_ends_the_run_and_the_same_command_goes_on(
    home: Home, full: tuple[Callable[[], object] | None, Callable[[], object]]
) -> None:
    small, make_room = full
    ended = exowatch(home, "crawl", before=small)
    assert ended.returncode == 3
    assert any(words in ended.stderr for words in ("make room", "free some space", "check the disk and its space"))
    assert "Traceback" not in ended.stderr.split("exowatch: ")[-1]
    make_room()
    again = exowatch(home, "crawl")
    assert again.returncode == 0, again.stderr
    assert "9 ok" in again.stderr
    assert troubles(home.store) == ()
    assert verify(home.store, home.captures).misfits == []
    with Reader.open(home.store) as reader:
        assert len(reader.runs()) == 1
        told = [(change.subject, change.type) for change in reader.changes()]
    assert len(told) == len(set(told)) > 1


@pytest.fixture
def read_only(home: Home) -> Iterator[Home]:
    """A home that has been visited once, and that cannot be written any more, not by root either.

    Who may not mount takes the rights away instead, and puts into the system's mouth that the disk is for reading only.
    """
    assert exowatch(home, "crawl").returncode == 0
    if not MAY_MOUNT:
        home.lock.unlink()
        held = [home.path, *home.path.rglob("*")]
        rights = {path: path.stat().st_mode for path in held}
        for path in held:
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield home
        for path in held:
            path.chmod(rights[path])
        return
    mount(["mount", "--bind", str(home.path), str(home.path)])
    try:
        mount(["mount", "-o", "remount,ro,bind", str(home.path)])
        yield home
    finally:
        mount(["umount", "--lazy", str(home.path)])


def test_a_disk_for_reading_only_is_read(read_only: Home) -> None:
    code = "" if MAY_MOUNT else SET_IN_STONE
    for words in (["claims"], ["changes"], ["evidence", "verify"]):
        ended = exowatch(read_only, *words, before=held_to_rights, code=code)
        assert ended.returncode == 0, ended.stderr
    said = " ".join(exowatch(read_only, "doctor", before=held_to_rights, code=code).stdout.split())
    assert "cannot be written" in said
    assert "sound" in said


@pytest.mark.parametrize("command", ["crawl", "digest"])
def test_a_folder_that_cannot_be_written_is_named(read_only: Home, command: str) -> None:
    ended = exowatch(read_only, command, before=held_to_rights)
    assert ended.returncode == 3, ended.stderr
    assert "check the folder's rights" in ended.stderr


def test_a_store_that_another_holds_is_waited_for_and_then_said(home: Home) -> None:
    assert exowatch(home, "crawl").returncode == 0
    other = sqlite3.connect(home.store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ended = exowatch(home, "crawl", code=IMPATIENT)
    other.execute("ROLLBACK")
    other.close()
    assert ended.returncode == 4, ended.stderr
    assert "another process holds it: wait" in ended.stderr


def test_a_clock_that_was_set_back_is_said_and_writes_nothing(home: Home) -> None:
    assert exowatch(home, "crawl", "--at", "2026-11-09T06:00:00Z").returncode == 0
    ended = exowatch(home, "crawl", "--at", "2026-11-08T06:00:00Z")
    assert ended.returncode == 3
    assert "set the clock right" in ended.stderr
    with Reader.open(home.store) as reader:
        assert len(reader.runs()) == 1


@pytest.mark.parametrize("lost", [Path.unlink, Path.touch])
def test_a_database_that_was_lost_beside_its_captures_is_not_begun_anew(
    home: Home, lost: Callable[[Path], object]
) -> None:
    assert exowatch(home, "crawl").returncode == 0
    kept = {path: path.read_bytes() for path in home.captures.rglob("*") if path.is_file()}
    home.store.unlink()
    home.store.touch()
    lost(home.store)
    ended = exowatch(home, "crawl")
    assert ended.returncode == 3, ended.stderr
    assert "put back a backup" in ended.stderr
    assert "put back a backup" in " ".join(exowatch(home, "doctor").stdout.split())
    assert {path: path.read_bytes() for path in home.captures.rglob("*") if path.is_file()} == kept
    home.captures.rename(home.path / "captures-before")
    assert exowatch(home, "crawl").returncode == 0
