"""A first look at one site: what it runs on, what it lists, and which spider suits it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, cast

from scrapy.crawler import Crawler
from scrapy.spiderloader import SpiderLoader

from crawler.errors import SiteSilent
from crawler.job import Errand, Job, Manners, Trip
from crawler.loop import resolver, run_to_the_end
from crawler.platforms import UNKNOWN, Platform
from crawler.run import SHOPS, allow_private_hosts, settings_for
from db.model import Site

SHORTEST_DELAY = 0.5
FULL_LISTS = frozenset({100, 250})  # what one part of a platform's list holds at most
PATIENCE = Manners(timeout=15.0, tries=2, first_wait=1.0, longest_wait=5.0)


@dataclass(slots=True)
class Finding:
    """What the probing spider has found so far.

    `lister` names the spider that reads the platform's list of products, `lists` the one that did: a shop may refuse;
    `silence` says why the front page could not be had.
    """

    platform: Platform = UNKNOWN
    lang: str = ""
    locales: tuple[str, ...] = ()
    sitemaps: list[str] = field(default_factory=list)
    pages: int = 0
    on_subject: int = 0
    products: int | None = None
    lister: str = ""
    lists: str = ""
    front: bool = False
    silence: str = ""
    troubles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Probe:
    """What a first look at a site found.

    `locales` are the languages and countries (such as de-AT) that its front page says there are pages for; `products`
    is None where the platform shows no list of them.
    """

    spider: str
    platform: str
    lang: str
    locales: tuple[str, ...]
    sitemaps: tuple[str, ...]
    pages: int
    on_subject: int
    products: int | None
    troubles: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries among the locales, in two letters."""
        parts = (locale.partition("-")[2].upper() for locale in self.locales)
        return tuple(dict.fromkeys(part for part in parts if len(part) == 2))

    def lines(self) -> Iterator[str]:
        """The same in words, a line each."""
        if self.locales:
            yield f"pages for: {', '.join(self.locales)}"
        on_subject = f"{self.on_subject} of them on the subject by address or link"
        yield f"{self.pages} pages found besides the front page, {on_subject}"
        if self.products is not None:
            yield f"{self.products}{'+' if self.products in FULL_LISTS else ''} products in the platform's list"
        yield f"sitemaps: {', '.join(self.sitemaps) or 'none'}"
        yield from self.troubles


class Probing(Protocol):
    """A spider that gathers a finding."""

    finding: Finding


def probe(site: Site, contact: str) -> Probe:
    """Looks at the site's front page, robots.txt, sitemaps and product list.

    Raises SiteSilent where the front page cannot be had.
    """
    allow_private_hosts([site])
    return run_to_the_end(_probe(replace(site, delay=min(site.delay, SHORTEST_DELAY), max_pages=1), contact))


async def _probe(site: Site, contact: str) -> Probe:
    nowhere = Path()
    job = Job(nowhere, nowhere, datetime.now(UTC), contact, full=True, manners=PATIENCE)
    trip = Trip(job, None, 0, asyncio.Event(), resolver().refused)
    settings = settings_for(site, job)
    settings.setdict({"ITEM_PIPELINES": {}, "EXTENSIONS": {}}, priority="cmdline")
    crawler = Crawler(SpiderLoader.from_settings(settings).load("probe"), settings)
    await crawler.crawl_async(errand=Errand(site, trip))
    finding = cast("Probing", crawler.spider).finding
    if not finding.front:
        raise SiteSilent(f"{site.url}: {finding.silence or 'no answer'}: check the address, or try again later")
    return Probe(
        spider=_spider_for(site, finding),
        platform=finding.platform.name,
        lang=finding.lang,
        locales=finding.locales,
        sitemaps=tuple(finding.sitemaps),
        pages=finding.pages,
        on_subject=finding.on_subject,
        products=finding.products,
        troubles=(*finding.troubles, *(incident.cause for incident in trip.incidents)),
    )


def _spider_for(site: Site, finding: Finding) -> str:
    if finding.lists or finding.lister:
        return finding.lists or finding.lister
    return "listing" if finding.platform.shop or site.kind in SHOPS else "clinic"
