"""Pages and products keep their names from visit to visit."""

import pytest

from crawler.extract.keys import page_key, part_key, product_key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://a.example", "/"),
        ("https://a.example/", "/"),
        ("https://a.example/index.html", "/"),
        ("https://a.example/en/index.php", "/en"),
        ("https://a.example/serum/", "/serum"),
        ("https://a.example//serum", "/serum"),
        ("https://a.example/serum?utm_source=mail&fbclid=7#top", "/serum"),
        ("https://a.example/serum;jsessionid=A1B2", "/serum"),
        ("https://a.example/view.php?id=7&utm_medium=x", "/view.php?id=7"),
        ("https://a.example/list?page=2&cat=1", "/list?cat=1&page=2"),
        ("https://a.example/crème%20", "/cr%C3%A8me%20"),
        ("https://a.example/cr%c3%a8me", "/cr%C3%A8me"),
    ],
)
def test_page_key_is_the_path_with_what_chooses_the_content(address: str, key: str) -> None:
    assert page_key(address) == key


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/products/exo-serum",
        "https://a.example/products/exo-serum/?variant=41",
        "https://a.example/collections/new/products/exo-serum?pr_prod_strat=z",
        "https://a.example/en-de/products/exo-serum",
        "https://a.example/fr/collections/all/products/exo-serum#reviews",
    ],
)
def test_a_shopify_product_has_one_key_from_wherever_it_is_reached(address: str) -> None:
    assert product_key(address) == "/products/exo-serum"


def test_a_product_told_by_query_keeps_it() -> None:
    assert product_key("https://a.example/goods/view?no=12&ref=home") == "/goods/view?no=12"


def test_a_part_of_a_page_is_named_by_its_product() -> None:
    assert part_key("/shop", "Dawn™ Serum — 30 ml") == "/shop#dawn-serum-30-ml"
    assert part_key("/", "엑소좀 앰플") == "/#엑소좀-앰플"
