"""A month in the store: 1,000 sites of 50 pages, visited four times; what a visit costs, and how the file grows.

A tenth of the pages make 20 claims, 1 % of the pages say something else each time. Only the store works: what it is
given is made up, and what that takes is not counted.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.multiply import multiply
from claims.model import Block, Claim, Document, Flag, Level, Read, Reading, SiteKind, Span, Status, Why
from db.model import Capture, Quality, Site, Visit
from db.outbox import Closing
from db.queries import Reader
from db.store import Store

SITES, PAGES, CLAIMS, SENTENCES = 1000, 50, 20, 60
VISITS = 4
TIMES = 10
FIRST = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
TYPES = ("hair_growth", "wound_scar", "anti_ageing", "safety", "clinical_evidence")
LEVELS = (Level.CRITICAL, Level.HIGH, Level.MEDIUM, Level.LOW)


@dataclass(slots=True)
class Spent:
    """Processor time by the kind of page, in seconds, and how many there were of each."""

    seconds: dict[str, float] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, seconds: float) -> None:
        """Count one page."""
        self.seconds[kind] = self.seconds.get(kind, 0.0) + seconds
        self.pages[kind] = self.pages.get(kind, 0) + 1

    def line(self) -> str:
        """Each kind with its mean."""
        parts = (
            f"{kind} {self.pages[kind]} pages {1000 * taken / self.pages[kind]:.2f} ms"
            for kind, taken in self.seconds.items()
        )
        return ", ".join(parts)


def sites(count: int) -> list[Site]:
    """Made-up clinics."""
    return [Site(f"site-{number:04}", f"https://s{number}.invalid/", SiteKind.CLINIC, "GB") for number in range(count)]


def visits(site: Site, number: int, week: int) -> Iterator[tuple[str, Visit]]:
    """What one visit to a site brings: half the pages are sent again as they were, half not modified, 1 % changed."""
    at = FIRST + week * WEEK
    for page in range(PAGES):
        order = number * PAGES + page
        address = f"{site.url}p{page}"
        changed = sum(moves(order, past) for past in range(1, week + 1))
        is_changed = moves(order, week)
        if week and not is_changed and order % 2:
            yield "304:", Visit(Capture(site.name, address, address, at, 304, Quality.NOT_MODIFIED))
            continue
        kind = "first look:" if not week else "changed:" if is_changed else "sent again:"
        digest, warc = f"{order}-{changed}-{week}", f"captures/{site.name}/{at:%Y-%m-%d}.warc.gz"
        capture = Capture(site.name, address, address, at, 200, Quality.OK, digest=digest, warc=warc, offset=page)
        yield kind, Visit(capture, (read_of(site, address, order, changed),), made_of=digest)


def moves(order: int, week: int) -> bool:
    """Whether a page changes in a week: ten neighbours of a thousand do, one of them with claims."""
    return bool(week) and (order // 10 + 37 * week) % 100 == 0


def read_of(site: Site, address: str, order: int, changed: int) -> Read:
    """A page as read: sentences, of which a tenth of the pages have claims; a change moves one of them."""
    texts = [f"Sentence {n} of page {order} says nothing of the subject." for n in range(SENTENCES)]
    texts[0] = f"Opening hours, as of edition {changed}."
    claims, flags = [], []
    for one in range(CLAIMS if order % 10 == 0 else 0):
        told = f"Exosomes of page {order}, in {'new' if one < changed else 'old'} words, do wonder number {one}."
        texts[one + 1] = told
        why = Why("bench.rule", 1, "do wonder")
        claims.append(Claim(TYPES[one % 5], Status.ASSERTED, told, Span("do wonder", told.index("do")), why, one + 1))
        flags.append(Flag("UK", LEVELS[one % 4], "prohibited", f"rule-{one % 4}", "a reason to look", claim=one))
    blocks = tuple(Block(text, place=f"p:{n}") for n, text in enumerate(texts))
    document = Document(address, address, site.kind, f"Page {order}", "en", blocks)
    return Read(document, Reading("en", claims=tuple(claims), packs=("en 1",)), tuple(flags))


def month(path: Path, count: int) -> Iterator[str]:
    """Four visits; a line on each."""
    size = 0
    watched = sites(count)
    for week in range(VISITS):
        at, spent = FIRST + week * WEEK, Spent()
        with Store.open(path, now=at) as store:
            run = store.begin_run(watched, at)
            for number, site in enumerate(watched):
                for kind, visit in visits(site, number, week):
                    began = time.process_time()
                    store.record(run, visit)
                    spent.add(kind, time.process_time() - began)
            began = time.process_time()
            store.end_run(run, at)
            store.finish_run(run, at)
            ending = time.process_time() - began
            tell(path, store, at, last=week == VISITS - 1)
        grown, size = path.stat().st_size - size, path.stat().st_size
        told = f"end {1000 * ending:.0f} ms; file {size / 1e6:.0f} MB, +{grown / 1e6:.0f}"
        yield f"  visit {week + 1}: {spent.line()}; {told}"


def tell(path: Path, store: Store, at: datetime, *, last: bool) -> None:
    """Close an edition after each visit but the last, so that what is untold then is one week's."""
    if last:
        return
    with Reader.open(path) as reader:
        ids = [change.id for change in reader.untold("regulator")]
    store.close_edition(Closing("regulator", at - WEEK, at, ids, at, "digest.html"))


def asked(path: Path) -> Iterator[str]:
    """What the questions of a digest cost on that store; each is asked once, of a file that was just opened."""
    until = FIRST + VISITS * WEEK
    since = until - WEEK
    with Reader.open(path) as reader:
        questions: dict[str, Callable[[], object]] = {
            "untold changes": lambda: reader.untold("regulator"),
            "changes of a week": lambda: reader.changes(since=since, until=until),
            "coverage": reader.coverage,
            "totals by site": reader.site_totals,
            "totals by week": lambda: reader.week_totals(until, 12),
            "totals by type": lambda: reader.type_totals(since, until, 12),
            "matrix": lambda: reader.matrix(since, until),
            "period": lambda: reader.period_total(since, until),
        }
        total = 0.0
        for name, question in questions.items():
            began = time.process_time()
            question()
            taken = time.process_time() - began
            total += taken
            yield f"  {name:<36}{1000 * taken:8.0f} ms"
        yield f"  {'all of them':<36}{1000 * total:8.0f} ms"


def report(count: int = SITES) -> None:
    """The month, the questions after it, and the same with ten times the claims."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "exowatch.db"
        print(f"a month in the store: {count} sites of {PAGES} pages, a tenth with {CLAIMS} claims, 1 % change a visit")
        for line in (*month(path, count), *asked(path)):
            print(line, flush=True)
        claims = multiply(path, TIMES)
        print(f"the same with {claims} claims")
        for line in asked(path):
            print(line, flush=True)
