"""What a crawl is told: how to treat sites, where to keep things, what time it is; and what it brings home."""

import asyncio
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from time import monotonic

from scrapy.crawler import Crawler

from crawler.addresses import same_site
from crawler.archive import Record, record_at
from crawler.errors import ArchiveDamaged, CrawlUnusable
from crawler.night import is_open
from crawler.readers import LONGEST, Readers, usual_number
from db.errors import StoreError
from db.kept import Answered
from db.leads import Endless, KnownLanguage, KnownLead, LeftOut, Refused
from db.model import Incident, Quality, Site, Validators
from db.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Manners:
    """How sites are treated. Times in seconds, sizes in bytes.

    A page is tried `tries` times, with `first_wait` before the second and twice as long before each further one;
    what a server asks for (Retry-After) counts where it is more, up to `longest_wait`. Each time that a server is busy
    the delay between its pages doubles for the rest of the visit, to `slower` at least. After `give_up_after`
    pages in a row without an answer the site is left alone until the next run, as it is after `longest_visit`.
    """

    timeout: float = 30.0
    max_size: int = 10_000_000
    redirects: int = 8
    depth: int = 8
    tries: int = 3
    first_wait: float = 5.0
    longest_wait: float = 120.0
    slower: float = 1.0
    longest_crawl_delay: float = 60.0
    longest_visit: float = 6 * 3600.0
    give_up_after: int = 5
    sites_at_once: int = 8


@dataclass(frozen=True, slots=True)
class Job:
    """One crawl.

    `store` is the database's file, `captures` the folder of the archive; `now` is the moment at which it begins (UTC);
    `contact` stands in the agent's name; `full` leaves validators at home; with `goes_on` the caller
    finishes the run, for more follows the visit. `readers` is how many processes read pages,
    0 for this one; a page that takes longer than `longest_reading` seconds to read is given up. `likeness` gives the
    learned helper its word beside the rules. `country_of_exit` is where requests leave from, as the operator states it.
    """

    store: Path
    captures: Path
    now: datetime
    contact: str = ""
    full: bool = False
    goes_on: bool = False
    manners: Manners = field(default_factory=Manners)
    began: float = field(default_factory=monotonic)
    readers: int = field(default_factory=usual_number)
    longest_reading: float = LONGEST
    likeness: bool = False
    country_of_exit: str = ""

    def clock(self) -> datetime:
        """The time now: the moment at which the job began, and what has passed since."""
        return self.now + timedelta(seconds=monotonic() - self.began)

    @property
    def agent(self) -> str:
        """The name under which sites are asked: what this is, which version, whom to write to."""
        contact = "".join(char for char in self.contact if char.isprintable()).strip()
        return f"Exowatch/{version('exowatch')}" + (f" (+{contact})" if contact else "")


@dataclass(slots=True)
class Tally:
    """What became of the pages of one site in one run.

    `causes` holds, for each quality that is not ok, the first address with its cause; `pictured` the pages on the
    subject that say what they say in pictures; `crowded` how many attributes were left out of which page; `doubted`
    those that say the very same as others, and so prove nothing gone.
    """

    pages: dict[Quality, int] = field(default_factory=dict)
    causes: dict[Quality, tuple[str, str]] = field(default_factory=dict)
    unvisited: int = 0
    left_out: tuple[LeftOut, ...] = ()
    pictured: list[str] = field(default_factory=list)
    crowded: dict[str, int] = field(default_factory=dict)
    doubted: list[str] = field(default_factory=list)

    def add(self, quality: Quality, address: str, cause: str) -> None:
        """Counts one page."""
        self.pages[quality] = self.pages.get(quality, 0) + 1
        if cause:
            self.causes.setdefault(quality, (address, cause))

    @property
    def seen(self) -> int:
        """Pages whose content is known: fetched well, or unchanged by the server's own word."""
        return self.pages.get(Quality.OK, 0) + self.pages.get(Quality.NOT_MODIFIED, 0)

    @property
    def total(self) -> int:
        """Pages asked for."""
        return sum(self.pages.values())


@dataclass(slots=True)
class Trip:
    """What the spiders of one run share: the store, the run's number, what went wrong, and the word to stop.

    `writer` is None where nothing is kept (a probe); `failure` is set where the run cannot go on (a full disk);
    `refused` is the resolver's list of private hosts; `readers` read the pages.
    """

    job: Job
    writer: Store | None
    run: int
    stop: asyncio.Event
    refused: Mapping[str, str] = field(default_factory=dict)
    incidents: list[Incident] = field(default_factory=list)
    failure: Exception | None = None
    readers: Readers = field(default_factory=lambda: Readers(0))

    @property
    def store(self) -> Store:
        """The store that the run writes to."""
        if self.writer is None:
            raise CrawlUnusable("this visit keeps nothing: start it with 'exowatch crawl'")
        return self.writer

    def report(self, incident: Incident) -> None:
        """Keeps an incident in the store and for the result."""
        dated = replace(incident, at=incident.at or self.job.clock())
        self.incidents.append(dated)
        try:
            if self.writer:
                self.writer.incident(self.run, dated)
        except StoreError as error:
            self.fail(error)

    def fail(self, error: Exception) -> None:
        """Ends the run: nothing more can be kept."""
        self.failure = self.failure or error
        self.stop.set()


@dataclass(frozen=True, slots=True)
class Errand:
    """What one spider is sent out with: its site, what is known of it, and what all share.

    `leads` are the addresses known before, `validators` the server's own words for some of them, `languages` those in
    which they were last read; `answered` is what the run knows already where it goes on after a kill.
    """

    site: Site
    trip: Trip
    leads: tuple[KnownLead, ...] = ()
    validators: Mapping[str, Validators] = field(default_factory=dict)
    languages: Mapping[str, KnownLanguage] = field(default_factory=dict)
    answered: Mapping[str, Answered] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    began: float = field(default_factory=monotonic)

    @property
    def expected(self) -> int:
        """How many pages a visit should see: those known, as far as its budget goes."""
        return min(
            self.site.max_pages,
            sum(known.expected and same_site(known.lead.address, self.site.url) for known in self.leads),
        )

    @property
    def job(self) -> Job:
        """The job that all spiders of the run are on."""
        return self.trip.job

    @property
    def may_go_on(self) -> bool:
        """Whether more may be asked of the site: nobody said stop, its hours are not over, nor is the longest visit."""
        if self.trip.stop.is_set() or self.took_too_long:
            return False
        return is_open(self.site.night, self.job.clock())

    @property
    def took_too_long(self) -> bool:
        """Whether the visit has lasted as long as one may."""
        return monotonic() - self.began > self.job.manners.longest_visit

    def page_before(self, address: str) -> Record | None:
        """The answer of an address as it was last believed; None where none is kept."""
        writer = self.trip.writer
        kept = writer.newest_ok(self.site.name, address) if writer else None
        if kept is None or not kept.warc:
            return None
        try:
            return record_at(self.job.captures.parent / kept.warc, kept.offset)
        except ArchiveDamaged as error:
            logger.warning("%s", error)
            return None

    @property
    def watched(self) -> frozenset[str]:
        """The addresses that the watchlist itself names."""
        return frozenset({self.site.url, *self.site.start})


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a crawl brought home; `stopped` where it was told to end early."""

    run: int
    tallies: Mapping[str, Tally]
    incidents: tuple[Incident, ...]
    stopped: bool = False

    def lines(self) -> Iterator[str]:
        """The run in words: a line a site, then a line for each incident."""
        for site, tally in self.tallies.items():
            parts = [f"{count} {quality.replace('_', ' ')}" for quality, count in sorted(tally.pages.items())]
            parts += [f"{tally.unvisited} not visited"] if tally.unvisited else []
            for reasons, what in ((Endless, "without end not followed"), (Refused, "not asked for by their addresses")):
                count = sum(left.count for left in tally.left_out if isinstance(left.reason, reasons))
                parts += [f"{count} {what}"] if count else []
            yield f"{site}: {', '.join(parts) or 'nothing asked for'}"
        for incident in self.incidents:
            where = f" ({incident.address})" if incident.address else ""
            yield f"{incident.site or 'run'}: {incident.cause}{where}; {incident.remedy}"
        if self.stopped:
            yield "stopped before the end; what was seen is kept"


def errand_of(crawler: Crawler) -> Errand:
    """The errand of the spider that a Scrapy component works for."""
    errand = getattr(crawler.spider, "errand", None)
    if not isinstance(errand, Errand):
        raise CrawlUnusable("this spider was started without an errand: start it with 'exowatch crawl'")
    return errand
