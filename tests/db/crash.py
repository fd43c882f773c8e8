"""`make crash`: a run killed at 120 random moments, each time beside an undisturbed one; CI keeps a handful of them."""

import random
import shutil
import signal
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.db.crash_child import INSIDE
from tests.db.test_crash import happened, sound, week

KILLS = 120
AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Kill:
    """One run that was killed and run again: before which statement, whether inside a write, and what went wrong."""

    at: int
    inside: bool
    fault: str


def main(kills: int, seed: int) -> int:
    """Kill, run again, compare; the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = folder / "first.db", folder / "second.db"
        week(first, 0).check_returncode()
        shutil.copy(first, second)
        statements = int(_checked(second))
        moments = random.Random(seed).sample(range(1, statements + 1), min(kills, statements))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            done = list(pool.map(lambda at: _kill(folder, first, second, at), sorted(moments)))
    for kill in done:
        if kill.fault:
            sys.stdout.write(f"killed before statement {kill.at}: {kill.fault}\n")
    faults, inside = sum(bool(kill.fault) for kill in done), sum(kill.inside for kill in done)
    sys.stdout.write(f"{len(done)} kills of {statements} moments, {inside} inside a write, {faults} faults\n")
    return 1 if faults or inside * 2 < len(done) else 0


def _checked(path: Path) -> str:
    done = week(path, 1)
    done.check_returncode()
    return done.stdout


def _kill(folder: Path, first: Path, undisturbed: Path, at: int) -> Kill:
    path = folder / f"{at}.db"
    shutil.copy(first, path)
    killed = week(path, 1, at)
    inside = INSIDE.decode() in killed.stderr
    if killed.returncode != -signal.SIGKILL:
        return Kill(at, inside, f"ended with {killed.returncode} instead: {killed.stderr[-300:]}")
    again = week(path, 1)
    if again.returncode:
        return Kill(at, inside, f"the second run failed: {again.stderr[-300:]}")
    if happened(path) != happened(undisturbed):
        return Kill(at, inside, "other changes than undisturbed")
    return Kill(at, inside, "" if sound(path) else "the file is not sound")


if __name__ == "__main__":
    sys.exit(main(KILLS, seed=int(sys.argv[1]) if len(sys.argv) > 1 else 0))
