"""A crawl for tests: everything in one folder, and no patience."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from crawler.job import Job, Manners, RunResult
from crawler.run import crawl
from db.model import Quality, Site

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
QUICK = Manners(
    timeout=10.0, tries=2, first_wait=0.01, longest_wait=0.2, slower=0.01, give_up_after=3, max_size=1_000_000
)


def job(folder: Path, **changes: object) -> Job:
    """A job that keeps everything in a folder, and reads pages in this process."""
    plain = Job(folder / "exowatch.db", folder / "captures", NOW, "watch@example.org", manners=QUICK, readers=0)
    return replace(plain, **changes)  # type: ignore[arg-type]


def visit(folder: Path, *sites: Site, **changes: object) -> RunResult:
    """One crawl of these sites."""
    return crawl(sites, job(folder, **changes))


def counts(result: RunResult, site: str = "shop") -> dict[str, int]:
    """How many pages of a site came out in each quality."""
    return {Quality(quality).value: count for quality, count in result.tallies[site].pages.items()}
