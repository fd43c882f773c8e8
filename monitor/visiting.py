"""One visit of the watchlist's sites, from the settings to the sealed manifest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import click

from crawler.job import Job, RunResult
from crawler.manifest import seal
from crawler.readers import Readers
from crawler.run import crawl as visit
from db.model import Incident
from db.store import Store
from monitor import config, watchlist
from monitor.config import Evidence
from monitor.errors import Exit
from monitor.home import Home


def crawl_sites(
    home: Home, names: Sequence[str], full: bool, at: datetime | None, readers: Readers, *, goes_on: bool = True
) -> RunResult:
    """Visits the named sites, or all; the lock is the caller's. Raises ConfigError and StoreUnusable at once.

    With `goes_on` more follows, and the caller finishes the run: what was killed goes on where it was, until it is
    finished. `readers` read the pages, and are ended with the visit.
    """
    settings = config.load(home.config)
    listed = watchlist.load(home.require_history().watchlist)
    sites = watchlist.chosen(listed, names)
    job = Job(
        store=home.store,
        captures=home.captures,
        contact=settings.contact,
        country_of_exit=settings.country_of_exit.upper(),
        likeness=settings.reading.likeness,
        full=full,
        now=at or datetime.now(UTC),
        goes_on=True,
    )
    extras = settings.evidence
    _complain(extras)
    with Store.open(home.store, now=job.now) as store:  # open until the end, so that SQLite tidies the file up once
        result = visit(sites, job, readers)
        store.watch([site.name for site in listed])
        if extras.screenshots and not result.stopped:
            from crawler import screenshot

            pictures = screenshot.Pictures(result.run, {site.name: site for site in sites}, extras.screenshots)
            result = _with(result, screenshot.take(pictures, job), job)
        seal(home.store, home.captures, job.clock())
        result = _stamped(home, extras.timestamp_authority, result, job)
        if not goes_on:
            store.finish_run(result.run, job.clock())
    return result


def _complain(extras: Evidence) -> None:
    """Says before anything is fetched what is wished for and not installed; what is not wished for is not loaded."""
    if extras.timestamp_authority:
        from crawler import stamp

        stamp.library()
    if extras.screenshots:
        from crawler import screenshot

        screenshot.library()


def _with(result: RunResult, incidents: Sequence[Incident], job: Job) -> RunResult:
    """The result with what went wrong after the visit, which is kept as well."""
    if not incidents:
        return result
    with Store.open(job.store, now=job.clock()) as store:
        for incident in incidents:
            store.incident(result.run, incident)
    return replace(result, incidents=(*result.incidents, *incidents))


def _stamped(home: Home, authority: str, result: RunResult, job: Job) -> RunResult:
    """The result, with an incident where an authority was to stamp the manifest and did not."""
    if not authority:
        return result
    from crawler import stamp

    try:
        stamp.stamp_newest(home.store, home.captures, authority)
    except stamp.StampFailed as error:
        remedy = "look whether the authority answers; the next run asks again"
        return _with(result, [Incident("", f"the manifest has no stamp: {error}", remedy, at=job.clock())], job)
    return result


def finish(home: Home, result: RunResult, now: datetime) -> None:
    """Notes that a run is over with all that follows it, so that the next begins anew."""
    with Store.open(home.store, now=now) as store:
        store.finish_run(result.run, now)


def tell(result: RunResult) -> Exit:
    """Says on standard error what a run saw; the exit code it ends with."""
    for line in result.lines():
        click.echo(line, err=True)
    return Exit.INCIDENTS if result.incidents or result.stopped else Exit.OK
