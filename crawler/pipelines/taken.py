"""What goes from step to step: a capture and what has been made of it so far."""

from dataclasses import dataclass

from scrapy.http import Response

from claims.model import Document, Read
from crawler.items import Fetched
from db.model import Capture, Quality

CONFIRMS = "confirms"


@dataclass(frozen=True, slots=True)
class Taken:
    """One capture on its way to the store.

    `fetched` is None where nothing answered; `wire` is the answer before it was unpacked; `counts` is False for a
    second look at a page that was counted already.
    """

    capture: Capture
    fetched: Fetched | None = None
    wire: Response | None = None
    documents: tuple[Document, ...] = ()
    reads: tuple[Read, ...] = ()
    counts: bool = True

    @property
    def ok(self) -> bool:
        """Whether there is something to read."""
        return self.capture.quality is Quality.OK and self.fetched is not None
