"""One page and nothing else, for `exowatch read URL`."""

from collections.abc import AsyncIterator
from typing import Any

from scrapy.http import Response

from crawler.addresses import canonical
from crawler.items import Lead
from spiders.base import SiteSpider
from spiders.way import Found


class SingleSpider(SiteSpider):
    """Fetches the one address that it is sent out with."""

    name = "single"

    async def start(self) -> AsyncIterator[Any]:
        """The request for that address."""
        self.began = True
        self.under_way = 1
        yield self.ask_page(canonical(self.site.url), 0)

    def learn(self, response: Response, depth: int) -> tuple[Lead, ...]:  # noqa: ARG002
        """Nothing: links are not followed."""
        return ()

    def proceed(self) -> Found:
        """Nothing comes after."""
        yield from ()
