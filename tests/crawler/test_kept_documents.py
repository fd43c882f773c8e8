"""What is kept of a page is what its capture gives: the same documents, read the same; and pages beside one another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.law.markets import load_regulation, markets_for
from claims.model import Document, SiteKind
from claims.reads import reads_of
from claims.rules.packs import load_library
from crawler.extract.basis import made_of
from crawler.extract.dispatch import documents
from crawler.extract.page import Page
from db.packing import packed, plain, unpacked
from tests.crawler.test_extract_pages import FOLDERS, page_of
from tests.whole.test_gold_as_pages import gold_pages, rendered


def gold() -> Iterator[tuple[Document, ...]]:
    """Labelled pages as documents."""
    for page in gold_pages():
        address = f"http://127.0.0.1{page.path}"
        body = rendered(page).encode()
        yield documents(Page(address, address, "text/html; charset=utf-8", body, "html", page.kind, "GB", address))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_kind_of_page_is_kept_as_it_is_made(folder: Path) -> None:
    made = documents(page_of(folder))
    assert unpacked(packed(plain(made))) == made


def test_labelled_pages_are_read_from_what_is_kept_as_from_their_captures() -> None:
    library, regulation, markets = load_library(), load_regulation(), markets_for("GB")
    claims = 0
    for made in gold():
        kept = unpacked(packed(plain(made)))
        assert kept == made
        read = tuple(reads_of(kept, library, markets, regulation))
        assert read == tuple(reads_of(made, library, markets, regulation))
        claims += sum(len(one.reading.claims) for one in read)
    assert claims > 100


def test_a_name_follows_all_that_a_document_is_made_of() -> None:
    page = Page("http://a/1", "http://a/2", "text/html", b"", "html", SiteKind.CLINIC, "GB", "http://a/")
    names = {
        made_of(page, "aa"),
        made_of(page, "bb"),
        *(
            made_of(Page(*given), "aa")
            for given in (
                ("http://a/3", "http://a/2", "text/html", b"", "html", SiteKind.CLINIC, "GB", "http://a/"),
                ("http://a/1", "http://a/3", "text/html", b"", "html", SiteKind.CLINIC, "GB", "http://a/"),
                ("http://a/1", "http://a/2", "text/plain", b"", "html", SiteKind.CLINIC, "GB", "http://a/"),
                ("http://a/1", "http://a/2", "text/html", b"", "text", SiteKind.CLINIC, "GB", "http://a/"),
                ("http://a/1", "http://a/2", "text/html", b"", "html", SiteKind.PRESS, "GB", "http://a/"),
                ("http://a/1", "http://a/2", "text/html", b"", "html", SiteKind.CLINIC, "FR", "http://a/"),
                ("http://a/1", "http://a/2", "text/html", b"", "html", SiteKind.CLINIC, "GB", "http://b/"),
            )
        ),
    }
    assert len(names) == 9


def test_what_another_program_reads_has_no_name() -> None:
    page = Page("http://a/1.png", "http://a/1.png", "image/png", b"", "picture", SiteKind.CLINIC, "GB", "http://a/")
    assert made_of(page, "aa") == ""
