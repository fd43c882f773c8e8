"""What documents rest on beside the capture: whether those that were kept are those that would be made now."""

import hashlib
import sys
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from crawler.extract.page import Page

ROOT = Path(__file__).parents[2]
# All that turns a body into documents, and documents into what is kept of them.
CODE = ("crawler/extract", "crawler/addresses.py", "crawler/addresses.yml", "claims/model.py", "db/packing.py")
LIBRARIES = ("lxml", "beautifulsoup4", "price-parser", "pypdf", "w3lib")
NOT_KEPT = frozenset({"picture"})  # read by a program that is not Python's to know


def made_of(page: Page, digest: str) -> str:
    """The name of a capture and of all that makes documents of it; empty where its documents are not to be kept.

    `digest` is the SHA-256 of the body. Two captures of one name have the same documents.
    """
    if page.format in NOT_KEPT:
        return ""
    given = (page.address, page.final_address, page.content_type, page.format, page.kind, page.country, page.site_url)
    name = "\x1f".join((extractor(), digest, *given))
    return hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def extractor() -> str:
    """The digest of the code, the data and the libraries that make documents."""
    digest = hashlib.sha256(sys.version.encode())
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for path in sorted(_files()):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files() -> set[Path]:
    places = [ROOT / name for name in CODE]
    within = {path for place in places for path in place.rglob("*") if path.suffix in {".py", ".yml"}}
    return within | {place for place in places if place.is_file()}
