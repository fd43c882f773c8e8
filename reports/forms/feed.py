"""Editions as an Atom feed (RFC 4287), each under the name that stays its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.blocks import EditionView
from reports.clean import clean
from reports.forms.environment import markup_template
from reports.forms.plain import plain

NEWEST = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition in a feed: its permanent name, what it says, and where its page lies, seen from the feed."""

    permanent_id: str
    view: EditionView
    href: str


def rendered(entries: Sequence[Entry], own_href: str = "feed.xml") -> bytes:
    """The feed of these editions, the newest first; it lies at `own_href`. At least one edition is needed."""
    newest = [Entry(each.permanent_id, clean(each.view), each.href) for each in entries[:NEWEST]]
    name = newest[0].permanent_id.rsplit("/", 2)[0]
    shown = [(each, markup_template("entry.html.j2").render(view=plain(each.view))) for each in newest]
    return markup_template("feed.xml.j2").render(entries=shown, name=name, own_href=own_href).encode()
