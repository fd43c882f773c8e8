"""Two weeks of a shop, written by a process that may kill itself at its n-th statement; run by test_crash.py.

Where another process ends it, it says which one.
"""

import os
import signal
import sys
import threading
from pathlib import Path

from claims.model import Disclosure
from tests.db.world import START, WEEK, Leaf, Says, World, product, states

HUMAN, PLANT = (("human", "umbilical cord"),), (("plant", "rose"),)
PAGES = 6
PLEAS = {signal.SIGTERM, signal.SIGHUP, signal.SIGINT}
INSIDE, OUTSIDE = b"inside a write", b"outside"  # what is said before the end


def leaf(number: int, week: int) -> Leaf:
    """What a page says in a week: every second page loses a claim, gains one, and moves its price and source."""
    moved = week and number % 2
    key = f"/p{number}"
    says = [Says(f"Page {number}: exosomes regrow hair."), Says("One line on every page heals scars.", "wound_scar")]
    if moved:
        says[0] = Says(f"Calm down the redness with number {number}", "anti_inflammatory")
    stated = states(Disclosure.STATED, *(PLANT if moved else HUMAN), of=key)
    return Leaf(says, [product(key, "39.00" if moved else "49.00", name=key)], [stated])


def week_of_visits(world: World, week: int) -> None:
    """One run over all pages, with the second look."""
    leaves = {f"p{number}": leaf(number, week) for number in range(PAGES)}
    world.visit(START + week * WEEK, **leaves)


def main(path: Path, week: int, kill_at: int) -> int:
    """Write one week, killed before statement `kill_at` (never, where 0); prints how many there were."""
    statements = 0

    def count(_: str) -> None:
        nonlocal statements
        statements += 1
        if statements == kill_at:
            os.write(2, INSIDE if world.store._db.conn.in_transaction else OUTSIDE)
            os.kill(os.getpid(), signal.SIGKILL)

    world = World(path, now=START + week * WEEK)
    world.store._db.conn.set_trace_callback(count)
    week_of_visits(world, week)
    world.store.close()
    return statements


def tell_who_ends_it() -> None:
    """From now on a plea to end is answered with who made it, then obeyed; to be called before any other thread is."""
    signal.pthread_sigmask(signal.SIG_BLOCK, PLEAS)
    threading.Thread(target=_wait_for_plea, daemon=True).start()


def _wait_for_plea() -> None:
    plea = signal.sigwaitinfo(PLEAS)
    try:
        words = Path(f"/proc/{plea.si_pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        words = "which is gone, or lets nobody see what it is"
    said = f"{signal.Signals(plea.si_signo).name} came from process {plea.si_pid} of user {plea.si_uid}: {words}"
    os.write(2, said.encode())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, PLEAS)
    os.kill(os.getpid(), plea.si_signo)


if __name__ == "__main__":
    tell_who_ends_it()
    sys.stdout.write(str(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
