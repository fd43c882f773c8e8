"""One product is one product, from wherever it is read."""

from claims.model import Document, SiteKind
from crawler.extract.dispatch import documents
from crawler.extract.page import Page

LISTED = (
    '{"products":[{"handle":"oat-drops","title":"Oat Drops","body_html":"<p>Calms.</p>","vendor":"Oatly Skin",'
    '"variants":[{"title":"Default Title","price":"20.00","available":true}]}]}'
)
SHOWN = """<html><head><title>Oat Drops</title></head><body><main><h1>Oat Drops</h1>
<p>Calms.</p><p class="price"><s>$25</s> $20</p></main></body></html>"""


def read(
    body: str, address: str, format_: str = "html", kind: SiteKind = SiteKind.BRAND, country: str = "US"
) -> Document:
    return documents(Page(address, address, "", body.encode(), format_, kind, country, "https://oats.example"))[0]


def test_a_product_has_one_key_on_its_page_and_in_the_platforms_list() -> None:
    listed = read(LISTED, "https://oats.example/products.json?page=1", "shopify-products")
    for address in (
        "/products/oat-drops",
        "/collections/a/products/oat-drops?variant=4",
        "/en-gb/products/oat-drops",
    ):
        shown = read(SHOWN, f"https://oats.example{address}")
        assert [p.key for p in shown.products] == [p.key for p in listed.products] == ["/products/oat-drops"]
    assert listed.key == "listing:/products/oat-drops"
    assert listed.address == "https://oats.example/products/oat-drops"


def test_only_sites_that_sell_have_products() -> None:
    for kind in SiteKind:
        assert bool(read(SHOWN, "https://oats.example/products/oat-drops", kind=kind).products) == kind.sells


def test_the_currency_is_that_of_the_country_where_the_sign_is_shared() -> None:
    for country, currency in (("US", "USD"), ("CA", "CAD"), ("DE", "USD"), ("", "USD")):
        (product,) = read(SHOWN, "https://oats.example/products/oat-drops", country=country).products
        assert product.price is not None
        assert product.price.currency == currency


def test_a_list_in_a_country_without_a_known_currency_has_amounts_only() -> None:
    (product,) = read(LISTED, "https://oats.example/products.json", "shopify-products", country="").products
    assert product.price is not None
    assert (str(product.price.amount), product.price.currency) == ("20.00", "")


def test_money_off_shipping_and_zero_are_no_prices() -> None:
    lines = "<p>Free shipping over $50</p><p>Save $10</p><p>$0.00</p><p>20% off</p>"
    assert read(f"<h1>Oat Drops</h1>{lines}", "https://oats.example/about").products == ()


def test_a_price_in_running_text_makes_no_product() -> None:
    text = "<h1>News</h1><p>Last year a vial of it cost around $400 in most of the shops that were asked about it.</p>"
    assert read(text, "https://oats.example/news").products == ()


def test_a_question_is_no_name_of_a_product() -> None:
    page = "<h1>Exosome Drip</h1><p>An hour in a chair.</p><h2>What does it cost?</h2><p>$400 – $650</p>"
    (product,) = read(page, "https://oats.example/drip", kind=SiteKind.CLINIC).products
    assert (product.key, product.name) == ("/drip", "Exosome Drip")
    assert product.price_high is not None
    assert str(product.price_high.amount) == "650"


def test_the_same_page_gives_the_same_document_twice() -> None:
    assert read(SHOWN, "https://oats.example/x") == read(SHOWN, "https://oats.example/x")
