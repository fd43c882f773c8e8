"""The way from a body to its documents, by the body's format."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from claims.model import Document
from crawler.errors import CrawlError
from crawler.extract.charset import decode
from crawler.extract.htmlpage import html_documents
from crawler.extract.magento import magento_documents
from crawler.extract.page import Page
from crawler.extract.plain import text_document
from crawler.extract.shopify import shopify_documents
from crawler.extract.woocommerce import woocommerce_documents


class UnknownFormat(CrawlError):
    """A body in a format that no module here reads."""


def documents(page: Page) -> tuple[Document, ...]:
    """The documents that one body holds: one for a page, one for each product of a platform's list.

    Raises UnknownFormat for a format that is not in FORMATS.
    """
    try:
        extract = FORMATS[page.format]
    except KeyError:
        known = ", ".join(sorted(FORMATS))
        raise UnknownFormat(
            f"{page.address}: format {page.format!r} is unknown: use one of {known}, or add a module for it"
        ) from None
    return extract(page)


def _text_documents(page: Page) -> tuple[Document, ...]:
    return (text_document(decode(page.body, page.content_type), page.kind, page.final_address),)


def _pdf_documents(page: Page) -> tuple[Document, ...]:
    from crawler.extract.pdf import pdf_documents  # loaded with the first brochure

    return pdf_documents(page)


def _picture_documents(page: Page) -> tuple[Document, ...]:
    from crawler.extract.ocr import picture_documents  # loaded with the first picture

    return picture_documents(page)


# One line a format: what a body may be, and who reads it.
FORMATS: Mapping[str, Callable[[Page], tuple[Document, ...]]] = MappingProxyType(
    {
        "html": html_documents,
        "magento-products": magento_documents,
        "pdf": _pdf_documents,
        "picture": _picture_documents,
        "shopify-products": shopify_documents,
        "text": _text_documents,
        "woocommerce-products": woocommerce_documents,
    }
)
