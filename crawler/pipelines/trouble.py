"""What becomes of a capture that was fetched well and then could not be read."""

from dataclasses import replace
from datetime import timedelta

from crawler.job import Errand
from crawler.pipelines.taken import Taken
from db.model import Incident, Quality

BELIEVED_AFTER = timedelta(days=1)


def failed(taken: Taken, error: str, errand: Errand) -> Taken:
    """The capture as one that moves nothing, with an incident: what is known of its page stays as it is."""
    cause = f"cannot be read: {error}"
    remedy = "report it with the log and the stored capture; the page is read again at the next visit"
    errand.trip.report(Incident(errand.site.name, cause, remedy, taken.capture.address))
    return _moving_nothing(taken, Quality.ERROR, cause)


def without_text(taken: Taken) -> Taken:
    """The capture of a page on which no text was found."""
    return _moving_nothing(taken, Quality.EMPTY, "the page holds no text: it may need a browser")


def in_other_language(taken: Taken, errand: Errand) -> Taken | None:
    """The capture of a page that came in another language than before; None where it did not, or did so a day ago too.

    Sites choose a language by where a visitor comes from: what is missing from that page is not gone.
    """
    known = errand.languages.get(taken.capture.address)
    langs = {read.reading.lang for read in taken.reads}
    if known is None or len(langs) != 1 or langs == {known.lang} or len(taken.reads) > 1:
        return None
    if known.doubted_at and taken.capture.fetched_at - known.doubted_at >= BELIEVED_AFTER:
        return None
    cause = f"came in another language ({langs.pop()}) than before ({known.lang})"
    return _moving_nothing(taken, Quality.OTHER_LANGUAGE, cause)


def _moving_nothing(taken: Taken, quality: Quality, cause: str) -> Taken:
    capture = replace(taken.capture, quality=quality, cause=cause, etag="", last_modified="")
    return replace(taken, documents=(), reads=(), capture=capture)
