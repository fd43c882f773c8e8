"""The forms of an edition by name, and one function that renders any of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports import digest
from reports.blocks import EditionView
from reports.clean import clean
from reports.errors import ReportError
from reports.forms import data, feed, mail, pdf, text, workbook
from reports.forms.names import Form

__all__ = ["KINDS", "Form", "Kind", "feed_of", "rendered"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a form's file is: the end of its name, and its media type."""

    suffix: str
    media_type: str
    of: Callable[[EditionView], bytes]


def _no_feed(view: EditionView) -> bytes:
    raise ReportError(f"edition {view.number}: a feed is made of several editions: render it by `feed_of`")


def rendered(view: EditionView, form: Form) -> bytes:
    """The edition in one form, the same bytes whenever it is asked for.

    A feed needs more than a view: `feed_of`. Raises MissingExtra where the form needs a library that is not installed.
    """
    return KINDS[form].of(clean(view))


def feed_of(entries: Sequence[feed.Entry], own_href: str) -> bytes:
    """The feed of an audience from its editions, the newest first; it lies at `own_href`."""
    return feed.rendered(entries, own_href)


KINDS: dict[Form, Kind] = {
    Form.PAGE: Kind(".html", "text/html", lambda view: digest.render(view).encode()),
    Form.MAIL: Kind(".mail.html", "text/html", lambda view: mail.rendered(view).html.encode()),
    Form.TEXT: Kind(".txt", "text/plain", lambda view: text.rendered(view).encode()),
    Form.PDF: Kind(".pdf", "application/pdf", pdf.rendered),
    Form.FEED: Kind(".feed.xml", "application/atom+xml", _no_feed),
    Form.XLSX: Kind(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.rendered),
    Form.CSV: Kind(".csv", "text/csv", data.csv_of),
    Form.JSON: Kind(".json", "application/json", data.json_of),
}
