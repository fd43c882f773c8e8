"""Two visits to the invented sites, a week apart, by the same commands that cron runs."""

import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import click

from claims.model import SiteKind
from db.queries import Reader
from db.store import Store
from db.verdicts import Verdict
from monitor import config, watchlist
from monitor.demo.server import Week, served
from monitor.errors import Exit, MonitorError
from monitor.home import Home
from monitor.times import written

MARK = ".exowatch-demo"
WEEK = timedelta(days=7)

# (folder, kind, country, markets, spider) of each invented site.
SITES: tuple[tuple[str, SiteKind, str, tuple[str, ...], str], ...] = (
    ("lumora-skin", SiteKind.BRAND, "GB", ("UK", "EU"), "shopify"),
    ("kestrel-and-fern", SiteKind.RETAILER, "US", ("US",), "listing"),
    ("harrow-lane-clinic", SiteKind.CLINIC, "US", ("US",), "clinic"),
    ("the-skin-ledger", SiteKind.PRESS, "GB", ("UK",), "listing"),
)


# Words of the first week that a reviewer of the demo writes a letter about, so that the second digest follows them up.
LETTERS = ("ten times better", "reverse arthritis", "safe for all skin types", "stop hair loss at the root")
SOURCE_LETTER = "Cord Renewal Exosome Serum"


def play(home: Home, now: datetime) -> Path:
    """Visits the sites as they stood a week before `now` and as they stand then; the last digest's file.

    Raises MonitorError where the folder holds something else than an earlier demo, or a visit could not run.
    """
    _clear(home)
    week = Week()
    with served(week) as addresses:
        home.config.write_text(config.TEMPLATE, encoding="utf-8")
        home.watchlist.write_text(watchlist.TEMPLATE, encoding="utf-8")
        for name, kind, country, markets, spider in SITES:
            watchlist.append(
                home.watchlist,
                watchlist.Entry(
                    name=name,
                    url=addresses[name],
                    kind=kind,
                    country=country,
                    markets=markets,
                    spider=spider,
                    delay=0.0,
                    allow_private=True,
                ),
            )
        click.echo(f"first visit to {len(SITES)} invented sites, dated {now - WEEK:%Y-%m-%d}", err=True)
        _run(home, now - WEEK)
        _send_letters(home, now - WEEK / 2)
        week.number = 1
        click.echo(f"second visit, after they have changed, dated {now:%Y-%m-%d}", err=True)
        digests = _run(home, now)
    if not digests:
        raise MonitorError("the second visit of the demo rendered no digest: see the messages above")
    return digests[-1]


def _send_letters(home: Home, at: datetime) -> None:
    """What `exowatch review verdict letter-sent` keeps, for a few claims and a stated source of the first week."""
    with Reader.open(home.store) as reader:
        claims = [claim.id for words in LETTERS for claim in reader.claims(search=words)]
        sources = [source.id for source in reader.sources() if source.name == SOURCE_LETTER]
    with Store.open(home.store, now=at) as store:
        store.judge(claims, Verdict.LETTER_SENT, "A. Reviewer", at, "case 7", sources)


def _clear(home: Home) -> None:
    if home.path.exists() and any(home.path.iterdir()):
        if not (home.path / MARK).exists():
            raise MonitorError(
                f"{home.path}: is not empty and holds no earlier demo: name an empty or new folder with --home"
            )
        for entry in home.path.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    home.path.mkdir(parents=True, exist_ok=True)
    (home.path / MARK).write_text("This folder is made anew by `exowatch demo`.\n", encoding="utf-8")


def _run(home: Home, at: datetime) -> list[Path]:
    """One `exowatch run` in a process of its own, as cron starts it, with its clock set; the digests it rendered."""
    command = [sys.executable, "-m", "monitor.cli", "--home", str(home.path), "run", "--at", written(at)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if ended.returncode not in {Exit.OK, Exit.INCIDENTS}:
        raise MonitorError(f"a visit of the demo ended with exit code {ended.returncode}: see the messages above")
    _all_read(home)
    return [Path(line.removeprefix("digest: ")) for line in ended.stdout.splitlines() if line.startswith("digest: ")]


def _all_read(home: Home) -> None:
    """The sites play no failing page: where one was not read, something is missing here. A bot wall is played."""
    with Reader.open(home.store) as reader:
        sites = reader.coverage()
    bad = [f"{site.site} ({site.seen} of {site.expected} pages)" for site in sites if site.failed or not site.seen]
    if bad:
        raise MonitorError(
            f"a visit of the demo did not read its own pages: {', '.join(bad)}: see the messages above; "
            "where a library is missing, install again"
        )
