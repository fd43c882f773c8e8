"""What goes from step to step: a capture and what has been made of it so far."""

from dataclasses import dataclass

from scrapy.http import Response

from claims.model import Document, Read
from crawler.extract.page import Page
from crawler.items import Fetched, Site
from db.model import Capture, Quality

CONFIRMS = "confirms"


@dataclass(frozen=True, slots=True)
class Taken:
    """One capture on its way to the store.

    `fetched` is None where nothing answered; `wire` is the answer before it was unpacked; `counts` is False for a
    second look at a page that was counted already; `made_of` names what the documents of the reads were made of,
    `read_by` all that read them but the packs.
    """

    capture: Capture
    fetched: Fetched | None = None
    wire: Response | None = None
    documents: tuple[Document, ...] = ()
    reads: tuple[Read, ...] = ()
    counts: bool = True
    made_of: str = ""
    read_by: str = ""

    @property
    def ok(self) -> bool:
        """Whether there is something to read."""
        return self.capture.quality is Quality.OK and self.fetched is not None


def page_of(taken: Taken, fetched: Fetched, site: Site) -> Page:
    """The page as the extraction takes it."""
    content_type = fetched.response.headers.get("Content-Type") or b""
    return Page(
        address=taken.capture.address,
        final_address=taken.capture.final_address,
        content_type=content_type.decode("latin-1"),
        body=fetched.response.body,
        format=fetched.format,
        kind=site.kind,
        country=site.country,
        site_url=site.url,
    )
