"""`python -m tests.db.keep_release`: keeps a small file of the newest schema, for the test of the migrations to come.

To be run once where a step was added to db/migrations.py; a file that is kept is never made again.
"""

import gzip
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database

from claims.model import Disclosure
from db.migrations import STEPS
from db.model import Quality
from db.outbox import Closing
from db.queries import Reader
from tests.db.world import START, WEEK, Leaf, Says, World, product, states

FOLDER = Path(__file__).parent / "released"
HUMAN = states(Disclosure.STATED, ("human", "umbilical cord"), of="/p0")
PLANT = states(Disclosure.STATED, ("plant", "rose"), of="/p0")
GROWS = Says("Exosomes regrow hair in four weeks.")
HEALS = Says("The serum closes scars within days.", "wound_scar")
EASES = Says("Joints ache less after one vial of vesicles.", "pain_orthopaedic")
SLOWER = Says("Exosomes regrow hair in four months, says the clinic.")


def write(path: Path) -> None:
    """Two weeks in which most of what can happen does, the first of them told."""
    world = World(path)
    sold = product("/p0"), product("/p1", name="Day Cream")
    world.visit(START, p0=Leaf([GROWS, HEALS, EASES], sold, [HUMAN]), p1=Leaf([HEALS]), p2=Leaf([HEALS]))
    with Reader.open(path) as reader:
        ids = [change.id for change in reader.untold("regulator")]
    world.store.close_edition(Closing("regulator", START - WEEK, START, ids, world.now, "digest.html"))
    world.begin(START + WEEK)
    cheaper = [product("/p0", "39.00")]
    for _ in range(2):
        world.page("/p0", Leaf([SLOWER], cheaper, [PLANT]))
    world.trouble("/p1", Quality.BLOCKED)
    world.trouble("/p2", Quality.GONE, 404)
    world.now += timedelta(minutes=1)
    world.end()
    world.store.close()


def main() -> None:
    """Write the file of the newest schema, where there is none."""
    newest = STEPS[-1].name
    kept = FOLDER / f"{newest}.db.gz"
    if kept.exists():
        sys.exit(f"{kept.name} is kept already")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "exowatch.db"
        write(path)
        with Database(path, execute_plugins=False) as db:
            db.vacuum()
        kept.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    sys.stdout.write(f"kept {kept.name}\n")


if __name__ == "__main__":
    main()
