"""From the body of an ok capture to documents: blocks in page order, and products."""

from crawler.extract.dispatch import documents, text_document
from crawler.extract.page import Page

__all__ = ["Page", "documents", "text_document"]
