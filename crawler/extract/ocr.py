"""The text in a picture as a document, read by the machine's tesseract: an optional extra for sites that ask for it."""

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from shutil import which

from claims import datafile
from claims.model import Document
from crawler.errors import CrawlError
from crawler.extract.page import Page

FILE = Path(__file__).with_name("ocr.yml")
MOST_PIXELS = 40_000_000
SECONDS = 60.0
NO_LIBRARY = ("ocr is set, but its libraries are missing", "run `pip install 'exowatch[ocr]'`, or set ocr: false")
NO_TESSERACT = ("ocr is set, but tesseract is not installed", "install the package tesseract-ocr, or set ocr: false")


class UnreadablePicture(CrawlError):
    """A picture that cannot be opened, or is too large to read."""


@dataclass(frozen=True, slots=True)
class Alphabets:
    """The content of ocr.yml: tesseract's names of the languages to look for, by country, else `elsewhere`."""

    countries: dict[str, list[str]]
    elsewhere: list[str]


def missing() -> tuple[str, str] | None:
    """What reading pictures lacks on this machine, and what to do; None where it can be done."""
    if find_spec("pytesseract") is None or find_spec("PIL") is None:
        return NO_LIBRARY
    return None if which("tesseract") else NO_TESSERACT


def picture_documents(page: Page) -> tuple[Document, ...]:
    """The one document of a picture; it has no blocks where no text is found in it. Raises UnreadablePicture."""
    from crawler.extract.pdf import joined
    from crawler.extract.plain import text_document

    text = _text_of(page)
    made = text_document("\n\n".join(joined(text.splitlines())), page.kind, page.final_address)
    return (replace(made, title=""),)


def _text_of(page: Page) -> str:
    import pytesseract
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(page.body)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UnreadablePicture(f"{page.address}: a picture of {picture.width} x {picture.height} is not read")
            grey = picture.convert("L")
        found: str = pytesseract.image_to_string(grey, lang=_languages(page.country), timeout=SECONDS)
    except (UnidentifiedImageError, OSError, RuntimeError, Image.DecompressionBombError) as error:
        raise UnreadablePicture(f"{page.address}: the picture cannot be read ({error}): look at it by hand") from error
    return found


def _languages(country: str) -> str:
    """Those of the country's languages that tesseract has here."""
    words = datafile.read(FILE, Alphabets)
    wanted = words.countries.get(country.upper(), words.elsewhere)
    return "+".join([lang for lang in wanted if lang in _installed()] or words.elsewhere)


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    import pytesseract

    return frozenset(pytesseract.get_languages())
