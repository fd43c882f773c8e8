"""One page, fetched with all manners and kept nowhere."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.spiderloader import SpiderLoader

from claims.model import Document, SiteKind
from crawler.addresses import canonical
from crawler.errors import SiteSilent
from crawler.job import Errand, Job, Manners, Trip
from crawler.loop import resolver, run_to_the_end
from crawler.pipelines.taken import Taken
from crawler.run import allow_private_hosts, settings_for
from db.model import Quality, Site

PATIENCE = Manners(timeout=20.0, tries=2, first_wait=1.0, longest_wait=5.0)
AWAY = frozenset({Quality.GONE, Quality.UNREACHABLE, Quality.ERROR})
CHECK = "check the address, or try again later"
SAVE = "look at it in a browser; a page that is saved from there can be read as a file"
STEPS = {"crawler.pipelines.judge.JudgePipeline": 100, "crawler.pipelines.extract.ExtractPipeline": 300}


def fetch_documents(
    address: str, kind: SiteKind, country: str, *, allow_private: bool = False, contact: str = ""
) -> tuple[Document, ...]:
    """The documents of the page at an address; robots.txt is obeyed.

    Raises SiteSilent, with the cause, where the page cannot be had or is no page to believe.
    """
    if not canonical(address):
        raise SiteSilent(f"{address}: is no address of a page: begin it with https://")
    site = Site("page", address, kind, country, delay=0.0, max_pages=1, allow_private=allow_private)
    allow_private_hosts([site])
    taken = run_to_the_end(_fetch(site, contact))
    if taken is None:
        raise SiteSilent(f"{address}: no answer: {CHECK}")
    if not taken.ok:
        quality = taken.capture.quality
        cause = taken.capture.cause or f"status {taken.capture.status}"
        named = "" if cause.startswith(quality) else f"{quality.replace('_', ' ')}: "
        raise SiteSilent(f"{address}: {named}{cause}: {CHECK if quality in AWAY else SAVE}")
    return taken.documents


async def _fetch(site: Site, contact: str) -> Taken | None:
    nowhere = Path()
    job = Job(nowhere, nowhere, datetime.now(UTC), contact, full=True, manners=PATIENCE)
    settings = settings_for(site, job)
    settings.setdict({"ITEM_PIPELINES": STEPS, "EXTENSIONS": {}}, priority="cmdline")
    crawler = Crawler(SpiderLoader.from_settings(settings).load("single"), settings)
    found: list[Taken] = []

    def keep(item: object) -> None:
        if isinstance(item, Taken):
            found.append(item)

    crawler.signals.connect(keep, signal=signals.item_scraped)
    await crawler.crawl_async(errand=Errand(site, Trip(job, None, 0, asyncio.Event(), resolver().refused)))
    return found[0] if found else None
