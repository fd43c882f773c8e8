"""The tree of a page: one parse, never recursive, never cut by depth."""

import re

from lxml import etree

Element = etree._Element

# libxml2 stops at this depth and drops all that follows.
_DEEPEST = 2040
_GENERIC = re.compile(
    r"</?(?:div|span|font|b|i|em|strong|u|center|section|article|small|big|a)(?:\s[^<>]*)?>", re.IGNORECASE
)
_ANY = re.compile(r"<(?!/?(?:script|style|title|head|body|html)\b)/?[a-z][^<>]*>", re.IGNORECASE)


def parse(text: str) -> Element | None:
    """The root element, or None where there is nothing to parse.

    A page nested more deeply than the parser allows is parsed again without its wrappers, so that its text stays.
    """
    root = _parse(text)
    if root is None or not _cut(text, root):
        return root
    for wrappers in (_GENERIC, _ANY):
        text = wrappers.sub("<p>", text)
        root = _parse(text)
        if root is None or not _cut(text, root):
            break
    return root


def _parse(text: str) -> Element | None:
    if not text.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.XMLSyntaxError:  # nothing but comments or white space
        return None


def _cut(text: str, root: Element) -> bool:
    """Whether the parser gave up for depth; only a page with that many tags can be that deep."""
    if text.count("<") < _DEEPEST:
        return False
    last = root
    depth = 0
    while len(last):
        last = last[-1]
        depth += 1
    return depth >= _DEEPEST
