"""An edition of 500 changes over a million stored claims, and over a tenth of them, side by side: what it costs.

The store is made once from a small one whose sites are copied in SQL, and kept between runs in the folder for temporary
files; its name tells the schema and the sizes.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path

from bench.month import FIRST, WEEK, read_of, sites
from bench.replicate import forget_editions, news, replicate
from claims.model import Disclosure, Flag, Level, Money, Product, Provision, Read, StatedSource
from db.migrations import STEPS
from db.model import Capture, Quality, Site, Visit
from db.store import Store

SMALL, PAGES = 20, 50
SIZES = (100_000, 1_000_000)
CHANGES = 500
TRIES = 3
NOW = FIRST + 3 * WEEK
LAW = Provision("eu-1", "EU", "Regulation", "Annex II", "Cells", "says", "https://law.invalid/", confirmed=True)


def read(site: Site, address: str, order: int) -> Read:
    """A page that sells one product, makes 20 claims and states a source."""
    found = read_of(site, address, order * 10, 0)
    price = Money(Decimal(49), "EUR")
    product = Product(f"/p{order}", f"Serum {order}", address, price=price, ingredients="Aqua, Glycerin")
    stated = StatedSource(f"/p{order}", f"Serum {order}", Disclosure.STATED, (("human", "umbilical_cord"),))
    flag = Flag("EU", Level.HIGH, "prohibited", "eu-human", "a reason to look", provisions=(LAW,), source=0)
    document = replace(found.document, products=(product,))
    return Read(document, replace(found.reading, stated=(stated,)), (*found.flags, flag))


def store(claims: int) -> Path:
    """A store with so many claims, and with 500 changes that no audience was told."""
    sign = repr((claims, SMALL, PAGES, CHANGES, [step.name for step in STEPS]))
    name = blake2b(sign.encode(), digest_size=8).hexdigest()
    path = Path(tempfile.gettempdir()) / f"exowatch-bench-{os.getuid()}" / f"{claims}-{name}.db"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        for older in path.parent.glob(f"{claims}-*.db"):
            older.unlink(missing_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        _make(part, claims)
        part.rename(path)
    return path


def _make(path: Path, claims: int) -> None:
    watched = sites(SMALL)
    with Store.open(path, now=FIRST) as small:
        run = small.begin_run(watched, FIRST)
        for number, site in enumerate(watched):
            for page in range(PAGES):
                address = f"{site.url}p{page}"
                capture = Capture(site.name, address, address, FIRST, 200, Quality.OK, digest=f"{number}-{page}")
                small.record(run, Visit(capture, (read(site, address, number * PAGES + page),)))
        small.end_run(run, FIRST)
    replicate(path, claims // (SMALL * PAGES * 20))
    with Store.open(path, now=FIRST) as large:
        large.end_run(run, FIRST)
    news(path, CHANGES, NOW - timedelta(days=1))


def measured(path: Path, audience: str) -> tuple[float, float, int]:
    """Seconds of processor time, the most memory in MB, and the bytes of the page, of one edition."""
    forget_editions(path)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.edition", str(path), folder, audience, NOW.isoformat()]
        ended = subprocess.run(command, check=True, capture_output=True, text=True)
        size = max(each.stat().st_size for each in Path(folder).iterdir())
    seconds, memory = json.loads(ended.stdout)
    return seconds, memory, size


def whole(path: Path, audience: str) -> float:
    """Seconds of processor time of the command `exowatch digest`, Python's own start and all libraries included."""
    forget_editions(path)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "exowatch.toml").write_text("", encoding="utf-8")
        (home / "watchlist.yml").write_text("[]\n", encoding="utf-8")
        (home / "exowatch.db").symlink_to(path)
        command = [sys.executable, "-m", "monitor.cli", "--home", folder, "digest", "--audience", audience]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*command, "--at", f"{NOW:%Y-%m-%dT%H:%M:%SZ}"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def report() -> None:
    """The cost of each audience's edition at each size, the least of several, and how it grows with the store."""
    print(f"an edition of {CHANGES} changes: processor time of `exowatch digest`, and of rendering and closing in it")
    for size in SIZES:
        began = time.process_time()
        store(size)
        if (made := time.process_time() - began) > 1:
            print(f"  (a store of {size:,} claims made in {made:.0f} s)")
    for audience in ("regulator", "brand"):
        commands = []
        for size in SIZES:
            path = store(size)
            commands.append(min(whole(path, audience) for _ in range(TRIES)))
            seconds, memory, page = min(measured(path, audience) for _ in range(TRIES))
            told = f"{commands[-1]:5.2f} s, of it {seconds:5.2f} s, {memory:4.0f} MB at most, page {page / 1000:.0f} KB"
            print(f"  {size:>9,} claims, {audience:<9} {told}")
        print(f"  ten times the store, {audience:<9} {commands[1] / commands[0]:.2f} times the command")


def main(path: str, folder: str, audience: str, now: str) -> None:
    """One edition, closed; prints seconds and megabytes."""
    from reports.publish import publish

    began = time.process_time()
    publish(Path(path), Path(folder), audience, now=datetime.fromisoformat(now))
    seconds = time.process_time() - began
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


if __name__ == "__main__":
    main(*sys.argv[1:])
