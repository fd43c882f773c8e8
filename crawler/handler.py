"""Scrapy's handler for http and https, with a bound on what an answer may send before its body.

Twisted bounds each header's line and not their number: an answer of a hundred megabytes of headers fills the memory.
"""

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS
from twisted.web._newclient import Request as WebRequest
from twisted.web.iweb import IResponse

from crawler.errors import CrawlError

MOST_BYTES = 256 * 1024


class HeadersTooLong(CrawlError):
    """An answer whose headers do not end."""


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Gives an answer up where its headers grow too long."""

    _head = 0

    def request(self, request: WebRequest) -> Deferred[IResponse]:
        """Sends the request; its answer is counted from its first byte."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, bytes: bytes) -> None:  # noqa: N802, A002 - the names are Twisted's
        """Counts what comes before the body."""
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._head += len(bytes)
            if self._head > MOST_BYTES:
                self._giveUp(Failure(HeadersTooLong(f"headers of more than {MOST_BYTES} bytes")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes such connections."""

    def buildProtocol(self, addr: IAddress | None) -> BoundedProtocol:  # noqa: ARG002, N802
        """One connection."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedDownloadHandler(HTTP11DownloadHandler):
    """The handler of every request."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
