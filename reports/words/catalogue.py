"""The catalogues of reports/messages: one .po file a language, read as it is, without a step of compiling."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from reports.errors import ReportError

OWN = "en"
Catalogue = NullTranslations


def languages() -> tuple[str, ...]:
    """The languages that editions can be made in: the one of the sources first."""
    folder = files("reports") / "messages"
    return OWN, *sorted(entry.name.removesuffix(".po") for entry in folder.iterdir() if entry.name.endswith(".po"))


@cache
def catalogue(lang: str) -> Catalogue:
    """The sentences of a language. Raises ReportError where there is no catalogue, or one that cannot be read."""
    if lang == OWN:
        return NullTranslations()
    if lang not in languages():
        raise ReportError(f"language {lang!r}: has no catalogue: use {' or '.join(languages())}, or add {lang}.po")
    try:
        with (files("reports") / "messages" / f"{lang}.po").open("rb") as file:
            known = read_po(file, locale=lang, abort_invalid=True)
    except PoFileError as error:
        raise ReportError(f"reports/messages/{lang}.po:{error.lineno}: {error}: correct the line") from error
    compiled = BytesIO()
    write_mo(compiled, known)
    compiled.seek(0)
    return GNUTranslations(compiled)
