"""A page of HTML as a document."""

from dataclasses import replace

from claims.model import Document
from crawler.extract.blocks import blocks_of
from crawler.extract.feed import outline_of_page
from crawler.extract.furniture import furniture_of
from crawler.extract.jsonld import json_ld, microdata, open_graph
from crawler.extract.keys import page_key
from crawler.extract.meta import head_blocks, head_of, own_address, page_currency
from crawler.extract.page import Page
from crawler.extract.payload import payload_blocks
from crawler.extract.products import offered_on
from crawler.extract.source import source_of
from crawler.extract.stated import asks_questions, stated_blocks
from crawler.extract.tree import parse
from crawler.extract.variations import variations


def html_documents(page: Page) -> tuple[Document, ...]:
    """The one document of a page; it has no blocks where the page has no text."""
    found_at = page.final_address
    text = source_of(page).text
    root = parse(text)
    if root is None:
        return (Document(page_key(found_at), found_at, page.kind),)
    page = replace(page, final_address=own_address(root, found_at))
    head = head_of(root)
    stated = json_ld(root, page.final_address)
    items = microdata(root) if "itemscope" in text else ()
    outline = outline_of_page(root, asks_questions(stated))
    furniture = furniture_of(outline)
    currency = page_currency(head, text)
    choices = variations(root, head) if "data-product_variations" in text else ()
    offered = offered_on(page, outline, furniture, (stated, items, open_graph(head), choices), currency)
    body = blocks_of(outline, furniture, offered.owners, head.lang)
    blocks = head_blocks(head, body) + body
    blocks += stated_blocks(stated, blocks, offered.products)
    blocks += payload_blocks(root, blocks, offered.products[0].key if len(offered.products) == 1 else "")
    key = page_key(page.final_address)
    return (Document(key, found_at, page.kind, head.title, head.lang, blocks, offered.products),)
