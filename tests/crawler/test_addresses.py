"""One page has one address, and endless variations of it are not visited."""

import pytest

from crawler.addresses import canonical, is_listing, is_product, is_root, page_key, same_site, worth_a_visit
from crawler.subject import STRONG, WEAK, subject_score

BASE = "https://shop.example/base/page"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("../a#part", "https://shop.example/a"),
        ("https://Shop.Example:443//a///b", "https://shop.example/a/b"),
        ("/a?utm_source=mail&id=3&fbclid=x", "https://shop.example/a?id=3"),
        ("/a;jsessionid=12AB?PHPSESSID=9", "https://shop.example/a"),
        ("/ä ö?q=é", "https://shop.example/%C3%A4%20%C3%B6?q=%C3%A9"),
        ("javascript:go()", ""),
        ("mailto:a@shop.example", ""),
        ("https://shop.example:99999/", ""),
        ("https://[::1", ""),
    ],
)
def test_the_form_in_which_an_address_is_asked_for(address: str, said: str) -> None:
    assert canonical(address, BASE) == said


def test_soft_duplicates_share_a_key() -> None:
    same = ["http://www.shop.example/a/", "https://shop.example/a", "https://shop.example/a?utm_medium=x#y"]
    assert len({page_key(address) for address in same}) == 1
    assert page_key("https://shop.example/index.html") == page_key("https://shop.example")
    assert page_key("https://shop.example/a?b=1&c=2") == page_key("https://shop.example/a/?c=2&b=1")
    assert page_key("https://shop.example/a?b=1") != page_key("https://shop.example/a?b=2")


@pytest.mark.parametrize(
    "path",
    [
        "/cart", "/a/login", "/shop?orderby=price", "/shop?filter_color=red", "/p/x?variant=3", "/pic.JPG",
        "/calendar/2026/11", "/events?tribe-date=2026-11", "/a/b/a/b/a/b", "/x" * 13, "/" + "x" * 600,
        "/?a=1&b=2&c=3&d=4",
    ],
)  # fmt: skip
def test_traps_are_not_visited(path: str) -> None:
    assert not worth_a_visit(f"https://shop.example{path}")


@pytest.mark.parametrize(
    "path", ["/", "/products/serum", "/shop?page=2", "/product/view?id=5", "/a.html", "/blog/v1.2"]
)
def test_pages_are_visited(path: str) -> None:
    assert worth_a_visit(f"https://shop.example{path}")


def test_what_an_address_leads_to() -> None:
    assert is_product("https://s.example/products/serum")
    assert not is_product("https://s.example/products/")
    assert is_listing("https://s.example/collections/all")
    assert is_listing("https://s.example/products")
    assert not is_listing("https://s.example/about")
    assert [is_root(f"https://s.example{path}") for path in ("", "/", "/de", "/pt-br/", "/shop")] == [True] * 4 + [
        False
    ]
    assert same_site("http://www.s.example/a", "https://s.example")
    assert not same_site("https://s.example:8080/", "https://s.example")


def test_the_subject_is_known_by_name_or_guessed() -> None:
    assert subject_score("https://s.example/EXOSOME-serum") == STRONG
    assert subject_score("/p/%EC%97%91%EC%86%8C%EC%A2%80") == STRONG
    assert subject_score("/p/7", "ヒト幹細胞") == WEAK
    assert subject_score("/p/8", "Retinol cream") == 0
