"""Ends the download of what is no page as soon as its headers say so."""

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers

HEAVY = (b"image/", b"video/", b"audio/", b"font/", b"application/zip", b"application/octet-stream")
PICTURE = "picture"  # of a request for the picture itself


class EarlyEnd:
    """Spares the site, and the line, the body of a picture or a film that was linked like a page."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "EarlyEnd":
        """The extension."""
        made = cls()
        crawler.signals.connect(made.look_at, signal=signals.headers_received)
        return made

    def look_at(self, headers: Headers, request: Request) -> None:
        """Raises StopDownload; the answer then comes without its body."""
        kind = (headers.get(b"Content-Type") or b"").lower()
        if "asked" in request.meta and PICTURE not in request.meta and kind.startswith(HEAVY):
            raise StopDownload(fail=False)
