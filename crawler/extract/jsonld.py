"""Structured data of a page as nodes: JSON-LD, microdata and Open Graph in one shape."""

import json
import logging
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from crawler.entities import unescape
from crawler.extract.meta import Head
from crawler.extract.tree import Element

Node = Mapping[str, object]

_LOG = logging.getLogger(__name__)
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_MOST_NODES = 20_000
_CAPITAL = ('"Offers"', '"Availability"')  # as Wix writes them


def json_ld(root: Element, address: str) -> tuple[Node, ...]:
    """The outermost nodes of every JSON-LD script; a broken script is named in the log and passed over."""
    found: list[Node] = []
    for script in root.iter("script"):
        kind = script.get("type")
        if kind and kind.split(";")[0].strip().lower() == "application/ld+json" and script.text:
            found.extend(_outermost(_loaded(script.text, address)))
    return tuple(found)


def microdata(root: Element) -> tuple[Node, ...]:
    """The outermost microdata items, in the shape that JSON-LD has."""
    items: dict[Element, dict[str, object]] = {}
    found: list[Node] = []
    for element in root.iter(etree.Element):
        if element.get("itemscope") is None and not element.get("itemprop"):
            continue
        names = (element.get("itemprop") or "").split()
        if element.get("itemscope") is None:
            value: object = _property(element)
        else:
            value = items[element] = {
                "@type": [kind.rsplit("/", 1)[-1] for kind in (element.get("itemtype") or "").split()]
            }
        owner = next((items[outer] for outer in element.iterancestors() if outer in items), None)
        if owner is None or not names:
            if element in items and not names:
                found.append(items[element])
            continue
        for name in names:
            _put(owner, name, value)
    return tuple(found)


def open_graph(head: Head) -> tuple[Node, ...]:
    """The product that the meta elements describe; none where they name no price."""
    usual = head.value("product:price:amount", "og:price:amount")
    amount = head.value("product:sale_price:amount") or usual
    if not amount:
        return ()
    listed_at = head.value("product:original_price:amount", "og:price:standard_amount")
    if not listed_at and usual != amount:
        listed_at = usual
    offer = {
        "@type": "Offer",
        "price": amount,
        "priceCurrency": head.value("product:price:currency", "og:price:currency", "product:sale_price:currency"),
        "priceSpecification": {"priceType": "ListPrice", "price": listed_at},
        "availability": head.value("product:availability", "og:availability"),
    }
    name = head.value("og:title") or head.title
    return ({"@type": "Product", "name": name, "brand": head.value("product:brand"), "offers": offer},)


def types_of(node: Node) -> frozenset[str]:
    """The types of a node without their namespace."""
    return frozenset(
        str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in listed(node.get("@type")) if isinstance(kind, str)
    )


def listed(value: object) -> list[object]:
    """A value as a list: one value, many, or none."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list) else [value]


def nodes_in(value: object) -> list[Node]:
    """The nodes among a value's entries."""
    return [entry for entry in listed(value) if isinstance(entry, Mapping)]


def text_in(value: object) -> str:
    """The first text that a value holds: itself, or the name of a node."""
    for entry in listed(value):
        if isinstance(entry, str | int | float) and not isinstance(entry, bool):
            return " ".join(unescape(str(entry)).split())
        if isinstance(entry, Mapping):
            name = entry.get("name") or entry.get("@value")
            if isinstance(name, str):
                return " ".join(unescape(name).split())
    return ""


def descend(nodes: tuple[Node, ...], unless: frozenset[str] = frozenset()) -> Iterator[Node]:
    """Every node in and under the given ones, outer before inner, without what lies under the named properties."""
    waiting: list[object] = list(reversed(nodes))
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, Mapping):
            yield value
            inner = [entry for name, entry in value.items() if name not in unless]
            waiting.extend(entry for entry in reversed(inner) if isinstance(entry, list | Mapping))
        elif isinstance(value, list):
            waiting.extend(entry for entry in reversed(value) if isinstance(entry, list | Mapping))


def _loaded(text: str, address: str) -> object:
    text = _WRAPPING.sub("", text)
    for name in _CAPITAL:
        text = text.replace(name, name.lower())
    for attempt in (text, _TRAILING_COMMA.sub("", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError) as error:
            cause = error
    _LOG.warning("%s: a block of JSON-LD cannot be read (%s): it is passed over", address, cause)
    return None


def _outermost(value: object) -> Iterator[Node]:
    """The nodes of one script; what a graph holds counts as outermost too."""
    for node in nodes_in(value):
        graph = nodes_in(node.get("@graph"))
        if graph:
            yield from graph
        else:
            yield node
    for entry in listed(value):
        if isinstance(entry, list):
            yield from nodes_in(entry)


def _property(element: Element) -> str:
    """The value of a microdata property, by its element."""
    for name in ("content", "href", "src", "datetime", "value"):
        value = element.get(name)
        if value and (name == "content" or element.tag in {"a", "link", "img", "time", "data", "meter"}):
            return str(value).strip()
    return " ".join("".join(map(str, element.itertext())).split())


def _put(owner: dict[str, object], name: str, value: object) -> None:
    known = owner.get(name)
    if isinstance(known, list):
        known.append(value)
    else:
        owner[name] = value if known is None else [known, value]
