"""The pictures that a page shows as part of its copy: where some shops put all they say."""

from collections.abc import Iterator

from claims.model import Document, Form
from crawler.extract.page import Page
from crawler.extract.source import source_of, uncrowded
from crawler.extract.tree import Element, parse

SOURCES = ("data-src", "data-original", "data-lazy-src", "ec-data-src", "src")  # the first holds; src may be a stand-in
MARKUP = (".svg", ".gif")
LEAST_SIDE = 300  # pixels, where a page says how large a picture is
MOST = 20
LITTLE = 400  # characters of copy below which a page with pictures says what it says in them
COPY = frozenset({Form.PARAGRAPH, Form.BULLET, Form.TABLE_ROW, Form.ANSWER, Form.INGREDIENTS})
OUTSIDE = "ancestor::header or ancestor::nav or ancestor::footer or ancestor::noscript"


def says_it_in_pictures(page: Page, made: tuple[Document, ...]) -> bool:
    """Whether a page holds next to no copy, and large pictures instead."""
    if page.format != "html" or sum(map(_copy, made)) >= LITTLE:
        return False
    return any(True for _ in pictures_of(source_of(page).text))


def pictures_of(html: str) -> Iterator[str]:
    """The addresses of the pictures in a page's copy, as it writes them, no more than MOST."""
    root = parse(uncrowded(html).text)
    found: dict[str, None] = {}
    for element in root.iterfind(".//img") if root is not None else ():
        source = next(filter(None, (element.get(name, "").strip() for name in SOURCES)), "")
        if source and _may_hold_copy(source, element):
            found.setdefault(source)
        if len(found) == MOST:
            break
    yield from found


def _may_hold_copy(source: str, element: Element) -> bool:
    if source.startswith("data:") or source.partition("?")[0].lower().endswith(MARKUP):
        return False
    sides = [element.get(name, "").removesuffix("px") for name in ("width", "height")]
    if any(side.isdigit() and int(side) < LEAST_SIDE for side in sides):
        return False
    return not element.xpath(OUTSIDE)


def _copy(document: Document) -> int:
    return sum(len(block.text) for block in document.blocks if block.form in COPY and not block.furniture)
