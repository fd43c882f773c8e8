"""Pages of sites that are marked `render`: loaded in the machine's Chromium, kept as they stand when scripts are done.

Only what a page needs to show its text is loaded: no pictures, films or fonts, nothing from private addresses, and from
the site itself nothing that its robots.txt forbids. What other hosts are asked for is what the page asks them for.
"""

import logging
import os
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.settings import Settings

from crawler.addresses import same_site
from crawler.loop import resolver
from crawler.refusals import AddressRefused
from crawler.safety import check_address
from crawler.screenshot import FLAGS, chromium
from db.model import Site

if TYPE_CHECKING:
    from playwright.async_api import Page as Tab
    from playwright.async_api import Request as Load

logger = logging.getLogger(__name__)
HANDLER = "crawler.rendering_handler.RenderingDownloadHandler"
MARK = b"X-Exowatch-Rendered"
SPARED = frozenset({"image", "media", "font"})
QUIET_MS = 5_000  # how long a page may go on loading after its load event
NO_LIBRARY = ("render is set, but its library is missing", "run `pip install 'exowatch[render]'`, or set render: false")
NO_BROWSER = ("render is set, but no Chromium is installed", "install the package chromium, or set render: false")


def missing() -> tuple[str, str] | None:
    """What rendering lacks on this machine, and what to do; None where it can be done."""
    if find_spec("scrapy_playwright") is None:
        return NO_LIBRARY
    return None if chromium() else NO_BROWSER


def set_up(settings: Settings, seconds: float) -> None:
    """Lets Chromium fetch the pages that `rendered` marks; a navigation may take so many seconds."""
    if missing():
        return
    settings.setdict(
        {
            "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
            "PLAYWRIGHT_BROWSER_TYPE": "chromium",
            "PLAYWRIGHT_LAUNCH_OPTIONS": {
                "executable_path": chromium(),
                "args": list(FLAGS),
                "chromium_sandbox": os.geteuid() != 0,
            },
            "PLAYWRIGHT_CONTEXTS": {
                "default": {
                    "user_agent": settings["USER_AGENT"],
                    "service_workers": "block",
                    "accept_downloads": False,
                }
            },
            "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": seconds * 1000,
        },
        priority="cmdline",
    )


def rendered(request: Request) -> Request:
    """The same request, to be answered by Chromium; always in full, for its validators are those of a shell."""
    from scrapy_playwright.page import PageMethod

    meta = {
        **request.meta,
        "full": True,
        "playwright": True,
        "playwright_page_init_callback": close_sockets,
        "playwright_page_goto_kwargs": {"wait_until": "load"},
        "playwright_page_methods": [PageMethod(settle)],
    }
    return request.replace(meta=meta)


async def close_sockets(tab: "Tab", _request: Request) -> None:
    """Keeps a page from opening web sockets, which no check of addresses sees."""
    await tab.route_web_socket("**/*", lambda socket: socket.close())


async def settle(tab: "Tab") -> None:
    """Waits until a page has stopped loading, but not for ever: some never do."""
    from playwright.async_api import TimeoutError as Unsettled

    try:
        await tab.wait_for_load_state("networkidle", timeout=QUIET_MS)
    except Unsettled:
        logger.debug("%s: still loads after %d ms, and is taken as it stands", tab.url, QUIET_MS)


async def is_refused(load: "Load", site: Site) -> bool:
    """Whether Chromium must not load what a page asks for."""
    if load.resource_type in SPARED:
        return True
    parts = urlsplit(load.url)
    if load.is_navigation_request() or same_site(load.url, site.url):
        try:
            check_address(load.url, site.url, allow_private=site.allow_private)
        except AddressRefused as refusal:
            logger.info("%s: not loaded: %s", load.url, refusal)
            return True
    if parts.scheme not in {"http", "https"}:
        return True
    return not await resolver().public_addresses(parts.hostname or "")
