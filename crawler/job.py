"""What a crawl is told: how to treat sites, where to keep things, what time it is; and what it brings home."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from db.model import Incident, Quality, Site, Validators


@dataclass(frozen=True, slots=True)
class Manners:
    """How sites are treated. Times in seconds, sizes in bytes.

    A page is tried `tries` times, with `first_wait` before the second and twice as long before each further one;
    what a server asks for (Retry-After) counts where it is more, up to `longest_wait`. After `give_up_after`
    pages in a row without an answer the site is left alone until the next run.
    """

    timeout: float = 30.0
    max_size: int = 10_000_000
    redirects: int = 8
    depth: int = 8
    tries: int = 3
    first_wait: float = 5.0
    longest_wait: float = 120.0
    longest_crawl_delay: float = 60.0
    give_up_after: int = 5
    sites_at_once: int = 8


@dataclass(frozen=True, slots=True)
class Job:
    """One crawl.

    `store` is the database's file, `clock` gives the time in UTC, `contact` stands in the agent's name, `full` leaves
    validators at home.
    """

    home: Path
    store: Path
    clock: Callable[[], datetime]
    contact: str = ""
    full: bool = False
    manners: Manners = field(default_factory=Manners)

    @property
    def agent(self) -> str:
        """The name under which sites are asked: what this is, which version, whom to write to."""
        contact = "".join(char for char in self.contact if char.isprintable()).strip()
        return f"Exowatch/{version('exowatch')}" + (f" (+{contact})" if contact else "")


@dataclass(slots=True)
class Tally:
    """What became of the pages of one site in one run, by quality."""

    pages: dict[Quality, int] = field(default_factory=dict)
    unvisited: int = 0

    def add(self, quality: Quality) -> None:
        """Counts one page."""
        self.pages[quality] = self.pages.get(quality, 0) + 1

    @property
    def seen(self) -> int:
        """Pages whose content is known: fetched well, or unchanged by the server's own word."""
        return self.pages.get(Quality.OK, 0) + self.pages.get(Quality.NOT_MODIFIED, 0)

    @property
    def total(self) -> int:
        """Pages asked for."""
        return sum(self.pages.values())


@dataclass(frozen=True, slots=True)
class Errand:
    """What one spider is sent out with: a site, what is known of it, and what it brings home."""

    site: Site
    job: Job
    known: tuple[str, ...] = ()
    validators: Mapping[str, Validators] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a crawl brought home; `stopped` where it was told to end early."""

    run: int
    tallies: Mapping[str, Tally]
    incidents: tuple[Incident, ...]
    stopped: bool = False
