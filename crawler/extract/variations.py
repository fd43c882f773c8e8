"""The variations that WooCommerce writes into a product's form, in the shape of structured data."""

from collections.abc import Iterator, Mapping

from crawler.extract.flight import loaded
from crawler.extract.jsonld import Node, nodes_in, text_in
from crawler.extract.meta import Head
from crawler.extract.tree import Element

_HELD = "data-product_variations"  # "false" where a product has too many for the page
_MOST = 200


def variations(root: Element, head: Head) -> tuple[Node, ...]:
    """The product whose variations the page's first such form holds; none where it holds none."""
    for form in root.iter("form"):
        held = nodes_in(loaded(form.get(_HELD) or ""))[:_MOST]
        if held:
            name = head.value("og:title") or head.title
            return ({"@type": "Product", "name": name, "hasVariant": [_variant(one) for one in held]},)
    return ()


def _variant(one: Node) -> Node:
    stock = one.get("is_in_stock")
    return {
        "name": " / ".join(_choices(one.get("attributes"))),
        "sku": text_in(one.get("sku")),
        "offers": {
            "@type": "Offer",
            "price": one.get("display_price"),
            "availability": {True: "InStock", False: "OutOfStock"}[stock] if isinstance(stock, bool) else "",
        },
    }


def _choices(attributes: object) -> Iterator[str]:
    if isinstance(attributes, Mapping):
        yield from filter(None, map(text_in, attributes.values()))
