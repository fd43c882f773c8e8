"""A piece of HTML fed to a walk, by BeautifulSoup: loaded with the first piece, for most pages hold none."""

from bs4 import BeautifulSoup, CData, Tag
from bs4.element import NavigableString, PageElement

from crawler.entities import legible
from crawler.extract.elements import SKIPPED
from crawler.extract.outline import Outline
from crawler.extract.walk import Walk


def walked(fragment: str) -> Outline:
    """The outline of a piece of HTML."""
    walk = Walk()
    soup = BeautifulSoup(legible(fragment), "html.parser", multi_valued_attributes=None)
    opened: list[Tag] = []
    node: PageElement | None = soup.contents[0] if soup.contents else None
    while node is not None:
        while opened and node.parent is not opened[-1]:
            walk.end(opened.pop().name)
        if isinstance(node, Tag):
            if node.name in SKIPPED:
                node = _after(node)
                continue
            walk.start(node.name, _attributes(node))
            opened.append(node)
        elif type(node) in {NavigableString, CData}:
            walk.text(str(node))
        node = node.next_element
    while opened:
        walk.end(opened.pop().name)
    return walk.close()


def _attributes(tag: Tag) -> dict[str, str]:
    return {name: value for name, value in tag.attrs.items() if isinstance(value, str)}


def _after(tag: Tag) -> PageElement | None:
    """The node that follows a tag and all it holds."""
    last: PageElement = tag
    while isinstance(last, Tag) and last.contents:
        last = last.contents[-1]
    return last.next_element
