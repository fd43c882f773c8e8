"""Pictures of pages with a pressing change, by the machine's Chromium: what a visitor saw, soon after the visit."""

import hashlib
import os
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from shutil import which
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from crawler.archive import folder_name
from crawler.errors import CrawlUnusable
from crawler.job import Job
from crawler.safety import is_public
from db.kept import Picture
from db.model import Incident, Site
from db.queries import Reader
from db.store import Store

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
MISSING = "pictures need playwright: run `pip install 'exowatch[screenshot]'`, or set screenshots = 0"
NO_BROWSER = "pictures need Chromium, which is not installed: install the package chromium, or set screenshots = 0"
FOLDER = "screenshots"
WIDTH, HEIGHT, TALLEST, QUALITY = 1280, 900, 12_000, 70
SECONDS = 30.0
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Which pictures a run takes: at most so many, of pages of these sites."""

    run: int
    sites: Mapping[str, Site]
    most: int


def library() -> ModuleType:
    """The library that drives the browser. Raises CrawlUnusable with what to do where it or the browser is missing."""
    try:
        import playwright.sync_api
    except ImportError as error:
        raise CrawlUnusable(MISSING) from error
    if chromium() is None:
        raise CrawlUnusable(NO_BROWSER)
    return playwright.sync_api


def chromium() -> str | None:
    """Where the machine has a Chromium; None where it has none."""
    return next(filter(None, map(which, BROWSERS)), None)


def take(pictures: Pictures, job: Job) -> list[Incident]:
    """Takes the pictures that the run still lacks, most pressing first; an incident for each page that gave none."""
    with Reader.open(job.store) as reader:
        wanted = reader.to_picture(pictures.run, pictures.most)
    chosen = [(pictures.sites[site], address) for site, address in wanted if site in pictures.sites]
    return list(_taken(pictures.run, chosen, job)) if chosen else []


def _taken(run: int, wanted: Sequence[tuple[Site, str]], job: Job) -> Iterator[Incident]:
    api = library()
    before: dict[str, float] = {}
    with _browser(api, job) as context:
        for site, address in wanted:
            time.sleep(max(0.0, before.get(site.name, 0.0) + site.delay - time.monotonic()))
            before[site.name] = time.monotonic()
            try:
                content = _picture(context, site, address)
            except api.Error as error:
                cause = f"no picture could be taken: {' '.join(str(error).split())[:200]}"
                yield Incident(site.name, cause, "open the page in a browser", address, at=job.clock())
                continue
            _keep(run, site, address, content, job)


def _keep(run: int, site: Site, address: str, content: bytes, job: Job) -> None:
    """The file first, and then the row that names it."""
    at, digest = job.clock(), hashlib.sha256(content).hexdigest()
    name = f"{at:%Y-%m-%d}-{digest[:16]}.jpg"
    path = job.captures / folder_name(site.name) / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)
    with Store.open(job.store, now=at) as store:
        store.keep_picture(
            run, Picture(site.name, address, at, path.relative_to(job.captures.parent).as_posix(), digest)
        )


@contextmanager
def _browser(api: ModuleType, job: Job) -> Iterator[Any]:
    """A fresh browser under the agent's own name; it keeps nothing and calls nobody."""
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS), chromium_sandbox=os.geteuid() != 0)
        try:
            yield browser.new_context(
                user_agent=job.agent,
                viewport={"width": WIDTH, "height": HEIGHT},
                accept_downloads=False,
                service_workers="block",
            )
        finally:
            browser.close()


def _picture(context: Any, site: Site, address: str) -> bytes:
    """The whole page as JPEG, down to a bound."""
    page = context.new_page()
    try:
        page.route("**/*", lambda route: route.continue_() if may_load(route.request.url, site) else route.abort())
        page.goto(address, timeout=1000 * SECONDS, wait_until="load")
        tall = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST)
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": max(tall, HEIGHT)}
        return bytes(page.screenshot(type="jpeg", quality=QUALITY, full_page=True, clip=clip, timeout=1000 * SECONDS))
    finally:
        page.close()


def may_load(address: str, site: Site) -> bool:
    """Whether the browser may load something for a page: nothing from inside the operator's own network."""
    parts = urlsplit(address)
    if parts.scheme in {"data", "blob"}:
        return True
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    if site.allow_private and parts.hostname == urlsplit(site.url).hostname:
        return True
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(parts.hostname, None)}
    except (OSError, UnicodeError):
        return False
    return all(is_public(str(ip).partition("%")[0]) for ip in found)
