"""One run: the sites of a watchlist, each with its spider, a bounded number at a time, in one process."""

import asyncio
import logging
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from claims.errors import DataFileError
from claims.model import SiteKind
from crawler import (
    quickload,  # noqa: F401 - before Scrapy's own way to the same
    rendering,
)
from crawler.addresses import site_host
from crawler.incidents import incidents_of
from crawler.job import Errand, Job, RunResult, Tally, Trip
from crawler.loop import resolver, run_to_the_end
from crawler.middlewares.guard import SLOT
from crawler.night import is_open
from crawler.readers import Readers
from db.errors import StoreError
from db.model import Incident, Site
from db.store import Store

__all__ = ["RunResult", "crawl", "settings_for", "spider_of"]
logger = logging.getLogger(__name__)
STARTING = 0.05
SHOPS = frozenset({SiteKind.BRAND, SiteKind.RETAILER})


def crawl(sites: Sequence[Site], job: Job, readers: Readers | None = None) -> RunResult:
    """Visits the sites, stores what they say, and tells what happened.

    `readers` are those that were begun before, where they were; they are closed at the end.

    Ends early, and cleanly, on SIGINT and SIGTERM. Raises DataFileError where there is a page to read and the rules
    cannot be read, and StoreError where the store or the archive takes no more.
    """
    allow_private_hosts(sites)
    with Store.open(job.store, now=job.now) as store:
        return run_to_the_end(_run(sites, job, store, readers or Readers(job.readers, job.longest_reading)))


def allow_private_hosts(sites: Sequence[Site]) -> None:
    """Lets the resolver hand on private addresses for the hosts of these sites that allow it, and for no others."""
    guarded = resolver()
    guarded.refused.clear()
    guarded.private_ok = frozenset(urlsplit(site.url).hostname or "" for site in sites if site.allow_private)


def spider_of(site: Site) -> str:
    """The spider that the watchlist names, else the one that suits the kind of site."""
    return site.spider or ("listing" if site.kind in SHOPS else "clinic")


def settings_for(site: Site, job: Job) -> Settings:
    """Scrapy's settings for one site's spider."""
    manners = job.manners
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(
        {
            "USER_AGENT": job.agent,
            "DOWNLOAD_DELAY": site.delay,
            "DOWNLOAD_SLOTS": {SLOT: {"concurrency": 1, "delay": site.delay, "jitter": 0.0}},
            "DOWNLOAD_TIMEOUT": manners.timeout,
            "DOWNLOAD_MAXSIZE": manners.max_size,
            "REDIRECT_MAX_TIMES": manners.redirects,
        },
        priority="cmdline",
    )
    if site.render:
        rendering.set_up(settings, manners.timeout)
    return settings


async def _run(sites: Sequence[Site], job: Job, store: Store, readers: Readers) -> RunResult:
    begun = store.begin_run(sites, job.clock(), full=job.full, country_of_exit=job.country_of_exit)
    trip = Trip(job, store, begun, asyncio.Event(), resolver().refused, readers=readers)
    room = asyncio.Semaphore(job.manners.sites_at_once)
    hosts = {site_host(site.url): asyncio.Lock() for site in sites}
    tallies: dict[str, Tally] = {site.name: Tally() for site in sites}
    with _stopping_on_signals(trip), closing(readers):
        await asyncio.gather(
            *(_in_turn(site, trip, tallies[site.name], room, hosts[site_host(site.url)]) for site in sites)
        )
    if trip.failure:
        raise trip.failure
    if store.rules_to_keep():
        from crawler.since import keep_rules  # it loads how rules are read, which takes a run's own process 0.2 s

        with suppress(DataFileError):  # they are other rules by now: what they read is read again
            keep_rules(store)
    store.end_run(trip.run, job.clock())
    if not job.goes_on:
        store.finish_run(trip.run, job.clock())
    return RunResult(trip.run, tallies, tuple(trip.incidents), stopped=trip.stop.is_set())


async def _in_turn(site: Site, trip: Trip, tally: Tally, room: asyncio.Semaphore, host: asyncio.Lock) -> None:
    """One site's visit, when there is room for it and no other site on the same host is being visited."""
    async with host, room:
        if trip.stop.is_set():
            return
        if not is_open(site.night, trip.job.clock()):
            cause = f"not visited outside its hours ({site.night} UTC)"
            trip.report(
                Incident(site.name, cause, "start the run within them, or change night in the watchlist", site.url)
            )
            return
        try:
            await _visit(site, trip, tally)
        except StoreError as error:
            trip.fail(error)
        except Exception as error:
            logger.exception("%s: the visit broke off", site.name)
            cause = f"the visit broke off: {type(error).__name__}: {error}"
            trip.report(Incident(site.name, cause, "report it with the log", site.url))


async def _visit(site: Site, trip: Trip, tally: Tally) -> None:
    store, name = trip.store, site.name
    errand = Errand(
        site,
        trip,
        leads=store.leads(name),
        validators=store.validators(name),
        languages=store.languages(name),
        answered=store.answered(trip.run, name),
        tally=tally,
    )
    settings = settings_for(site, trip.job)
    spider = _spider(settings, spider_of(site))
    if spider is None:
        remedy = "name one that there is, or let 'exowatch add' find it"
        trip.report(Incident(site.name, f"there is no spider {site.spider!r}", remedy, site.url))
        return
    crawler = Crawler(spider, settings)
    stopping = asyncio.create_task(_stop_when_told(crawler, trip.stop))
    try:
        await crawler.crawl_async(errand=errand)
    finally:
        stopping.cancel()
    if not trip.failure:
        for incident in incidents_of(errand):
            trip.report(incident)


def _spider(settings: Settings, name: str) -> type[Spider] | None:
    """The spider of that name, from the module of its name: the others need not be loaded."""
    module = f"{settings['SPIDER_MODULES'][0]}.{name}"
    if find_spec(module) is None:
        return None
    settings.set("SPIDER_MODULES", [module], priority="cmdline")
    return SpiderLoader.from_settings(settings).load(name)


async def _stop_when_told(crawler: Crawler, stop: asyncio.Event) -> None:
    """Stops the crawler, once it is past its start: before that it would not hear, and wait for ever."""
    await stop.wait()
    while crawler.crawling and not is_running(crawler):  # noqa: ASYNC110 - Scrapy has no signal for this moment
        await asyncio.sleep(STARTING)
    await crawler.stop_async()


def is_running(crawler: Crawler) -> bool:
    """Whether the crawler is past its start."""
    engine = getattr(crawler, "_engine", None)
    return bool(engine and engine.running)


@contextmanager
def _stopping_on_signals(trip: Trip) -> Iterator[None]:
    """The first SIGINT or SIGTERM ends the run after the pages in flight; a second one has its usual effect."""
    loop = asyncio.get_running_loop()
    told = (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ()

    def stop() -> None:
        logger.warning("told to stop: ends after the pages in flight")
        trip.stop.set()
        for number in told:
            loop.remove_signal_handler(number)

    for number in told:
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in told:
            loop.remove_signal_handler(number)
