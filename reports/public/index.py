"""The page that leads to every edition and dossier: every word and number of it decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.known import Edition
from reports.again import file_of
from reports.blocks import EditionView
from reports.clean import clean
from reports.forms.environment import markup_template
from reports.forms.form import Form
from reports.text import shown
from reports.times import span
from reports.view import name_of
from reports.words import Words, words


@dataclass(frozen=True, slots=True)
class Shelved:
    """A closed edition, what it says where that was kept, and the forms in which it lies in the folder.

    `copies` is the file beside it with the saved copies of its pressing claims, empty where there is none.
    """

    edition: Edition
    view: EditionView | None
    forms: tuple[Form, ...]
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a file beside the page."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition in a list: its number, finding, period and what it told, and the ways to its forms."""

    number: str
    title: Link
    lang: str
    period: str
    told: str
    forms: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The editions of one audience, the newest first."""

    anchor: str
    title: str
    feed: Link | None
    heads: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The page, ready to be laid out."""

    lang: str
    title: str
    skip: str
    lead: str
    shelves: tuple[Shelf, ...]
    dossiers_title: str
    dossiers: tuple[Link, ...]
    foot: str


def index_page(shelved: Sequence[Shelved], dossiers: Sequence[tuple[str, str]], lang: str) -> str:
    """The page of all editions, the newest first, and of dossiers as (site, file)."""
    return markup_template("index.html.j2").render(index=index_of(shelved, dossiers, words(lang)))


def index_of(shelved: Sequence[Shelved], dossiers: Sequence[tuple[str, str]], own: Words) -> Index:
    """What the page says."""
    audiences = sorted({each.edition.audience for each in shelved}, reverse=True)
    shelves = tuple(_shelf(audience, shelved, own) for audience in audiences)
    number = len(shelved)
    return Index(
        lang=own.lang,
        title=own.say("Editions and dossiers"),
        skip=own.say("To the editions"),
        lead=own.count(number, "{n} edition, the newest first.", "{n} editions, the newest first.")
        if number
        else own.say("No edition is closed yet."),
        shelves=shelves,
        dossiers_title=own.say("Dossiers of sites"),
        dossiers=tuple(Link(shown(site), f"dossiers/{file}") for site, file in dossiers),
        foot=own.say("This is no legal advice. It flags for review and decides nothing; a person reads first."),
    )


def feed_name(audience: str) -> str:
    """The file of an audience's feed."""
    return f"feed-{audience}.xml"


def _shelf(audience: str, shelved: Sequence[Shelved], own: Words) -> Shelf:
    mine = sorted((each for each in shelved if each.edition.audience == audience), key=lambda s: -s.edition.number)
    has_feed = any(each.edition.permanent_id for each in mine)
    return Shelf(
        anchor=audience,
        title=name_of(audience, own),
        feed=Link(own.say("Feed (Atom)"), feed_name(audience)) if has_feed else None,
        heads=(
            own.say("Edition"),
            own.say("What it found"),
            own.say("Period"),
            own.say("Changes told"),
            own.say("Forms"),
        ),
        entries=tuple(_entry(each, own) for each in mine),
    )


def _entry(shelved: Shelved, own: Words) -> Entry:
    edition = shelved.edition
    view = clean(shelved.view) if shelved.view else None
    title = view.title if view else own.say("edition {number}", number=edition.number)
    links = [Link(form.value.upper(), file_of(edition, form)) for form in shelved.forms if form is not Form.PAGE]
    links += [Link(own.say("Saved copies"), shelved.copies)] if shelved.copies else []
    return Entry(
        number=str(edition.number),
        title=Link(title, file_of(edition, Form.PAGE)),
        lang=view.lang if view else own.lang,
        period=span(edition.since, edition.until, own),
        told=own.number(edition.changes),
        forms=tuple(links),
    )
