"""What the head of a page says: title, language, descriptions."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from claims.model import Block, Form
from crawler.addresses import canonical, is_named_by, is_same_page
from crawler.extract.framing import language
from crawler.extract.tree import Element
from crawler.extract.wording import clean

# How shop platforms write the currency of a page into its scripts.
_SHOP_CURRENCY = re.compile(
    r'(?:Shopify\.currency\s*=\s*\{"active"|"(?:currency|currencyCode|currency_code)")\s*:\s*"([A-Z]{3})"'
)
_IN_ALL = "urrency"  # what all of these have

# What stands between the title of a page and the name of its site.
_BESIDE_THE_NAME = re.compile(r"\s+[|–—·•:»-]+\s+|::")
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


def head_of(root: Element) -> Head:
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


def own_address(root: Element, address: str) -> str:
    """The address that a page names as its own (rel=canonical), where to be believed; else where it was found."""
    for link in root.iter("link"):
        if (link.get("rel") or "").lower().strip() == "canonical":
            named = canonical(link.get("href") or "", address)
            title = root.findtext(".//title") or ""
            return named if is_same_page(named, address) or is_named_by(named, address, title) else address
    return address


def head_blocks(head: Head, body: Sequence[Block]) -> tuple[Block, ...]:
    """Title and descriptions as blocks, each wording once; keywords count as furniture.

    What the body says as well is left out: a description that stands there, and a title that is one of its headings,
    with or without the site's name beside it.
    """
    headings = {_folded(block.text) for block in body if block.form is Form.HEADING}
    said = " ".join(_folded(block.text) for block in body)
    return tuple(block for block in _head_texts(head) if not _is_said(block, headings, said))


def _is_said(block: Block, headings: Set[str], said: str) -> bool:
    parts = {_folded(part) for part in _BESIDE_THE_NAME.split(block.text)}
    return bool(parts & headings) or (block.place.endswith("description") and _folded(block.text) in said)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _head_texts(head: Head) -> tuple[Block, ...]:
    found = {head.title: Block(head.title, Form.META, place="title")} if head.title else {}
    for name in _TEXTS:
        text = head.value(name)
        if text and text not in found:
            found[text] = Block(text, Form.META, place=f"meta {name}", furniture=name == "keywords")
    return tuple(found.values())


def _language(root: Element, values: dict[str, str]) -> str:
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


def page_currency(head: Head, text: str) -> str:
    """The currency that a page names for all its prices; empty where it names none."""
    stated = head.value("product:price:currency", "og:price:currency", "pricecurrency")
    found = _SHOP_CURRENCY.search(text) if not stated and _IN_ALL in text else None
    code = (stated or (found[1] if found else "")).upper()
    return code if len(code) == 3 and code.isalpha() else ""
