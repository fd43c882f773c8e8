"""Addresses: one form for one page, and which of them are worth a visit (data in addresses.yml)."""

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from claims import datafile
from db.leads import Refused

FILE = Path(__file__).with_name("addresses.yml")
LONGEST = 500
REMEMBERED = 2_000  # addresses: on its way through the crawler each is asked about several times
FRONT = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?", re.IGNORECASE)
PLAIN = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?/[A-Za-z0-9._~/-]*")  # with nothing in it to be escaped
MOST_PARAMETERS = 3
FEWEST_WORDS = 2
DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class AddressWords:
    """The content of addresses.yml."""

    tracking: list[str]
    sessions: list[str]
    views: list[str]
    choosing: list[str]
    facets: list[str]
    paths: list[str]
    files: list[str]
    brochures: list[str]
    pictures: list[str]
    products: list[str]
    listings: list[str]
    paging: list[str]
    ways_in_paths: list[str]
    ways_in_queries: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Rules:
    noise: re.Pattern[str]
    views: re.Pattern[str]
    choosing: re.Pattern[str]
    facets: re.Pattern[str]
    paths: frozenset[str]
    files: frozenset[str]
    brochures: tuple[str, ...]
    pictures: tuple[str, ...]
    products: frozenset[str]
    listings: frozenset[str]
    paging: frozenset[str]
    ways: re.Pattern[str]
    beside: dict[str, list[str]]


@lru_cache(maxsize=REMEMBERED)
def canonical(address: str, base: str = "") -> str:
    """The address as it is asked for: absolute, without fragment, tracking and session numbers.

    Empty where it is no address of a page.
    """
    try:
        whole = urljoin(base, address.strip())
        parts = urlsplit(whole if PLAIN.fullmatch(whole) else safe_url_string(whole))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in {None, DEFAULT_PORTS[parts.scheme]} else f"{host}:{port}"
    path = re.sub(r";(?:jsessionid|phpsessid|sid)=[^/;]*", "", parts.path, flags=re.IGNORECASE) or "/"
    return urlunsplit((parts.scheme, netloc, re.sub(r"/{2,}", "/", path), _clean_query(parts.query), ""))


@lru_cache(maxsize=REMEMBERED)
def page_key(address: str) -> str:
    """What two addresses of one page share: host without www., path without last slash, sorted query.

    What only tells by which list a product was reached is left out.
    """
    parts = urlsplit(canonical(address))
    path = parts.path.rstrip("/") or "/"
    path = re.sub(r"/index\.(?:html?|php|aspx?)$", "", path) or "/"
    query = ""
    if parts.query:
        query = urlencode(sorted(_without_ways(parse_qsl(parts.query, keep_blank_values=True))))
    path = _rules().ways.sub("", path)
    return f"{site_host(address)}{path}{'?' if query else ''}{query}"


@lru_cache(maxsize=REMEMBERED)
def site_host(address: str) -> str:
    """Host and port of an address, without www. and without the port that its scheme implies."""
    parts = urlsplit(address)
    host = _ascii(parts.hostname or "").removeprefix("www.").rstrip(".")
    try:
        port = parts.port
    except ValueError:
        return ""
    return host if port in {None, 80, 443} else f"{host}:{port}"


def same_site(address: str, site_url: str) -> bool:
    """Whether an address lies on a site: the same host and port, with or without www."""
    return urlsplit(address).scheme in DEFAULT_PORTS and site_host(address) == site_host(site_url)


def is_neighbour(address: str, site_url: str) -> bool:
    """Whether an address lies on another host of the same domain: above a site's, or below it."""
    one, other = site_host(address), site_host(site_url)
    return bool(one) and (one.endswith(f".{other}") or other.endswith(f".{one}"))


def worth_a_visit(address: str) -> bool:
    """Whether an address can lead to a page of copy, and is no endless variation of another."""
    return refused_as(address) is None


def refused_as(address: str) -> Refused | None:
    """Why an address leads to no page of copy, or only to what another shows; None where it is worth a visit."""
    rules, parts = _rules(), urlsplit(address)
    segments = [segment.lower() for segment in parts.path.split("/") if segment]
    if len(address) > LONGEST or _repeats(segments):
        return Refused.VIEW
    if rules.paths.intersection(segments):
        return Refused.SERVICE
    if segments and "." in segments[-1] and segments[-1].rsplit(".", 1)[1] in rules.files:
        return Refused.FILE
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    views = len(names) > MOST_PARAMETERS or any(rules.facets.fullmatch(name) for name in names)
    return Refused.VIEW if views else None


def is_brochure(address: str) -> bool:
    """Whether an address is that of a file that people read like a page."""
    return urlsplit(address).path.lower().endswith(_rules().brochures)


def is_picture(address: str) -> bool:
    """Whether an address is that of a picture in which text may stand."""
    return urlsplit(address).path.lower().endswith(_rules().pictures)


def is_product(address: str) -> bool:
    """Whether the path looks like that of one thing for sale."""
    segments, rules = _segments(address), _rules()
    return len(segments) > 1 and segments[-1] not in rules.listings and not rules.products.isdisjoint(segments[:-1])


def is_listing(address: str) -> bool:
    """Whether the path looks like that of a list of things for sale."""
    segments = _segments(address)
    rules = _rules()
    return not is_product(address) and not (rules.listings | rules.products).isdisjoint(segments)


def is_next_part(address: str, of: str) -> bool:
    """Whether an address is another part of the same long list: only the number of the part differs."""
    return address != of and _whole_list(address) == _whole_list(of)


def tells_pages_apart(parameter: str) -> bool:
    """Whether a parameter can make it another page, and does not only follow the visitor or turn the view."""
    return _rules().views.fullmatch(parameter) is None


def chooses_page(parameter: str) -> bool:
    """Whether a parameter usually chooses what is shown: an id, a number, the part of a list."""
    rules = _rules()
    return rules.choosing.fullmatch(parameter) is not None or parameter.lower() in rules.paging


def is_same_page(named: str, address: str) -> bool:
    """Whether to believe a page at `address` that names `named` as its own address.

    Only where it ends alike on the same site, and lacks no parameter that chooses what is shown: sites name their
    front page, the first part of a list, or one address for all, by mistake.
    """
    if not named or not same_site(named, address) or is_root(named) is not is_root(address):
        return False
    here, there = urlsplit(address), urlsplit(named)
    if _segments(named)[-1:] != _segments(address)[-1:]:
        return False
    lacking = dict(parse_qsl(here.query)).keys() - dict(parse_qsl(there.query)).keys()
    return not any(_rules().choosing.fullmatch(name) for name in lacking)


def is_named_by(named: str, address: str, title: str) -> bool:
    """Whether to believe a page at `address` that names `named` as its own address, by its title.

    Where both end differently, only if the end of `named` says what the title says and that of `address` does not:
    /goods/412 or /page?id=412 named /exosome-night-serum by a page of that title.
    """
    if not named or not same_site(named, address) or is_root(named) or is_root(address):
        return False
    said = _words(title)
    return _says(named, said) and not _says(address, said)


def is_root(address: str) -> bool:
    """Whether an address is a front page: the root, or the root of a language (/en/, /pt-br/)."""
    parts = urlsplit(address)
    return not parts.query and FRONT.fullmatch(parts.path) is not None


def _says(address: str, words: frozenset[str]) -> bool:
    """Whether the end of an address consists of these words, two of them at least; numbers do not count."""
    end = unquote((_segments(address) or [""])[-1]).rsplit(".", 1)[0]
    own = frozenset(word for word in _words(end) if not word.isdigit())
    return len(own) >= FEWEST_WORDS and own <= words


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.casefold()))


def _whole_list(address: str) -> tuple[str, list[str], tuple[tuple[str, str], ...]]:
    paging, parts = _rules().paging, urlsplit(address)
    segments = _segments(address)
    if len(segments) > 1 and segments[-1].isdigit() and segments[-2] in paging:
        segments = segments[:-2]
    query = tuple(pair for pair in parse_qsl(parts.query) if pair[0].lower() not in paging)
    return parts.netloc, segments, query


def _ascii(host: str) -> str:
    """A host as it is asked for: letters beyond ASCII in their own notation (xn--…)."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _without_ways(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    names = {name.lower() for name, _ in pairs}
    beside = {way for name, ways in _rules().beside.items() if name in names for way in ways}
    return [pair for pair in pairs if pair[0].lower() not in beside]


def _segments(address: str) -> list[str]:
    return [segment.lower() for segment in urlsplit(address).path.split("/") if segment]


def _repeats(segments: list[str]) -> bool:
    """Whether a path runs in circles, as calendars and broken relative links do."""
    return len(segments) > 12 or any(segments.count(segment) > 2 for segment in segments)


def _clean_query(query: str) -> str:
    if not query:
        return ""
    noise = _rules().noise
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not noise.fullmatch(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = datafile.read(FILE, AddressWords)
    return _Rules(
        noise=_globs(data.tracking + data.sessions),
        views=_globs(data.tracking + data.sessions + data.views),
        choosing=_globs(data.choosing),
        facets=_globs(data.facets),
        paths=frozenset(data.paths),
        files=frozenset(data.files),
        brochures=tuple(f".{ending}" for ending in data.brochures),
        pictures=tuple(f".{ending}" for ending in data.pictures),
        products=frozenset(data.products),
        listings=frozenset(data.listings),
        paging=frozenset(data.paging),
        ways=re.compile("|".join(data.ways_in_paths)),
        beside=data.ways_in_queries,
    )


def _globs(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern) for pattern in patterns), re.IGNORECASE)
