"""`make crash`: whole runs killed at many moments, each time beside an undisturbed one; CI keeps a handful of them."""

import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from crawler.verify import verify
from db.health import troubles
from db.queries import Reader
from db.store import Store
from monitor.home import Home
from monitor.times import MOMENT
from tests.whole.crash_child import Done, Wish
from tests.whole.crash_sites import Sites, settle, sites

ROOT = Path(__file__).resolve().parents[2]
FIRST, SECOND, AGAIN = "2026-11-02T06:00:00Z", "2026-11-09T06:00:00Z", "2026-11-09T07:00:00Z"
SITES = ("clinic", "shop")
KILLS = 120
READ_BESIDE = 6  # every sixth of the runs has its pages read by a process beside it, as runs of users have
KILLED = {-9, -27}  # SIGKILL; SIGPROF, whose default is to end the process wherever it is

Happened = Counter[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Kill:
    """One run that was killed and run again: where, whether inside a write, and what went wrong."""

    where: str
    inside: bool
    fault: str


class Bench:
    """Homes after the first week, and after both weeks undisturbed; what is killed begins at the first."""

    def __init__(self, folder: Path, both: Sites, runner: "subprocess.Popen[str]") -> None:
        self.folder = folder
        self.both = both
        self.runner = runner
        self.first, self.undisturbed = Home(folder / "first"), Home(folder / "undisturbed")
        settle(self.first, both)
        self._well(self.run(Wish(str(self.first.path), FIRST)))
        shutil.copytree(self.first.path, self.undisturbed.path)
        both.turn(1)
        self.whole = self._well(self.run(Wish(str(self.undisturbed.path), SECOND)))
        self.wanted = happened(self.undisturbed)
        self.asked = Counter(both.asked())

    def run(self, wish: Wish) -> Done:
        """One run in a process of its own."""
        assert self.runner.stdin is not None
        assert self.runner.stdout is not None
        self.runner.stdin.write(json.dumps(asdict(wish)) + "\n")
        self.runner.stdin.flush()
        return Done(**json.loads(self.runner.stdout.readline()))

    def kill(self, moment: int = 0, after: float = 0.0, readers: int = 0) -> Kill:
        """Kill a run of the second week, run the same again, and compare with the undisturbed."""
        where = f"moment {moment}" if moment else f"{after:.3f} s"
        where += f", {readers} readers" if readers else ""
        home = Home(self.folder / where.replace(", ", "-").replace(" ", "-"))
        shutil.copytree(self.first.path, home.path)
        self.both.turn(1)
        killed = self.run(Wish(str(home.path), SECOND, moment, after, readers))
        kept = committed(home)
        before = Counter(self.both.asked())
        again = self.whole if finished(home) else self.run(Wish(str(home.path), AGAIN, readers=readers))
        asked = Counter(self.both.asked()) - before
        twice = sorted(address for address in kept if asked[address] >= self.asked[address])  # but for second looks
        fault = self._fault(home, killed, again, twice)
        shutil.rmtree(home.path)
        return Kill(where, killed.was_inside, fault)

    def _fault(self, home: Home, killed: Done, again: Done, twice: list[str]) -> str:
        if killed.code not in KILLED and not (killed.code == 1 and killed.moments):
            return f"ended with {killed.code} instead: {killed.said}"
        if again.code != self.whole.code:
            return f"the second run ended with {again.code}: {again.said}"
        if killed.code in KILLED and twice:
            return f"fetched again though it was kept: {twice}"
        found = happened(home)
        if found != self.wanted:
            return f"too much: {found - self.wanted}; too little: {self.wanted - found}"
        misfits = verify(home.store, home.captures).misfits
        return "; ".join([*troubles(home.store), *map(str, misfits)])

    def _well(self, done: Done) -> Done:
        if done.code not in {0, 1}:
            raise RuntimeError(f"an undisturbed run ended with {done.code}: {done.said}")
        return done


@contextmanager
def bench() -> Iterator[Bench]:
    """All that is needed to kill runs, and gone afterwards."""
    command = [sys.executable, "-m", "tests.whole.crash_child"]
    with (
        tempfile.TemporaryDirectory() as name,
        sites() as both,
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as runner,
    ):
        yield Bench(Path(name), both, runner)


def finished(home: Home) -> bool:
    """Whether the kill came after the run's own end: then the next would be a run of its own."""
    connection = sqlite3.connect(home.store)
    row = connection.execute("SELECT finished_at FROM runs WHERE id = 2").fetchone()
    connection.close()
    return bool(row and row[0])


def committed(home: Home) -> list[str]:
    """The addresses that the second week's run has stored, where it has begun."""
    with Reader.open(home.store) as reader:
        newest = reader.runs(1)[0]
    if newest.id < 2:
        return []
    with Store.open(home.store, now=MOMENT.convert(AGAIN, None, None)) as store:
        return [address for site in SITES for address in store.answered(newest.id, site)]


def happened(home: Home) -> Happened:
    """What the store would tell, what each edition told, what stands, and what was seen and kept; without dates."""
    found: Happened = Counter()
    with Reader.open(home.store) as reader:
        for change in reader.changes(limit=None):
            told = (change.kind, change.subject, change.before, change.after, change.baseline, change.technical)
            found["change", *told] += 1
        for edition in reader.editions():
            found["edition", edition.audience] += 1
            for change in reader.edition_changes(edition.number):
                found["told", edition.audience, change.kind, change.subject, change.before, change.after] += 1
        for claim in reader.claims():
            found["claim", claim.site, claim.type, claim.quote, claim.product, len(claim.places)] += 1
        for site in reader.coverage():
            found["coverage", site.site, site.expected, site.seen, site.blocked, site.gone] += 1
        found["run", len(reader.runs())] += 1
    with Store.open(home.store, now=MOMENT.convert(AGAIN, None, None)) as store:
        for page in store.to_reread(-1, SITES):
            found["document", page.address, page.made_of, store.kept_documents([page])[page.id]] += 1
    return found


def moments(whole: Done, kills: int, seed: int) -> list[int]:
    """Random moments of a run, four fifths of them inside a write."""
    chance = random.Random(seed)
    inside = chance.sample(whole.inside, min(kills * 4 // 5, len(whole.inside)))
    others = sorted(set(range(1, whole.moments + 1)) - set(whole.inside))
    return sorted(inside + chance.sample(others, min(kills - len(inside), len(others))))


def main(kills: int, seed: int) -> int:
    """Kill, run again, compare; the exit code. A quarter of the kills come at a random instant, wherever it falls."""
    done: list[Kill] = []
    with bench() as ready:
        sys.stdout.write(f"a run of {ready.whole.moments} moments, {len(ready.whole.inside)} inside a write\n")
        done += [
            ready.kill(moment, readers=0 if number % READ_BESIDE else 1)
            for number, moment in enumerate(moments(ready.whole, kills * 3 // 4, seed))
        ]
        chance = random.Random(seed)
        done += [ready.kill(after=chance.uniform(0.02, 1.2)) for _ in range(kills // 4)]
    for kill in done:
        if kill.fault:
            sys.stdout.write(f"killed at {kill.where}: {kill.fault}\n")
    faults, inside = sum(bool(kill.fault) for kill in done), sum(kill.inside for kill in done)
    sys.stdout.write(f"{len(done)} kills of whole runs, {inside} inside a write, {faults} faults\n")
    return 1 if faults or inside * 2 < len(done) else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[2]) if len(sys.argv) > 2 else KILLS, int(sys.argv[1]) if len(sys.argv) > 1 else 0))
