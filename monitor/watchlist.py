"""The sites of a home: watchlist.yml, checked, with path:line:column in every complaint."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.law.markets import load_regulation, markets_for
from claims.model import SiteKind
from crawler.addresses import page_key, same_site
from crawler.night import NightUnreadable, hours_of
from db.model import DEFAULT_DELAY, DEFAULT_MAX_PAGES, Site
from monitor.errors import ConfigError

_STRICT = ConfigDict(extra="forbid", defer_build=True)


@dataclass(frozen=True, slots=True, config=_STRICT)
class Entry:
    """One site as the watchlist writes it."""

    name: str
    url: str
    kind: SiteKind
    country: str = ""
    markets: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    spider: str = ""
    start: tuple[str, ...] = ()
    delay: float = DEFAULT_DELAY
    max_pages: int = DEFAULT_MAX_PAGES
    render: bool = False
    allow_private: bool = False
    night: str = ""
    ocr: bool = False


@dataclass(frozen=True, slots=True, config=_STRICT)
class Watchlist:
    """The whole file."""

    sites: tuple[Entry, ...] | None = None


@dataclass(frozen=True, slots=True, config=_STRICT)
class Countries:
    """The content of countries.yml."""

    codes: frozenset[str]


TEMPLATE = """\
# The sites to watch, one entry each. `exowatch add URL --kind … --country …` looks at a site and appends it here.
#
#   - name: example-clinic          short and unique: it names the site in tables and digests
#     url: https://www.example.com/
#     kind: clinic                  brand, retailer, clinic (they sell) · press, regulator, science (for context)
#     country: GB                   two letters (ISO 3166)
#     markets: [UK]                 whose rules apply; left out: those of the country
#     labels: [london]              words to choose sites by
#     spider: clinic                shopify, woocommerce, magento, listing or clinic; left out: found at the first visit
#     start: [https://www.example.com/exosomes]    more addresses to begin at
#     delay: 2                      seconds between two requests
#     max_pages: 300                the most pages to visit in one run
#     render: false                 true: the pages need a browser
#     allow_private: false          true: its hosts may lie on loopback or private addresses
#     night: "22:00-06:00"          the hours (UTC) in which alone it is visited; left out: at any time
#     ocr: false                    true: the text in the pictures of pages on the subject is read too
sites:
"""

SPIDERS = ("shopify", "woocommerce", "magento", "listing", "clinic")
MOST_DELAY = 3600.0
COUNTRIES = Path(__file__).with_name("countries.yml")
NO_ADDRESS = "is no web address: write it with http:// or https:// and a host"
NO_HOST = re.compile(r"[\s\x00-\x20<>\"\\^`{|}%]")


def load(path: Path) -> tuple[Site, ...]:
    """The sites of a watchlist, in its order. Raises ConfigError with every complaint at once."""
    text = datafile.text_of(path)
    entries = _entries(text, path)
    complaints = [
        f"{path}:{datafile.where(text, ('sites', number, key))}: {message}"
        for number, entry in enumerate(entries)
        for key, message in _faults(entry, entries[:number])
    ]
    if complaints:
        raise ConfigError("\n".join(complaints))
    if not entries:
        raise ConfigError(f"{path}:1:1: no sites: append one with `exowatch add URL --kind … --country …`")
    return tuple(site_of(entry) for entry in entries)


def site_of(entry: Entry) -> Site:
    """The site that an entry describes; its markets are its country's where it names none."""
    return Site(
        name=entry.name,
        url=entry.url,
        kind=entry.kind,
        country=entry.country.upper(),
        markets=entry.markets or markets_for(entry.country),
        labels=entry.labels,
        spider=entry.spider,
        start=entry.start,
        delay=entry.delay,
        max_pages=entry.max_pages,
        render=entry.render,
        allow_private=entry.allow_private,
        night=entry.night,
        ocr=entry.ocr,
    )


def append(path: Path, entry: Entry) -> None:
    """Appends one entry, whole or not at all, and leaves what stands there as it is. Raises ConfigError."""
    text = check(path, entry)
    joint = "" if text.endswith("\n") or not text else "\n"
    head = "sites:\n" if _says_nothing(text) else ""
    grown = f"{text}{joint}{head}{_written(entry)}"
    datafile.parse(grown, Watchlist, path)
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(grown, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def check(path: Path, entry: Entry) -> str:
    """The watchlist's text, if the entry may be appended to it. Raises ConfigError where it may not."""
    text = datafile.text_of(path)
    entries = _entries(text, path)
    complaints = [f"{entry.name}: {message}" for _, message in _faults(entry, entries)]
    if complaints:
        raise ConfigError("\n".join(complaints))
    return text


def with_spider(entry: Entry, spider: str) -> Entry:
    """The entry with that spider."""
    return replace(entry, spider=spider)


def chosen(sites: Sequence[Site], names: Sequence[str]) -> tuple[Site, ...]:
    """The named sites, or all where none is named. Raises ConfigError for a name that is not listed."""
    known = {site.name: site for site in sites}
    if unknown := [name for name in names if name not in known]:
        listed = ", ".join(sorted(known))
        raise ConfigError(f"no site named {', '.join(unknown)} on the watchlist: it has {listed}")
    return tuple(known[name] for name in names) if names else tuple(sites)


def _entries(text: str, path: Path) -> tuple[Entry, ...]:
    """The entries of a watchlist; none where its file is empty. Raises DataFileError."""
    return () if _says_nothing(text) else datafile.parse(text, Watchlist, path).sites or ()


def _says_nothing(text: str) -> bool:
    """Whether there are only comments."""
    return all(line.lstrip().startswith("#") or not line.strip() for line in text.splitlines())


def _faults(entry: Entry, earlier: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """(key, complaint) for everything in an entry that its types do not catch."""
    if not re.fullmatch(r"[\w.-]{1,60}", entry.name):
        yield "name", f"name {entry.name!r}: use letters, digits, dots, dashes and underscores, 60 at most"
    if any(other.name == entry.name for other in earlier):
        yield "name", f"name {entry.name!r} stands twice: give each site its own"
    yield from _faults_of_addresses(entry, earlier)
    if entry.spider not in {"", *SPIDERS}:
        yield "spider", f"spider {entry.spider!r} is not known: use one of {', '.join(SPIDERS)}, or leave it out"
    yield from _faults_of_markets(entry)
    yield from _faults_of_numbers(entry)


def _faults_of_addresses(entry: Entry, earlier: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    for key, address in [("url", entry.url), *(("start", address) for address in entry.start)]:
        if fault := _fault_of_address(address):
            yield key, f"{key} {address!r} {fault}"
        elif not _fault_of_address(entry.url) and not same_site(address, entry.url):
            yield key, f"{key} {address!r} lies on another host than the site: give it an entry of its own"
    for other in earlier:
        if other.name != entry.name and page_key(other.url) == page_key(entry.url):
            more = "more addresses of it go under start, more markets under markets"
            yield "url", f"url {entry.url!r} is that of {other.name} already: leave one of the two out; {more}"


def _fault_of_address(address: str) -> str:
    """What is wrong with an address, and what to do; empty where nothing is."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return NO_ADDRESS
    if parts.scheme not in {"http", "https"} or not host or port == 0:
        return NO_ADDRESS
    if parts.username is not None:
        return "bears a name for a log-in, which editions would show: leave it out, pages behind a log-in are not read"
    return "has a host that cannot be: correct it" if _cannot_be(host) else ""


def _cannot_be(host: str) -> bool:
    try:
        host.encode("idna")
    except UnicodeError:
        return True
    return NO_HOST.search(host) is not None


def _faults_of_markets(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.country and entry.country.upper() not in _countries():
        remedy = "use the two letters of ISO 3166, such as GB or KR, not those of a language"
        yield "country", f"country {entry.country!r}: {remedy}"
    known = {market.market for market in load_regulation().markets} if entry.markets else set()
    for market in entry.markets:
        if market not in known:
            yield "markets", f"market {market!r} has no rules: use one of {', '.join(sorted(known))}"


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return datafile.read(COUNTRIES, Countries).codes


def _faults_of_numbers(entry: Entry) -> Iterator[tuple[str, str]]:
    if not 0 <= entry.delay <= MOST_DELAY:
        yield "delay", f"delay {entry.delay}: use 0 to {MOST_DELAY:.0f} seconds"
    try:
        if entry.night:
            hours_of(entry.night)
    except NightUnreadable as error:
        yield "night", str(error)
    if entry.max_pages < 1:
        yield "max_pages", f"max_pages {entry.max_pages}: use 1 or more"


def _written(entry: Entry) -> str:
    """The entry as lines of the watchlist; what equals its default is left out."""
    written = [
        f"{field.name}: {json.dumps(value, ensure_ascii=False)}"
        for field in fields(Entry)
        if (value := getattr(entry, field.name)) != field.default
    ]
    return "  - " + "\n    ".join(written) + "\n"
