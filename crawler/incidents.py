"""What of a site's visit is worth telling: one incident for each kind of trouble, with what would mend it."""

from collections.abc import Iterator

from crawler import rendering
from crawler.extract import ocr
from crawler.extract.source import MOST_ATTRIBUTES
from crawler.job import Errand
from db.model import Incident, Quality

# Dead links and pages that a site keeps from robots are its own affair, unless the watchlist names them.
QUIET = frozenset(
    {
        Quality.OK,
        Quality.NOT_MODIFIED,
        Quality.GONE,
        Quality.SOFT_404,
        Quality.REDIRECTED_HOME,
        Quality.REDIRECTED_AWAY,
        Quality.NOT_A_PAGE,
        Quality.ROBOTS,
    }
)
REMEDIES = {
    Quality.BLOCKED: "ask the site's owner for access, raise delay, or expect no news from these pages",
    Quality.CONSENT: "the page hides behind a question: expect no news from it",
    Quality.LOGIN: "the page is not public: take it off the watchlist",
    Quality.ERROR: "the next run asks again; look at the page in a browser",
    Quality.UNREACHABLE: "check the address in the watchlist; the next run asks again",
    Quality.ROBOTS: "the site asks not to be visited there: take the address off the watchlist",
    Quality.GONE: "correct the address in the watchlist",
    Quality.SOFT_404: "correct the address in the watchlist",
    Quality.REDIRECTED_HOME: "correct the address in the watchlist",
    Quality.REDIRECTED_AWAY: "the site has moved: put its new address into the watchlist",
    Quality.EMPTY: "look at the page in a browser; what only shows there is not read",
    Quality.TRUNCATED: "the next run asks again; a page over the size limit stays unread",
    Quality.OTHER_LANGUAGE: "believed if the next visit gets it too; name the address of one language in the watchlist",
    Quality.NOT_A_PAGE: "name the address of a page in the watchlist",
}
FEW = 0.5


def incidents_of(errand: Errand) -> Iterator[Incident]:
    """The incidents of a site that its visit has not told already."""
    tally, name = errand.tally, errand.site.name
    told = {(one.address, one.cause) for one in errand.trip.incidents if one.site == name}
    for quality, (address, cause) in sorted(tally.causes.items()):
        count = tally.pages[quality]
        if count == 1 and (address, cause) in told:
            continue
        if quality not in QUIET or address in errand.watched:
            several = f"{count} pages, the first: " if count > 1 else ""
            yield Incident(name, f"{several}{cause}", REMEDIES[quality], address)
    if errand.took_too_long:
        cause = f"the visit ended after {errand.job.manners.longest_visit / 3600:g} hours"
        yield Incident(
            name, cause, "set a smaller max_pages; what is left has its turn at the next visit", errand.site.url
        )
    yield from _pictures(errand)
    yield from _crowds(errand)
    yield from _doubted(errand)
    if errand.site.render and (lacking := rendering.missing()):
        cause, remedy = lacking
        yield Incident(name, cause, remedy, errand.site.url)
    expected = errand.expected
    if expected and tally.seen < FEW * expected and not errand.trip.stop.is_set():
        cause = f"only {tally.seen} of {expected} pages known before were seen"
        yield Incident(name, cause, "what else is told of this site says why", errand.site.url)


def _pictures(errand: Errand) -> Iterator[Incident]:
    """What is not read because it stands in pictures, and why."""
    site, pictured = errand.site, errand.tally.pictured
    if site.ocr and (lacking := ocr.missing()):
        yield Incident(site.name, *lacking, site.url)
    elif pictured and not site.ocr:
        pages = f"{len(pictured)} pages, the first: hold" if len(pictured) > 1 else "holds"
        cause = f"{pages} hardly any text beside pictures: what stands in them is not read"
        yield Incident(site.name, cause, "set ocr: true for the site, or read them by hand", pictured[0])


def _crowds(errand: Errand) -> Iterator[Incident]:
    """What was left out of pages whose tags hold more attributes than a parser takes in its time."""
    crowded = errand.tally.crowded
    if not crowded:
        return
    pages = f"{len(crowded)} pages, the first: hold" if len(crowded) > 1 else "holds"
    cause = f"{pages} a tag with more than {MOST_ATTRIBUTES:,} attributes: {sum(crowded.values()):,} were left out"
    yield Incident(
        errand.site.name, cause, "look at the source of the page; its text is read all the same", next(iter(crowded))
    )


def _doubted(errand: Errand) -> Iterator[Incident]:
    """Which pages lost all they held to one text that other pages have too."""
    doubted = errand.tally.doubted
    if not doubted:
        return
    pages = f"{len(doubted)} pages, the first: say" if len(doubted) > 1 else "says"
    cause = f"{pages} the very same as other pages that held something else: a notice or a wall proves nothing gone"
    yield Incident(errand.site.name, cause, "look at the page in a browser; the next run asks again", doubted[0])
