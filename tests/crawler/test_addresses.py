"""One page has one address, and endless variations of it are not visited."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.addresses import (
    canonical,
    is_listing,
    is_named_by,
    is_next_part,
    is_product,
    is_root,
    is_same_page,
    page_key,
    same_site,
    worth_a_visit,
)
from crawler.subject import STRONG, WEAK, subject_score, tells_of_subject

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
    assert same_site(canonical("/a", "https://www.müller.example"), "https://müller.example/")


def test_parts_of_one_list_are_known() -> None:
    listing = "https://s.example/shop"
    for part in ("/shop?page=2", "/shop/page/2", "/shop/page/2/"):
        assert is_next_part(f"https://s.example{part}", listing)
        assert is_next_part("https://s.example/shop?page=3", f"https://s.example{part}")
    for other in ("/shop", "/shop?kind=2", "/shop/2", "/blog?page=2"):
        assert not is_next_part(f"https://s.example{other}", listing)


def test_the_subject_is_known_by_name_or_guessed() -> None:
    assert subject_score("https://s.example/EXOSOME-serum") == STRONG
    assert subject_score("/p/%EC%97%91%EC%86%8C%EC%A2%80") == STRONG
    assert subject_score("/p/7", "ヒト幹細胞") == WEAK
    assert subject_score("/p/8", "Retinol cream") == 0


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from(["", BASE, "https://shop.example/?a=1", "not an address"]))
def test_any_text_gives_a_settled_address_or_none(text: str, base: str) -> None:
    address = canonical(text, base)
    assert canonical(address) == address
    if address:
        assert "#" not in address
        assert page_key(address) == page_key(address + "#part")
        worth_a_visit(address), is_product(address), is_listing(address), is_next_part(address, BASE)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["a", "/", "?", "&", "=", ";", "%", ":", "@", "é", "//", "..", "http://", "[", "\\"]),
        max_size=12,
    )
)
def test_odd_addresses_never_break(pieces: list[str]) -> None:
    address = canonical("https://shop.example/" + "".join(pieces))
    assert canonical(address) == address
    assert not address or same_site(address, BASE)


@pytest.mark.parametrize(
    ("named", "address", "believed"),
    [
        ("https://a.test/serum", "https://a.test/serum?colour=red", True),
        ("https://www.a.test/products/serum", "https://a.test/collections/new/products/serum", True),
        ("https://a.test/serum/", "https://a.test/serum", True),
        ("https://a.test/", "https://a.test/serum", False),
        ("https://a.test/", "https://a.test/?colour=red", False),
        ("https://a.test/shop", "https://a.test/serum", False),
        ("https://a.test/view.php", "https://a.test/view.php?id=7", False),
        ("https://a.test/list", "https://a.test/list?page=2", False),
        ("https://b.test/serum", "https://a.test/serum", False),
        ("", "https://a.test/serum", False),
    ],
)
def test_what_a_page_names_as_its_address_is_believed_where_it_can_be_true(
    named: str, address: str, believed: bool
) -> None:
    assert is_same_page(named, address) is believed


SHOP = "https://shop.example"


@pytest.mark.parametrize(
    ("named", "address", "title", "believed"),
    [
        ("/exosome-night-serum", "/goods/412", "Exosome Night Serum – shop", True),
        ("/exosome-night-serum.html", "/page.php?id=412", "Exosome night serum", True),
        ("/exosome-night-serum", "/goods/exosome-night-serum-50ml", "Exosome Night Serum 50ml", False),
        ("/shop", "/goods/412", "Shop", False),
        ("/all-our-goods", "/goods/412", "Exosome Night Serum", False),
        ("/", "/goods/412", "Exosome Night Serum", False),
        ("https://other.example/exosome-serum", "/goods/412", "Exosome Serum", False),
        ("/goods-412", "/goods/412", "Goods 412", False),
        ("", "/goods/412", "Exosome Serum", False),
    ],
)
def test_a_name_in_the_words_of_the_title_is_believed(named: str, address: str, title: str, believed: bool) -> None:
    whole = named if named.startswith("https") or not named else f"{SHOP}{named}"
    assert is_named_by(whole, f"{SHOP}{address}", title) is believed


def test_a_page_names_the_subject_or_not_whatever_the_page_before_it_did() -> None:
    pages = {
        "<p>Exosome serum</p>": True,
        "<p>엑소좀 앰플</p>": True,
        "<p>Night cream</p>": False,
        "<p>PDRN 외泌体 外泌体</p>": True,
    }
    for html in [*pages, *reversed(pages), *pages]:
        assert tells_of_subject(html) is pages[html]
