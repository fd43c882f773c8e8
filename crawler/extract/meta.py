"""What the head of a page says: title, language, descriptions."""

from dataclasses import dataclass

from lxml import html

from claims.model import Block, Form
from crawler.extract.framing import language
from crawler.extract.wording import clean

_TEXTS = ("description", "og:title", "og:description", "twitter:title", "twitter:description", "keywords")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page; `values` are its meta elements by name, in small letters, the first of each."""

    title: str
    lang: str
    values: tuple[tuple[str, str], ...]

    def value(self, *names: str) -> str:
        """The first of the named meta elements that says something."""
        known = dict(self.values)
        return next((known[name] for name in names if known.get(name)), "")


def head_of(root: html.HtmlElement) -> Head:
    """The head of a page."""
    values: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("http-equiv") or element.get("itemprop")
        content = clean(element.get("content") or "")
        if name and content:
            values.setdefault(name.lower(), content)
    title = root.find(".//head/title")
    return Head(
        clean(title.text or "") if title is not None else "",
        _language(root, values),
        tuple(values.items()),
    )


def head_blocks(head: Head) -> tuple[Block, ...]:
    """Title and descriptions as blocks, each wording once; keywords count as furniture."""
    found = {head.title: Block(head.title, Form.META, place="title")} if head.title else {}
    for name in _TEXTS:
        text = head.value(name)
        if text and text not in found:
            found[text] = Block(text, Form.META, place=f"meta {name}", furniture=name == "keywords")
    return tuple(found.values())


def _language(root: html.HtmlElement, values: dict[str, str]) -> str:
    body = root.find("body")
    declared = (
        root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or root.get("xml:lang")
        or (body.get("lang") if body is not None else "")
        or values.get("content-language")
        or values.get("og:locale")
        or ""
    )
    return language(declared)
