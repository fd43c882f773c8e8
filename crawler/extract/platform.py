"""What the lists of all platforms share: loose shapes, and one document for each product."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict

from claims.model import Block, Document, Form, Product
from crawler.errors import CrawlError
from crawler.extract.blocks import blocks_of, form_of, ingredients_in
from crawler.extract.feed import outline_of_fragment
from crawler.extract.page import Page
from crawler.extract.wording import clean

LISTING = "listing:"


class BrokenListing(CrawlError):
    """A body that says it is a platform's list of products and is none."""


class Loose(BaseModel):
    """Platform data: fields beyond those named here are the platform's business."""

    model_config = ConfigDict(extra="ignore", defer_build=True, frozen=True, coerce_numbers_to_str=True)


@dataclass(frozen=True, slots=True)
class Texts:
    """What a list says of one product.

    `bodies` are pieces of HTML, each with the name of its field; `sorting` the shop's own sorting, not shown as text.
    """

    bodies: tuple[tuple[str, str], ...]
    sorting: tuple[tuple[str, str], ...]


def listed_document(product: Product, texts: Texts, page: Page) -> Document:
    """The document of one product of a list; its list of ingredients is taken from its texts."""
    lists: list[str] = []
    blocks = [Block(product.name, Form.HEADING, (), "title", product=product.key)]
    for field, body in texts.bodies:
        outline = outline_of_fragment(body)
        size = len(outline.runs)
        lists += [ingredients_in(run) for run in outline.runs if form_of(run) is Form.INGREDIENTS]
        blocks += [
            replace(block, trail=(product.name, *block.trail), place=f"{field} {block.place}")
            for block in blocks_of(outline, [False] * size, [product.key] * size, "")
        ]
    blocks += _sorted(texts.sorting, product)
    told = replace(product, ingredients="\n".join(lists))
    return Document(LISTING + told.key, told.address, page.kind, told.name, "", tuple(blocks), (told,))


def _sorted(sorting: Iterable[tuple[str, str]], product: Product) -> Iterator[Block]:
    for place, text in sorting:
        if text:
            yield Block(clean(text), Form.META, (product.name,), place, furniture=True, product=product.key)
