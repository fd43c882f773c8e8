"""Scrapy's handler for sites that are rendered; imported only where the extra `render` is installed."""

from playwright.async_api import Error as Unanswered
from playwright.async_api import Request as Load
from playwright.async_api import TimeoutError as TookTooLong
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawler.addresses import same_site
from crawler.handler import BoundedFactory
from crawler.job import errand_of
from crawler.middlewares.robots import RobotsMiddleware
from crawler.rendering import MARK, is_refused


class RenderingDownloadHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """Chromium for requests that `rendered` marks, the bounded handler for all others."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._crawler = crawler
        self.abort_request = self.refuses

    async def refuses(self, load: Load) -> bool:
        """Whether Chromium must not load what a page asks for: by its address, or by the site's robots.txt."""
        site = errand_of(self._crawler).site
        if await is_refused(load, site):
            return True
        robots = self._crawler.get_downloader_middleware(RobotsMiddleware)
        return robots is not None and same_site(load.url, site.url) and not await robots.allows(load.url)

    async def download_request(self, request: Request) -> Response:
        """The answer; one that was rendered says so in its headers, and is cut at the size that any page may have."""
        try:
            response: Response = await super().download_request(request)
        except Unanswered as error:
            raise _as_scrapys(error) from error
        if not request.meta.get("playwright"):
            return response
        version = self.browser.version if hasattr(self, "browser") else ""
        headers = response.headers.copy()
        headers[MARK] = f"the page as it stood when its scripts were done, by Chromium {version}".strip()
        flags = [*response.flags, "partial"] if len(response.body) > self._limit else response.flags
        return response.replace(headers=headers, flags=flags, body=response.body[: self._limit])


def _as_scrapys(error: Unanswered) -> Exception:
    """Chromium's word for an answer that did not come, as Scrapy would have said it."""
    if isinstance(error, TookTooLong):
        return DownloadTimeoutError(error.message)
    if "ERR_NAME_NOT_RESOLVED" in error.message:
        return CannotResolveHostError(error.message)
    if "ERR_CONNECTION_REFUSED" in error.message:
        return DownloadConnectionRefusedError(error.message)
    return DownloadFailedError(error.message)
