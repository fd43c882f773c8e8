"""What an unchanged page costs the store: processor time, the best of a few, so that a busy machine does not matter."""

import time

from db.model import Quality, Visit
from tests.db.world import START, WEEK, Leaf, Says, World, read

PAGES = 150
WEEKS = range(1, 4)
MOST_MS_A_PAGE = 1.0
SENTENCES = [Says(f"Sentence {number} of a page says nothing at all of the subject.", type="") for number in range(80)]
CLAIMS = [Says(f"Exosomes number {number} regrow hair in weeks.") for number in range(20)]


def milliseconds(world: World, visits: list[Visit]) -> float:
    """Processor time a page."""
    start = time.process_time()
    for visit in visits:
        world.store.record(world.run, visit)
    return (time.process_time() - start) / len(visits) * 1000


def test_an_unchanged_page_is_cheap(world: World) -> None:
    def visits(week: int) -> list[Visit]:
        leaf = Leaf([*SENTENCES, *CLAIMS], salt=str(week))
        return [
            Visit(world.capture(f"/{number}", digest=f"{week}-{number}", etag="x"), (read(f"/{number}", leaf),))
            for number in range(PAGES)
        ]

    world.begin(START)
    milliseconds(world, visits(0))
    world.end()
    read_again, not_modified = [], []
    for week in WEEKS:
        world.begin(START + week * WEEK)
        read_again.append(milliseconds(world, visits(week)))
        same = [Visit(world.capture(f"/{number}", Quality.NOT_MODIFIED)) for number in range(PAGES)]
        not_modified.append(milliseconds(world, same))
        world.end()
    assert min(read_again) < MOST_MS_A_PAGE
    assert min(not_modified) < MOST_MS_A_PAGE / 2
    assert len(world.changes()) == len(CLAIMS)
