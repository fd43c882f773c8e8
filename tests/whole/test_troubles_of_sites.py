"""What makes others cry wolf, or fall silent: noise, walls and outages on a real site, visit after visit."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from db.queries import Reader
from tests.crawler.crawling import NOW, visit
from tests.loopback import Asked, Loopback, Reply, Route, page

PAGES, CHANGED, NOISY = 16, 5, 6
WEEK = timedelta(days=7)
PATHS = [f"/exosomes/{number}" for number in range(PAGES)]
WALL = Reply(page(title="Just a moment...", copy="<script>_cf_chl_opt</script>"), headers={"ETag": '"wall"'})
BANNERS = ("Free shipping this week.", "Book a visit by phone.", "Our new rooms are open.", "Meet the team.")
SPANS = ("weeks", "months", "days", "hours", "years")


@dataclass(slots=True)
class Clinic:
    """A site whose first pages may change, whose last are noisy, and the runs over it."""

    server: Loopback
    folder: Path
    runs: int = 0
    seen: Iterator[int] = field(default_factory=count)

    def says(self, number: int, *more: str) -> Route:
        """A page with an ETag; a noisy one is never twice the same and has none."""
        body = f"<p>Exosomes of kind {number} regrow hair in four {SPANS[number % 5]}.</p>" + "".join(
            f"<p>{one}</p>" for one in more
        )
        if number < PAGES - NOISY:
            return Reply(page(copy=body), headers={"ETag": f'"{number} {len(more)}"'})
        return lambda _: self.noisy(body)

    def noisy(self, body: str) -> Reply:
        """The page with what differs on each request: a counter, a nonce, a token, a banner, a clock."""
        hit = next(self.seen)
        noise = (
            f"<p>Visitor number {4711 + hit}</p><p>{BANNERS[hit % len(BANNERS)]}</p>"
            f"<form><input type=hidden name=csrf value=t{hit * 7919}></form>"
            f"<script nonce=n{hit}>let hit = {hit};</script><p>Page made in 0.{hit:03} seconds</p>"
        )
        return Reply(page(copy=body + noise))

    def run(self) -> list[str]:
        """The kinds of the changes that one more weekly visit brings, first looks left out."""
        visit(self.folder, self.server.site(), now=NOW + self.runs * WEEK)
        self.runs += 1
        with Reader.open(self.folder / "exowatch.db") as reader:
            run = reader.runs(1)[0].id
            return sorted(str(change.kind) for change in reader.changes(run=run) if not change.baseline)

    def coverage(self) -> tuple[int, int, int, int]:
        """Of the last run: pages expected, seen, blocked or failed, and not there."""
        with Reader.open(self.folder / "exowatch.db") as reader:
            (site,) = reader.coverage()
        return site.expected, site.seen, site.blocked + site.failed, site.gone


@pytest.fixture
def clinic(server: Loopback, tmp_path: Path) -> Clinic:
    """The clinic after a first look."""
    made = Clinic(server, tmp_path)
    server.routes["/"] = page(*PATHS, title="Exosome clinic")
    server.routes.update({path: made.says(number) for number, path in enumerate(PATHS)})
    assert made.run() == []
    return made


def test_noise_alarms_nobody_and_hides_nothing(clinic: Clinic) -> None:
    changed = [*range(CHANGED - 2), PAGES - 1, PAGES - 2]
    for number in changed:
        clinic.server.routes[PATHS[number]] = clinic.says(number, f"Kind {number} of our exosomes heals scars.")
    assert clinic.run() == ["new"] * CHANGED
    assert clinic.run() == []
    assert clinic.run() == []


def test_a_wall_alarms_nobody_and_what_came_behind_it_is_told_when_it_falls(clinic: Clinic) -> None:
    behind = {PATHS[n]: clinic.says(n, f"Kind {n} of our exosomes heals scars.") for n in (1, PAGES - 1)}
    clinic.server.routes.update(dict.fromkeys(behind, WALL))
    assert clinic.run() == []
    assert clinic.coverage() == (PAGES + 1, PAGES - 1, 2, 0)
    clinic.server.routes.update(behind)
    assert clinic.run() == ["new", "new"]
    assert clinic.run() == []


def test_pages_that_are_away_for_a_while_are_not_seen_and_nothing_else(clinic: Clinic) -> None:
    whole = dict(clinic.server.routes)
    for path in PATHS[:3]:
        del clinic.server.routes[path]
    for path in (PATHS[4], PATHS[7]):
        clinic.server.routes[path] = Reply("<p>busy</p>", status=503)
    assert clinic.run() == []
    assert clinic.coverage() == (PAGES + 1, PAGES - 4, 2, 3)
    clinic.server.routes = whole
    assert clinic.run() == []
    assert clinic.coverage() == (PAGES + 1, PAGES + 1, 0, 0)


def test_pages_that_stay_away_are_gone_with_the_dates_that_prove_it(clinic: Clinic) -> None:
    del clinic.server.routes[PATHS[0]]
    assert clinic.run() == []
    assert clinic.run() == ["gone", "page_gone"]
    with Reader.open(clinic.folder / "exowatch.db") as reader:
        gone = reader.changes()[-1]
    assert gone.seen_at is not None
    assert gone.missed_at is not None
    assert (gone.seen_at.date(), gone.missed_at.date(), gone.at.date()) == (
        NOW.date(),
        (NOW + WEEK).date(),
        (NOW + 2 * WEEK).date(),
    )
    assert clinic.run() == []


def test_a_testimonial_that_rotates_is_told_once_and_then_known(clinic: Clinic) -> None:
    said = ("Exosomes made my scars heal, says Ann.", "My joint pain went with exosomes, says Ben.")
    turn = count()

    def rotating(_: Asked) -> Reply:
        body = f"<p>Exosomes regrow hair.</p><p>{said[clinic.runs % 2]}</p><p>Hit {next(turn)}</p>"
        return Reply(page(copy=body))

    clinic.server.routes[PATHS[2]] = rotating
    told = [Counter(clinic.run()) for _ in range(12)]
    assert all(kinds["returned"] <= 1 for kinds in told)
    assert sum((kinds["returned"] for kinds in told), 0) == 4
    assert not any(told[-5:])
    with Reader.open(clinic.folder / "exowatch.db") as reader:
        assert sum(claim.rotating for claim in reader.claims()) == 2


SERUM = page(
    title="Lumen Exosome Serum",
    copy="""<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Product", "name":
    "Lumen Exosome Serum", "offers": {"@type": "Offer", "price": "49.00", "priceCurrency": "EUR"}}</script>
    <h1>Lumen Exosome Serum</h1><p>Exosomes reduce inflammation in the skin.</p>""",
)


@pytest.mark.parametrize("then", [Reply("away", status=404), Reply(status=301, headers={"Location": "/new/serum"})])
@pytest.mark.parametrize("meanwhile", [Reply("busy", status=503), WALL])
def test_a_product_that_moves_while_its_old_address_is_silent_is_one(
    clinic: Clinic, then: Reply, meanwhile: Reply
) -> None:
    clinic.server.routes["/serum"] = SERUM
    clinic.server.routes["/"] = page("/serum", *PATHS, title="Exosome clinic")
    assert clinic.run() == ["new", "product_new", "source"]
    clinic.server.routes |= {"/serum": meanwhile, "/new/serum": SERUM}
    clinic.server.routes["/"] = page("/new/serum", *PATHS, title="Exosome clinic")
    assert clinic.run() == ["new", "product_new", "source"]
    clinic.server.routes["/serum"] = then
    assert clinic.run() == []
    with Reader.open(clinic.folder / "exowatch.db") as reader:
        (serum,) = reader.products(live=None)
        told = [change.kind for change in reader.changes() if change.product == serum.id]
    assert (serum.key, told) == ("/new/serum", ["product_new", "source"])
    assert serum.first_seen < NOW + 2 * WEEK, "known since before it moved"
    assert clinic.run() == (["page_gone"] if then.status == 404 else [])
    assert clinic.run() == []
