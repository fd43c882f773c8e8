"""What a home and its machine are like: one check for each thing that a run needs."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claims.errors import ClaimsError
from claims.law.markets import load_regulation
from claims.rules.packs import load_library
from crawler.errors import CrawlError
from crawler.rendering import missing
from crawler.screenshot import chromium
from crawler.screenshot import library as pictures
from db.errors import StoreError
from db.health import troubles
from db.outbox import DeliveryState
from db.queries import Reader
from monitor import config, watchlist
from monitor.delivery.recipients import recipients
from monitor.errors import LockHeld, MonitorError
from monitor.home import Home
from monitor.lock import held
from monitor.schedule import trigger_in

LITTLE_ROOM = 1_000_000_000  # bytes; a month of visits to 1,000 sites takes less


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, and what was found, with what to do where it is not."""

    thing: str
    well: bool
    found: str


def findings(home: Home) -> Iterator[Finding]:
    """Every check in turn; one that fails does not keep the next from being made."""
    for thing, check in CHECKS.items():
        try:
            yield Finding(thing, True, check(home))
        except (Unwell, MonitorError, StoreError, ClaimsError, CrawlError, OSError) as error:
            yield Finding(thing, False, str(error))


class Unwell(MonitorError):
    """A check that did not go well; the message says what to do."""


def _config(home: Home) -> str:
    settings = config.load(home.config)
    if not settings.contact:
        raise Unwell(f"{home.config}: contact is empty: name an address where a site's owner can reach the operator")
    return f"{home.config}: loads, contact {settings.contact}"


def _cadence(home: Home) -> str:
    cadence = config.load(home.config).schedule
    trigger_in(home, cadence)
    return f"`exowatch schedule` runs at {cadence.cron} ({cadence.timezone})"


def _watchlist(home: Home) -> str:
    sites = watchlist.load(home.watchlist)
    return f"{home.watchlist}: loads, {len(sites)} {'site' if len(sites) == 1 else 'sites'}"


def _rules(_: Home) -> str:
    packs, markets = load_library().packs, load_regulation().markets
    return f"{len(packs)} rule packs and {len(markets)} markets load"


def _folder(home: Home) -> str:
    if not os.access(home.path, os.R_OK | os.W_OK | os.X_OK):
        raise Unwell(f"{home.path}: cannot be written: make the folder writable for this user")
    free = shutil.disk_usage(home.path).free
    room = f"{free / 1e9:.1f} GB free"
    if free < LITTLE_ROOM:
        raise Unwell(f"{home.path}: {room}: make room before the next run, a full disk ends it")
    return f"{home.path}: can be written, {room}"


def _store(home: Home) -> str:
    home.require_history()
    if not home.store.exists() or not home.store.stat().st_size:
        return f"{home.store}: none yet, the first run makes it"
    if found := troubles(home.store):
        raise Unwell(f"{home.store}: is damaged ({'; '.join(found)}): put back a backup")
    return f"{home.store}: sound, {home.store.stat().st_size / 1e6:.1f} MB"


def _lock(home: Home) -> str:
    if not home.lock.exists():
        return "no run is under way"
    try:
        with held(home.lock):
            return "no run is under way"
    except LockHeld as error:
        return f"a run is under way: {error}"


def _browser(home: Home) -> str:
    found = chromium()
    if config.load(home.config).evidence.screenshots:
        pictures()
    try:
        wanting = [site.name for site in watchlist.load(home.watchlist) if site.render]
    except (MonitorError, ClaimsError):
        return found or "no Chromium is installed; whether a site asks for it, the watchlist does not tell"
    if wanting and (lacking := missing()):
        raise Unwell(f"{', '.join(wanting)}: {lacking[0]}: {lacking[1]}")
    return found or "no Chromium is installed, and no site asks for it"


def _readers(home: Home) -> str:
    settings = config.load(home.config)
    for audience in settings.digest.audiences:
        recipients(home, settings, audience)
    if not home.store.exists():
        return f"{len(settings.readers)} readers, nothing owed yet"
    with Reader.open(home.store) as reader:
        known = reader.deliveries()
    failed = [each for each in known if each.state is DeliveryState.OWED and each.tries > 0]
    refused = [each for each in known if each.state is DeliveryState.REFUSED]
    if failed:
        told = "; ".join(f"edition {o.edition} to {o.reader} after {o.tries} tries ({o.answer})" for o in failed)
        raise Unwell(f"owed still: {told}: mend that, then run `exowatch deliver --all`")
    return f"{len(settings.readers)} readers, {len(known)} deliveries known, {len(refused)} of them refused"


CHECKS: dict[str, Callable[[Home], str]] = {
    "settings": _config,
    "cadence": _cadence,
    "watchlist": _watchlist,
    "rules": _rules,
    "folder": _folder,
    "store": _store,
    "lock": _lock,
    "browser": _browser,
    "readers": _readers,
}
