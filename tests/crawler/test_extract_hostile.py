"""No page breaks extraction: depth, size, nonsense and broken nesting end in a document, in bounded time."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.model import Document, Form, SiteKind
from crawler.entities import unescape
from crawler.extract.dispatch import UnknownFormat, documents
from crawler.extract.page import Page
from crawler.extract.platform import BrokenListing
from crawler.extract.source import MOST_ATTRIBUTES, Source, cut_from, source_of
from crawler.quality import Answer, judge
from db.model import Quality

TAGS = [
    "p",
    "div",
    "span",
    "a",
    "b",
    "br",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "section",
    "main",
    "nav",
    "header",
    "footer",
    "details",
    "summary",
    "dl",
    "dt",
    "dd",
    "button",
    "img",
    "script",
    "style",
    "noscript",
    "svg",
    "template",
    "blockquote",
    "figure",
    "figcaption",
    "select",
    "option",
    "x-card",
    "del",
    "head",
    "body",
]
ATTRIBUTES = (
    "",
    ' class="price"',
    ' class="menu review old-price"',
    ' id="faq"',
    ' href="/products/x"',
    ' itemscope itemtype="https://schema.org/Product"',
    ' itemprop="name"',
    ' lang="de"',
    ' role="tab"',
    ' alt="A picture of it"',
    " class=&#0;",
)
WORDS = (
    "exosome",
    "$64.00",
    "Ingredients",
    "a, b, c, d",
    "&shy;",
    "&#x202e;",
    "?",
    "\x00",
    "٣",
    "🧴",
    "&lt;",
    "]]>",
    "<",
    ">",
)

fragments = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)).map(lambda pair: f"<{pair[0]}{pair[1]}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
        st.sampled_from(WORDS),
        st.text(max_size=12),
    ),
    max_size=60,
).map("".join)


def read(source: str | bytes, kind: SiteKind = SiteKind.BRAND, format_: str = "html") -> Document:
    body = source.encode("utf-8", "replace") if isinstance(source, str) else source
    return documents(Page("https://a.example/x", "https://a.example/x", "text/html", body, format_, kind, "US"))[0]


@settings(max_examples=250, deadline=None)
@given(fragments)
def test_nonsense_gives_a_document(source: str) -> None:
    for block in read(source).blocks:
        assert block.text.strip() == block.text != ""
        assert not any(ord(character) < 32 for character in block.text)


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=300))
def test_bytes_give_a_document(body: bytes) -> None:
    assert read(body).address == "https://a.example/x"


@pytest.mark.parametrize("depth", [300, 10_000, 40_000])
@pytest.mark.parametrize("tag", ["div", "span", "b", "section", "ul><li", "blockquote", "x-y"])
def test_what_stands_deep_and_what_follows_is_kept(depth: int, tag: str) -> None:
    closing = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    texts = [
        block.text for block in read(f"<{tag}>" * depth + "deep words" + closing * depth + "<p>after it</p>").blocks
    ]
    assert "deep words" in " ".join(texts)
    assert "after it" in " ".join(texts)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Exosomes calm the skin of those who use them each day.</p>" * 80_000,
        "<div class='card'><a href='/products/p{n}'><h3>Name</h3></a><span>$9</span></div>" * 15_000,
        "<h3>Name</h3><p>$9</p>" * 30_000,
        "<header><p>words of a header</p>" * 40_000,
        "<table><tr><td>a</td><td>" * 40_000,
        "<b>word</b> " * 400_000,
        "<a href='#tab-1'>" * 200_000,
        "x" * 5_000_000,
        "<p>" + "a&shy;" * 800_000,
        "<p>" + "1 " * 2_500_000,
        "<p>" + "$" * 60 + "</p>" + "<p>9 9 9 9 9 9 9 9 9 9 9 9 9</p>" * 30_000,
        "<" * 5_000_000,
        "<p " + "a=b " * 1_000_000 + ">",
        "<p " + " ".join(f"a{n}=1" for n in range(600_000)) + ">words",
        "<p " + " ".join(f"""a{n}='>' b{n}="<p" """ for n in range(200_000)) + ">words",
        ("<p " + " ".join(f"a{n}" for n in range(1_200)) + ">words") * 700,
        "<script type='application/ld+json'>["
        + ",".join(f'{{"@type":"Product","name":"Serum {n}","offers":{{"price":"{n}"}}}}' for n in range(18_000))
        + "]</script>",
        "<div itemscope><b itemprop='" + "a " * 1_000_000 + "'>x</b></div>",
        "<script>self.__next_f.push([1]) " + " " * 5_000_000 + "x</script>",
        "<script>self.__next_f.push([1" + "] " * 2_500_000 + "x</script>",
        "<p>&#" + "1" * 5_000_000,
    ],
    ids=lambda source: source[:18],
)
def test_five_megabytes_end_in_bounded_time(source: str) -> None:
    started = time.process_time()
    read(source)
    assert time.process_time() - started < 12


def crowd(size: int) -> str:
    return " ".join(f"a{number}={number}" for number in range(size))


def page_with(source: str) -> Page:
    return Page("https://a.example/x", "https://a.example/x", "text/html", source.encode(), "html", SiteKind.BRAND)


def test_attributes_that_nobody_writes_are_cut_and_counted_and_the_text_stays() -> None:
    source = f"<p>before</p><p {crowd(90_000)} title='a>b'>within</p><p class=x>after</p>"
    found = source_of(page_with(source))
    assert found.cut == cut_from(page_with(source)) == 90_001 - MOST_ATTRIBUTES
    assert found.text.endswith("a999=999>within</p><p class=x>after</p>")
    assert [block.text for block in read(source).blocks] == ["before", "within", "after"]


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "<script>if (a<b) c = '{}'</script>",
        "<style>a<b {}</style>",
        "<!-- <p {}> -->",
        "<p title='<p {}>'>x</p>",
        "<br/>{}<p a=1/>",
    ],
)
def test_what_is_no_attribute_of_one_tag_is_not_cut(around: str) -> None:
    source = around.format(crowd(90_000)) + f"<p {crowd(900)}>x</p>"
    assert source_of(page_with(source)) == Source(source)


def test_a_page_too_short_to_matter_is_taken_as_it_is() -> None:
    source = f"<p {crowd(5_000)}>x</p>"
    assert (source_of(page_with(source)), cut_from(page_with(source))) == (Source(source), 0)


@pytest.mark.parametrize("sign", ["&#" + "9" * 5_000 + ";", "&#x" + "f" * 5_000, "&#" + "9" * 5_000])
def test_a_sign_with_thousands_of_digits_is_an_unknown_character(sign: str) -> None:
    assert unescape(f"&lt;{sign}&gt;") == "<\ufffd>"
    stated = f'<script type="application/ld+json">{{"@type": "Product", "name": "Serum {sign}"}}</script>'
    payload = json.dumps({"text": f"<p>Words of a payload {sign} and more</p>"})
    document = read(f"{stated}<script type='application/json'>{payload}</script>")
    assert [product.name for product in document.products] == ["Serum \ufffd"]
    assert "Words of a payload" in " ".join(block.text for block in document.blocks)
    own = "https://a.example/x"
    assert judge(Answer(200, own, own, own, text=f"<p>Words that a page has {sign}")) == (Quality.OK, "")


def test_broken_nesting_loses_no_words() -> None:
    source = "<table><p>one</table><ul>two<li>three</ol></p>four<b>five<p>six</b>seven<h2>eight<p>nine</h2>"
    text = " ".join(block.text for block in read(source).blocks)
    assert all(word in text for word in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])


@pytest.mark.parametrize("source", ["", " \n ", "<!-- only a comment -->", "<html></html>", "<script>var a</script>"])
def test_a_page_without_text_has_no_blocks(source: str) -> None:
    assert read(source).blocks == ()


def test_noscript_speaks_where_nothing_else_does() -> None:
    assert [b.text for b in read("<body><div id=app></div><noscript>Switch on scripts.</noscript>").blocks] == [
        "Switch on scripts."
    ]


def test_markup_in_text_stays_text() -> None:
    (block,) = read("<p>&lt;script&gt;alert(1)&lt;/script&gt; {{ x }}</p>").blocks
    assert block == type(block)("<script>alert(1)</script> {{ x }}", Form.PARAGRAPH, place="p")


@pytest.mark.parametrize(
    "body", [b"", b"not json", b"[]", b'{"products": 3}', b'{"products": [{"handle": null}]}', b"[" * 100_000]
)
def test_a_broken_list_says_what_is_wrong_and_what_to_do(body: bytes) -> None:
    with pytest.raises(BrokenListing, match=r"https://a\.example/x: .*: .*"):
        read(body, format_="shopify-products")


def test_an_unknown_format_is_named_with_those_that_are_known() -> None:
    with pytest.raises(UnknownFormat, match="'fax' is unknown: use one of html"):
        read("x", format_="fax")
