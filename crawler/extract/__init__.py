"""From the body of an ok capture to documents: blocks in page order, and products."""

from crawler.extract.dispatch import UnknownFormat, documents
from crawler.extract.page import Page
from crawler.extract.plain import text_document

__all__ = ["Page", "UnknownFormat", "documents", "text_document"]
