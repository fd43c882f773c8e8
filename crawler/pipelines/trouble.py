"""What becomes of a capture that was fetched well and then could not be read."""

from dataclasses import replace

from crawler.job import Errand
from crawler.pipelines.taken import Taken
from db.model import Incident, Quality


def failed(taken: Taken, error: str, errand: Errand) -> Taken:
    """The capture as one that moves nothing, with an incident: what is known of its page stays as it is."""
    cause = f"cannot be read: {error}"
    remedy = "report it with the log and the stored capture; the page is read again at the next visit"
    errand.trip.report(Incident(errand.site.name, cause, remedy, taken.capture.address))
    return _moving_nothing(taken, Quality.ERROR, cause)


def without_text(taken: Taken) -> Taken:
    """The capture of a page on which no text was found."""
    return _moving_nothing(taken, Quality.EMPTY, "the page holds no text: it may need a browser")


def _moving_nothing(taken: Taken, quality: Quality, cause: str) -> Taken:
    capture = replace(taken.capture, quality=quality, cause=cause, etag="", last_modified="")
    return replace(taken, documents=(), reads=(), capture=capture)
