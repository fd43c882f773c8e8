"""The way from a body to its documents, by the body's format."""

from claims.model import Document, SiteKind
from crawler.extract.page import Page


def documents(page: Page) -> tuple[Document, ...]:
    """The documents that one body holds: one for a page, one for each product of a platform's list."""
    return (text_document(page.body.decode("utf-8", "replace"), page.kind, page.final_address),)


def text_document(text: str, kind: SiteKind, address: str) -> Document:
    """The document of a plain text."""
    return Document(key=address, address=address, kind=kind, title=text[:80])
