"""A closed edition rendered again from its number, in any form: the same bytes whenever it is asked for."""

from dataclasses import dataclass
from pathlib import PurePath

from db.known import Edition
from db.queries import Reader
from reports.blocks import EditionView
from reports.errors import EditionError
from reports.forms.feed import Entry
from reports.forms.form import KINDS, Form, feed_of, rendered
from reports.stored import unpacked


@dataclass(frozen=True, slots=True)
class Rendering:
    """A file: its name and its bytes."""

    name: str
    body: bytes


def again(reader: Reader, number: int, form: Form, cut: str = "") -> Rendering:
    """A form of an edition. Raises EditionError where it is not closed, or what it says was not kept."""
    edition = _edition(reader, number)
    if form is Form.FEED:
        entries = feed_entries(reader, edition.audience, number)
        return Rendering(file_of(edition, form, cut), feed_of(entries, file_of(edition, form)))
    return Rendering(file_of(edition, form, cut), rendered(view_of(reader, number, cut), form))


def view_of(reader: Reader, number: int, cut: str = "") -> EditionView:
    """What an edition says, whole or in one of the cuts that were made of it."""
    bodies = {each.cut: each.body for each in reader.edition_bodies(number)}
    if cut not in bodies:
        what = f"its cut {cut} was" if cut and bodies else "what it says was"
        raise EditionError(f"edition {number}: {what} not kept: only its page in the folder of digests is there")
    return unpacked(bodies[cut])


def feed_entries(reader: Reader, audience: str, last: int | None = None) -> tuple[Entry, ...]:
    """The editions of an audience up to the number `last`, the newest first, those whose words were kept."""
    editions = [each for each in reader.editions(audience) if last is None or each.number <= last]
    return tuple(
        Entry(each.permanent_id, view_of(reader, each.number), file_of(each, Form.PAGE))
        for each in editions
        if each.permanent_id
    )


def file_of(edition: Edition, form: Form, cut: str = "") -> str:
    """The name of a form's file, beside the edition's page."""
    page = PurePath(edition.path).name
    stem = page.removesuffix(KINDS[Form.PAGE].suffix) + (f"-{cut}" if cut else "")
    return stem + KINDS[form].suffix


def _edition(reader: Reader, number: int) -> Edition:
    edition = reader.edition(number)
    if edition is None:
        raise EditionError(f"edition {number}: there is none of that number: `exowatch editions` lists them")
    return edition
