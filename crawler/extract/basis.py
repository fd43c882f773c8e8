"""What documents rest on beside the capture: whether those that were kept are those that would be made now."""

from functools import lru_cache
from pathlib import Path

from crawler.extract.page import Page
from crawler.restson import digest_of, name_of

ROOT = Path(__file__).parents[2]
# All that turns a body into documents, and documents into what is kept of them.
CODE = (
    "crawler/extract",
    "crawler/entities.py",
    "crawler/subject.py",
    "crawler/subject.yml",
    "crawler/addresses.py",
    "crawler/addresses.yml",
    "claims/cachefile.py",
    "claims/datafile.py",
    "claims/faults.py",
    "claims/model.py",
    "claims/parsed.py",
    "db/leads.py",
    "db/packing.py",
)
LIBRARIES = ("beautifulsoup4", "lxml", "price-parser", "pydantic", "pypdf", "pyyaml", "w3lib")
NOT_KEPT = frozenset({"picture"})  # read by a program that is not Python's to know


def made_of(page: Page, digest: str) -> str:
    """The name of a capture and of all that makes documents of it; empty where its documents are not to be kept.

    `digest` is the SHA-256 of the body. Two captures of one name have the same documents.
    """
    if page.format in NOT_KEPT:
        return ""
    given = (page.address, page.final_address, page.content_type, page.format, page.kind, page.country, page.site_url)
    return name_of((extractor(), digest, *given))


@lru_cache(maxsize=1)
def extractor() -> str:
    """The digest of the code, the data and the libraries that make documents."""
    return digest_of(LIBRARIES, sorted(_files()))


def _files() -> set[Path]:
    places = [ROOT / name for name in CODE]
    within = {path for place in places for path in place.rglob("*") if path.suffix in {".py", ".yml"}}
    return within | {place for place in places if place.is_file()}
