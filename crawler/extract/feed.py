"""Trees fed to a walk: a page's from lxml, a fragment's from BeautifulSoup (`fragment.py`)."""

from lxml import etree

from crawler.entities import unescape
from crawler.extract import wording
from crawler.extract.elements import SKIPPED
from crawler.extract.outline import Outline
from crawler.extract.tree import Element
from crawler.extract.walk import Walk

_SHOWN = frozenset({"shadowrootmode", "shadowroot", "x-if"})


def outline_of_page(root: Element, asks: bool = False) -> Outline:
    """The outline of a page; `asks` tells that its structured data holds questions and answers.

    What stands in `noscript` is taken only where nothing else says anything.
    """
    outline = _walked(root, asks, SKIPPED | {"noscript"})
    if not outline.runs:
        outline = _walked(root, asks, SKIPPED)
    return outline


def _walked(root: Element, asks: bool, skipped: frozenset[str]) -> Outline:
    walk = Walk(asks)
    body = root.find("body")
    events = etree.iterwalk(root if body is None else body, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if event == "start":
            if tag in skipped and not _is_shown(element):
                events.skip_subtree()
                continue
            walk.start(tag, element.attrib)
            text = element.text
        else:
            if tag not in skipped or _is_shown(element):
                walk.end(tag)
            text = element.tail
        if text:
            walk.text(text)
    return walk.close()


def _is_shown(element: Element) -> bool:
    """Whether a template is shown where it stands, as those of components are."""
    return element.tag == "template" and not _SHOWN.isdisjoint(element.keys())


def outline_of_fragment(fragment: str) -> Outline:
    """The outline of a piece of HTML, such as the description of a product."""
    from crawler.extract.fragment import walked

    return walked(fragment)


def texts_of(text: str) -> list[str]:
    """The runs of a text that may be HTML, or HTML with its marks escaped."""
    if "&" in text:
        text = unescape(text)
    if "<" in text and ">" in text:
        return [run.text for run in outline_of_fragment(text).runs]
    return [run for line in text.splitlines() for run in wording.lines(line)]
