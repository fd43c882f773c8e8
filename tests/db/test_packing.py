"""Documents that were packed are the same when they are unpacked, and what is damaged is no document."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as any_

from claims.model import Block, Document, Form, Money, Product, SiteKind, Variant
from db.packing import NotReadable, digest_of, packed, plain, unpacked

words = any_.text(max_size=12) | any_.just("\ud83d cut in two")
moneys = any_.builds(Money, any_.decimals(allow_nan=False, allow_infinity=False, places=2), words)
blocks = any_.builds(
    Block,
    text=words,
    form=any_.sampled_from(Form),
    trail=any_.lists(words, max_size=3).map(tuple),
    place=words,
    furniture=any_.booleans(),
    product=words,
    lang=words,
)
variants = any_.builds(
    Variant, name=words, sku=words, price=any_.none() | moneys, available=any_.none() | any_.booleans()
)
products = any_.builds(
    Product,
    key=words,
    name=words,
    address=words,
    brand=words,
    price=any_.none() | moneys,
    price_high=any_.none() | moneys,
    list_price=any_.none() | moneys,
    available=any_.none() | any_.booleans(),
    variants=any_.lists(variants, max_size=2).map(tuple),
    ingredients=words,
    description=words,
    origin=words,
)
documents = any_.builds(
    Document,
    key=words,
    address=words,
    kind=any_.sampled_from(SiteKind),
    title=words,
    lang=words,
    blocks=any_.lists(blocks, max_size=5).map(tuple),
    products=any_.lists(products, max_size=2).map(tuple),
)


@given(any_.lists(documents, max_size=3))
def test_any_documents_come_back_as_they_were(made: list[Document]) -> None:
    back = unpacked(packed(plain(made)))
    assert back == tuple(made)
    assert repr(back) == repr(tuple(made))
    assert plain(back) == plain(made)


@given(documents, documents)
def test_other_documents_have_other_digests(one: Document, other: Document) -> None:
    assert (digest_of(plain([one])) == digest_of(plain([other]))) is (one == other)


def test_every_field_is_kept() -> None:
    variant = Variant("30 ml", "X-1", Money(Decimal("1.50"), "EUR"), available=False)
    sold = Product(
        "/p",
        "Cream",
        "http://a/p",
        "Lumen",
        Money(Decimal("1.50"), "EUR"),
        Money(Decimal(2)),
        Money(Decimal("1E+2"), "GBP"),
        True,
        (variant,),
        "Aqua",
        "A cream.",
        "json-ld",
    )
    block = Block("Text", Form.TABLE_ROW, ("One", "Two"), "/p[1]", furniture=True, product="/p", lang="de")
    plainer = Block("Other")
    made = Document("/p", "http://a/p", SiteKind.PRESS, "Title", "de", (block, plainer), (sold,))
    assert unpacked(packed(plain([made]))) == (made,)


@pytest.mark.parametrize("body", [b"", b"no zlib", packed(b"[[1]]"), packed(b"{}x"), packed(plain([]))[:-1]])
def test_what_is_damaged_is_told(body: bytes) -> None:
    with pytest.raises(NotReadable, match="damaged"):
        unpacked(body)
