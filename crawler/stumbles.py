"""What a spider itself stumbles over is told, and ends nothing."""

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.items import Fetched
from crawler.job import Errand, errand_of
from db.model import Incident


class Stumbles:
    """Makes an incident of every error in a spider; Scrapy logs it with its traceback."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Stumbles":
        """The extension for the crawler's site."""
        made = cls(errand_of(crawler))
        crawler.signals.connect(made.stumbled, signal=signals.spider_error)
        crawler.signals.connect(made.lost, signal=signals.item_error)
        return made

    def stumbled(self, failure: Failure, response: Response | Failure | None) -> None:
        """Tells of one error."""
        address = response.url if isinstance(response, Response) else ""
        cause = f"the spider stumbled: {type(failure.value).__name__}: {failure.value}"
        self.errand.trip.report(Incident(self.errand.site.name, cause, "report it with the log", address))

    def lost(self, failure: Failure, item: object) -> None:
        """Tells of a page that a step of its way could not deal with: it is neither stored nor compared."""
        address = item.response.url if isinstance(item, Fetched) else ""
        cause = f"a page was lost on its way: {type(failure.value).__name__}: {failure.value}"
        self.errand.trip.report(Incident(self.errand.site.name, cause, "report it with the log", address))
