"""The folder itself: what is closed is written once, what grows is written anew, each file whole."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath

from claims.model import Level
from db.known import Edition
from db.queries import Reader
from reports.again import again, feed_entries, file_of, view_of
from reports.blocks import EditionView
from reports.dossier import file_name as dossier_file
from reports.files import put_whole
from reports.forms.form import Form, feed_of
from reports.linked import FOLDER as COPIES
from reports.linked import Archive, linked_in, put_linked
from reports.public.index import Shelved, feed_name, index_page
from reports.words import languages, words

FORMS = (Form.PAGE, Form.TEXT, Form.XLSX, Form.CSV, Form.JSON)
Copies = Callable[[tuple[int, ...]], str]
LINKED = re.compile(rb'href="\.\./copies/([0-9a-f]+\.html)["#]')
PRESSING = (Level.CRITICAL, Level.HIGH)


def fill(
    reader: Reader,
    digests: Path,
    folder: Path,
    forms: Sequence[Form],
    lang: str,
    copies: Copies | None = None,
    archive: Archive | None = None,
) -> Path:
    """Brings the folder up to date with every closed edition and every dossier at hand; its index page.

    The pages that cards link to go with them; one that is not beside the digests is made anew from `archive`.
    `copies` gives the text of the saved copies that show some claims; with it each edition has those of pressing ones.
    All links are relative, so that the folder can lie anywhere. An edition whose words were not kept has its page only.
    """
    wanted = tuple(dict.fromkeys((*FORMS, *forms)))
    shelved = [_shelve(reader, digests, folder, edition, wanted, copies) for edition in reader.editions()]
    for each in shelved:
        if each.view:
            carry(each.view, digests, folder, archive)
    for audience in {each.edition.audience for each in shelved if each.edition.permanent_id}:
        name = feed_name(audience)
        put_whole(folder / name, feed_of(feed_entries(reader, audience), name))
    dossiers = tuple(_dossiers(reader, digests / "dossiers", folder / "dossiers"))
    index = folder / "index.html"
    put_whole(index, index_page([each for each in shelved if each.forms], dossiers, lang))
    return index


def _shelve(
    reader: Reader, digests: Path, folder: Path, edition: Edition, wanted: tuple[Form, ...], copies: Copies | None
) -> Shelved:
    if not edition.permanent_id:
        return _page_only(digests, folder, edition)
    for form in wanted:
        target = folder / file_of(edition, form)
        if not target.exists():
            put_whole(target, again(reader, edition.number, form).body)
    view = view_of(reader, edition.number)
    saved = folder / f"{PurePath(edition.path).stem}-copies.txt"
    claims = pressing(view)
    if copies and claims and not saved.exists():
        put_whole(saved, copies(claims))
    return Shelved(edition, view, wanted, saved.name if saved.exists() else "")


def pressing(view: EditionView) -> tuple[int, ...]:
    """The claims of the changes that an edition tells as critical or high, each once."""
    names = {words(view.lang).levels[level].word for level in PRESSING}
    sheets = [sheet for sheet in view.sheets if sheet.key == "changes"]
    rows = [dict(zip(sheet.keys, row, strict=True)) for sheet in sheets for row in sheet.rows]
    claims = [row["claim"] for row in rows if row["level"] in names]
    return tuple(dict.fromkeys(claim for claim in claims if isinstance(claim, int)))


def carry(view: EditionView, digests: Path, folder: Path, archive: Archive | None = None) -> None:
    """Put what an edition's cards link to into a folder too; what lies there stays as it is."""
    missing = [each.name for each in linked_in(view) if not (folder / COPIES / each.name).exists()]
    put_linked(view, digests, archive, [name for name in missing if not (digests / COPIES / name).exists()])
    for name in missing:
        source = digests / COPIES / name
        if source.exists():
            put_whole(folder / COPIES / name, source.read_bytes())


def _page_only(digests: Path, folder: Path, edition: Edition) -> Shelved:
    """An edition from before its words were kept: the page as it lies in the digests folder, where it still does."""
    page = digests / PurePath(edition.path).name
    if not page.is_file():
        return Shelved(edition, None, ())
    put_whole(folder / page.name, page.read_bytes())
    return Shelved(edition, None, (Form.PAGE,))


def _dossiers(reader: Reader, source: Path, target: Path) -> Iterator[tuple[str, str]]:
    """The dossiers that were made, each under its site's name; copied anew, as they are made anew."""
    for site in reader.sites():
        for lang in languages():
            name = dossier_file(site.name, lang)
            if (source / name).is_file():
                page = (source / name).read_bytes()
                put_whole(target / name, page)
                _carry_linked(page, source.parent / COPIES, target.parent / COPIES)
                yield (site.name if lang == languages()[0] else f"{site.name} ({lang})"), name


def _carry_linked(dossier: bytes, source: Path, target: Path) -> None:
    for name in dict.fromkeys(found.decode() for found in LINKED.findall(dossier)):
        if (source / name).is_file() and not (target / name).exists():
            put_whole(target / name, (source / name).read_bytes())
