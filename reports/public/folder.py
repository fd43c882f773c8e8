"""The folder itself: what is closed is written once, what grows is written anew, each file whole."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from db.model import Edition
from db.queries import Reader
from reports.again import again, feed_entries, file_of, view_of
from reports.dossier import file_name as dossier_file
from reports.files import put_whole
from reports.forms.form import Form, feed_of
from reports.public.index import Shelved, feed_name, index_page
from reports.words import languages

FORMS = (Form.PAGE, Form.TEXT, Form.XLSX, Form.CSV, Form.JSON)


def fill(reader: Reader, digests: Path, folder: Path, forms: Sequence[Form], lang: str) -> Path:
    """Brings the folder up to date with every closed edition and every dossier at hand; its index page.

    All links are relative, so that the folder can lie anywhere. An edition whose words were not kept has its page only.
    """
    wanted = tuple(dict.fromkeys((*FORMS, *forms)))
    shelved = [_shelve(reader, digests, folder, edition, wanted) for edition in reader.editions()]
    for audience in {each.edition.audience for each in shelved if each.edition.permanent_id}:
        name = feed_name(audience)
        put_whole(folder / name, feed_of(feed_entries(reader, audience), name))
    dossiers = tuple(_dossiers(reader, digests / "dossiers", folder / "dossiers"))
    index = folder / "index.html"
    put_whole(index, index_page([each for each in shelved if each.forms], dossiers, lang))
    return index


def _shelve(reader: Reader, digests: Path, folder: Path, edition: Edition, wanted: tuple[Form, ...]) -> Shelved:
    if not edition.permanent_id:
        return _page_only(digests, folder, edition)
    for form in wanted:
        target = folder / file_of(edition, form)
        if not target.exists():
            put_whole(target, again(reader, edition.number, form).body)
    return Shelved(edition, view_of(reader, edition.number), wanted)


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
                put_whole(target / name, (source / name).read_bytes())
                yield (site.name if lang == languages()[0] else f"{site.name} ({lang})"), name
