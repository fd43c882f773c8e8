"""A page of HTML as a document."""

from claims.model import Document
from crawler.extract.blocks import blocks_of
from crawler.extract.charset import decode
from crawler.extract.feed import outline_of_page
from crawler.extract.furniture import furniture_of
from crawler.extract.keys import page_key
from crawler.extract.meta import head_blocks, head_of
from crawler.extract.page import Page
from crawler.extract.tree import parse


def html_documents(page: Page) -> tuple[Document, ...]:
    """The one document of a page; it has no blocks where the page has no text."""
    key = page_key(page.final_address)
    root = parse(decode(page.body, page.content_type))
    if root is None:
        return (Document(key, page.final_address, page.kind),)
    head = head_of(root)
    outline = outline_of_page(root)
    furniture = furniture_of(outline)
    products = [""] * len(furniture)
    blocks = head_blocks(head) + blocks_of(outline, furniture, products, head.lang)
    return (Document(key, page.final_address, page.kind, head.title, head.lang, blocks),)
