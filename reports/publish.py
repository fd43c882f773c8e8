"""Editions on disk: rendered, put in place whole, and only then closed, so that nothing is told twice or lost."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from db.outbox import Closing, EditionBody
from db.queries import Reader
from db.store import Store
from reports.addressing import Recipient, addressed, permanent_id
from reports.again import feed_entries
from reports.blocks import EditionView
from reports.cut import Cut
from reports.digest import render
from reports.files import put_whole
from reports.forms.feed import Entry
from reports.forms.form import KINDS, Form, feed_of, rendered
from reports.linked import Archive, copies_in, linked_in, put_linked
from reports.stored import shown_and_packed
from reports.view import build_each


def publish(
    store: Path,
    digests: Path,
    audience: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    now: datetime,
    contact: str = "",
    recipients: Sequence[Recipient] = (),
    forms: Sequence[Form] = (),
    archive: Archive | None = None,
) -> Path:
    """Render the next edition of an audience into the folder `digests` and close it; the file it lies in.

    With `since` it looks back at a period instead: a page without a number that closes nothing. `contact` is where the
    page says that mistakes are reported, `recipients` are the readers to whom the edition is then owed;
    `forms` are written beside the page, and so are the pages that its cards link to, as far as `archive` gives them.
    Raises EditionError where the file cannot be written; the store then still counts the changes as untold.
    """
    cuts = dict.fromkeys((Cut(), *(recipient.cut for recipient in recipients)))
    with Reader.open(store) as reader:
        number = 0 if since else reader.next_edition()
        built = build_each(reader, audience, since, until, now, number, contact, cuts)
        earlier = feed_entries(reader, audience) if Form.FEED in forms else ()
    if number:
        Store.open(store, now=now).close()  # what would keep it from being closed is said before there is a file
    kept = {cut: shown_and_packed(each) for cut, each in built.items()}
    view, body = kept[Cut()]
    path = digests / file_name(view)
    _set_aside_unclosed(path, view)
    bodies = tuple(EditionBody(cut.key, each) for cut, (_, each) in kept.items())
    name = permanent_id(view, body, contact)
    put_whole(path, render(view))
    _put_forms(path, forms, Entry(name, view, path.name), earlier)
    copies = tuple({copy.name: copy for told, _ in kept.values() for copy in copies_in(told)}.values())
    _put_linked((told for told, _ in kept.values()), digests, archive)
    if number:
        closing = Closing(
            audience,
            view.since,
            view.until,
            view.changes,
            now,
            f"{digests.name}/{path.name}",
            number,
            bodies=bodies,
            owed=tuple(addressed(recipient, name) for recipient in recipients),
            permanent_id=name,
            captures=tuple((copy.warc, copy.offset) for copy in copies),
        )
        with Store.open(store, now=now) as open_store:
            open_store.close_edition(closing)
    return path


def beside(page: Path, form: Form) -> Path:
    """Where a form of the edition on that page lies."""
    return page.with_name(page.name.removesuffix(KINDS[Form.PAGE].suffix) + KINDS[form].suffix)


def file_name(view: EditionView) -> str:
    """The name of an edition's file, the same whenever it is rendered again."""
    if view.number:
        return f"{view.number:04}-{view.audience}-{view.until:%Y-%m-%d}.html"
    return f"period-{view.audience}-{view.since:%Y-%m-%d}-{view.until:%Y-%m-%d}.html"


def _put_forms(page: Path, forms: Sequence[Form], entry: Entry, earlier: Sequence[Entry]) -> None:
    """The forms of the edition on that page, beside it; in a feed it stands before the earlier ones."""
    for form in forms:
        target = beside(page, form)
        if form is Form.FEED:
            put_whole(target, feed_of((entry, *earlier), target.name))
        else:
            put_whole(target, rendered(entry.view, form))


def _put_linked(views: Iterable[EditionView], digests: Path, archive: Archive | None) -> None:
    """What the cards of several cuts link to, each once."""
    done: set[str] = set()
    for view in views:
        names = {each.name for each in linked_in(view)} - done
        put_linked(view, digests, archive, names)
        done |= names


def _set_aside_unclosed(path: Path, view: EditionView) -> None:
    """Rename what a run that was cut off left under this very number: it was never closed."""
    if view.number and path.parent.is_dir():
        for left in path.parent.glob(f"{view.number:04}-*"):
            if not left.name.startswith(f"{path.stem}."):
                left.replace(left.with_name(f"unclosed-{left.name}"))
