"""Structured data is read whatever its shape; what is broken is named and passed over."""

import json
import logging
from decimal import Decimal

import pytest

from claims.model import Document, Form, Money, SiteKind
from crawler.extract.dispatch import documents
from crawler.extract.page import Page

ADDRESS = "https://shop.example/p/glow-drops"


def read(*scripts: str, body: str = "<h1>Glow Drops</h1>", address: str = ADDRESS) -> Document:
    blocks = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    source = f"<html><head><title>t</title>{blocks}</head><body><main>{body}</main></body></html>"
    return documents(Page(address, address, "text/html", source.encode(), "html", SiteKind.BRAND, "US"))[0]


def offer(**fields: object) -> dict[str, object]:
    return {"@type": "Offer", "priceCurrency": "EUR", **fields}


def product(**fields: object) -> str:
    return json.dumps({"@context": "https://schema.org", "@type": "Product", "name": "Glow Drops", **fields})


@pytest.mark.parametrize(
    "script",
    [
        product(offers=offer(price="19.90")),
        f"[{product(offers=offer(price=19.9))}]",
        f'{{"@graph":[{{"@type":"WebSite"}},{product(offers=[offer(price="19,90")])}]}}',
        f"<!-- {product(offers=offer(price='19.90'))} -->",
        product(offers=offer(price="19.90")).replace("}}", ",}}"),
        product(offers=offer(price="19.90"), description="a\tb\nc").replace("\\n", "\n").replace("\\t", "\t"),
        product(offers={"@type": "AggregateOffer", "lowPrice": "19.90", "priceCurrency": "EUR"}),
        product(offers=offer(priceSpecification={"price": "19.90", "priceCurrency": "EUR"})),
        f'{{"@type":"WebPage","mainEntity":{product(offers=offer(price="19.90"))}}}',
        product(offers=offer(price="19.90")).replace('"Product"', '["Product","Thing"]'),
        product(offers=offer(price="19.90")).replace('"Product"', '"http://schema.org/Product"'),
    ],
)
def test_a_product_is_found_in_every_shape(script: str) -> None:
    found = read(script).products
    assert [(p.key, p.name) for p in found] == [("/p/glow-drops", "Glow Drops")]
    assert found[0].price is not None
    assert (round(float(found[0].price.amount), 2), found[0].price.currency) == (19.9, "EUR")


def test_a_broken_block_is_named_in_the_log_and_the_next_one_read(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        found = read('{"@type": "Product", "name": oops}', product(offers=offer(price=5))).products
    assert len(found) == 1
    assert f"{ADDRESS}: a block of JSON-LD cannot be read" in caplog.text


def test_a_list_price_of_structured_data_is_no_price_asked() -> None:
    parts = [{"price": 30, "priceType": "https://schema.org/ListPrice"}, {"price": 20}]
    found = read(product(offers=offer(priceSpecification=parts))).products[0]
    assert (str(found.price and found.price.amount), str(found.list_price and found.list_price.amount)) == ("20", "30")


def test_a_group_has_the_variants_it_names() -> None:
    variants = [
        {"@type": "Product", "name": "10 ml", "sku": "a", "offers": offer(price=10, availability="SoldOut")},
        {"@type": "Product", "name": "20 ml", "sku": "b", "offers": offer(price=18, availability="InStock")},
    ]
    found = read(product(hasVariant=variants).replace('"Product", "name": "Glow', '"ProductGroup", "name": "Glow'))
    (group,) = found.products
    assert [(v.name, v.sku, v.available) for v in group.variants] == [("10 ml", "a", False), ("20 ml", "b", True)]
    assert (group.price, group.price_high) == (Money(Decimal(10), "EUR"), Money(Decimal(18), "EUR"))
    assert group.available is True


def test_related_and_reviewed_products_are_not_on_offer_here() -> None:
    other = {"@type": "Product", "name": "Other", "offers": offer(price=1)}
    found = read(
        product(offers=offer(price=5), isRelatedTo=[other], isSimilarTo=other),
        json.dumps({"@type": "Review", "itemReviewed": other, "reviewBody": "Nice."}),
    )
    assert [p.name for p in found.products] == ["Glow Drops"]
    assert [b.text for b in found.blocks if b.form is Form.REVIEW] == ["Nice."]


def test_a_service_with_a_price_is_on_offer_and_one_without_is_text() -> None:
    service = {"@type": "Service", "name": "Exosome facial", "description": "Calms the skin."}
    priced = read(json.dumps({**service, "offers": offer(price=200)}), address="https://c.example/facial")
    assert [(p.key, p.name) for p in priced.products] == [("/facial", "Exosome facial")]
    plain = read(json.dumps(service), address="https://c.example/facial")
    assert plain.products == ()
    assert "Calms the skin." in [b.text for b in plain.blocks if b.form is Form.STRUCTURED_DATA]


def test_words_that_the_page_shows_are_not_told_twice() -> None:
    found = read(product(description="Glow <b>from</b> oats.&nbsp;"), body="<p>Glow from oats.</p>")
    assert [b.text for b in found.blocks].count("Glow from oats.") == 1


def test_a_description_is_text() -> None:
    (found,) = read(
        product(description="<p>From <b>oats</b>.</p><ul><li>Calms</li></ul>", offers=offer(price=5))
    ).products
    assert found.description == "From oats. Calms"


def test_an_endless_graph_ends() -> None:
    deep = "[" * 50_000 + "]" * 50_000
    wide = json.dumps({"@graph": [{"@type": "Thing", "description": f"words number {n}"} for n in range(30_000)]})
    assert len(read(deep, wide).blocks) < 1000
