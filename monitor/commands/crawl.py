"""`exowatch crawl`: one visit of the watchlist's sites."""

import gc
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

import click

from crawler.readers import Readers, usual_number
from db.foresight import brings_pages
from monitor.home import Home
from monitor.lock import held
from monitor.times import MOMENT

FULL = click.option("--full", is_flag=True, help="Fetch every page in full, also those that have not changed.")
SELDOM = (10_000, 20, 20)  # of the garbage collection, whose usual ways take a tenth of a visit
AT = click.option("--at", type=MOMENT, hidden=True, help="The moment that the visit is dated to (for demos and tests).")


@click.command(short_help="Visits the sites and stores what they say.")
@click.argument("sites", nargs=-1)
@FULL
@AT
@click.pass_context
def crawl(ctx: click.Context, sites: tuple[str, ...], full: bool, at: datetime | None) -> None:
    """Visits the sites of the watchlist, or only the SITES that are named, and stores what they say."""
    home: Home = ctx.obj
    home.require()
    with ready_to_read(home, full=full) as readers:
        with loading():
            from crawler import quickload  # noqa: F401 - before all that loads Scrapy
            from monitor.visiting import crawl_sites, tell
        with held(home.lock):
            result = crawl_sites(home, sites, full, at, readers, goes_on=False)
    ctx.exit(tell(result))


@contextmanager
def ready_to_read(home: Home, *, full: bool) -> Iterator[Readers]:
    """What reads the pages of a visit, in a process that parts from this one before the crawler is loaded.

    Where there will be pages to read it makes itself ready meanwhile, else when the first comes. Raises ConfigError.
    """
    readers = Readers(usual_number())
    with closing(readers):
        with loading():
            from crawler import common
            from monitor import config, watchlist

            common.load()
            settings = config.load(home.config)
            watchlist.load(home.watchlist)
        readers.begin()
        if full or brings_pages(home.store):
            readers.make_ready(likeness=settings.reading.likeness)
        yield readers


@contextmanager
def loading() -> Iterator[None]:
    """Loads without looking for garbage, of which there is none; afterwards it is looked for more seldom than usual."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()
