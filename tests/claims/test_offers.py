"""Prices in running text: what is asked for, how much, and by whom."""

from decimal import Decimal

import pytest

from claims.model import Block, Document, Money, Offer, Product, SiteKind
from claims.rules.packs import load_library
from claims.sources.offers import find_offers, offer_reader
from claims.sources.ties import source_reader
from claims.text.sentences import sentences_of

PACK = load_library().pack("en")
assert PACK is not None
READER = offer_reader(PACK, source_reader(PACK))


def offers_of(text: str, kind: SiteKind = SiteKind.CLINIC, *above: str, address: str = "") -> list[Offer]:
    """The offers of a page whose last line is the text."""
    lines = (*above, text)
    document = Document("p", address, kind, lang="en", blocks=tuple(Block(line) for line in lines))
    assert READER is not None
    return list(find_offers(sentences_of(document, "en"), document, READER))


def test_a_list_of_sellers_gives_an_offer_for_each() -> None:
    text = (
        "Exosome facials cost from £280 at Larkhill, larkhill.example; £410 at Dora Finch for needling with "
        "exosomes, dorafinch.example; £360 at The Alder Rooms, alder.example"
    )
    one, two, three = offers_of(text, SiteKind.PRESS)
    assert (one.what, one.price, one.seller, one.starting) == (
        "Exosome facials",
        Money(Decimal(280), "GBP"),
        "Larkhill",
        True,
    )
    assert (two.what, two.price.amount, two.seller) == ("needling with exosomes", Decimal(410), "Dora Finch")
    assert (three.what, three.price.amount, three.seller) == ("Exosome facials", Decimal(360), "The Alder Rooms")
    assert not two.starting


@pytest.mark.parametrize(
    ("text", "what", "amount", "currency"),
    [
        ("Exosome facial £350", "Exosome facial", "350", "GBP"),
        ("Exosomes 30B IV $700", "Exosomes 30B IV", "700", "USD"),
        ("| Exosome Microneedling | AED 1,950 |", "Exosome Microneedling", "1950", "AED"),
        ("Scalp exosomes: 1.250,00 €", "Scalp exosomes", "1250.00", "EUR"),
        ("Our exosome drip costs JPY 120,000.", "Our exosome drip", "120000", "JPY"),
        ("Exosome ampoule set is now only 99 zł.", "Exosome ampoule set", "99", "PLN"),
    ],
)
def test_a_price_line_says_what_it_is_for(text: str, what: str, amount: str, currency: str) -> None:
    (offer,) = offers_of(text)
    assert (offer.what, offer.price) == (what, Money(Decimal(amount), currency))


def test_a_bare_price_is_for_what_stands_above() -> None:
    (offer,) = offers_of("Price: from £450", SiteKind.CLINIC, "Exosome Skin Renewal", "A calm hour.")
    assert (offer.what, offer.starting) == ("Exosome Skin Renewal", True)


def test_sizes_are_offers_of_their_own() -> None:
    offers = offers_of("15 mL $142 · 30 mL $248", SiteKind.BRAND, "Night Exosome Serum")
    assert [(offer.what, offer.price.amount) for offer in offers] == [
        ("Night Exosome Serum, 15 mL", Decimal(142)),
        ("Night Exosome Serum, 30 mL", Decimal(248)),
    ]


def test_what_is_added_stands_behind_what_it_is_added_to() -> None:
    offers = offers_of("Exosome hair care – £650 a visit; package of 3 £1,750; with needling £700")
    assert [(offer.what, offer.price.amount) for offer in offers] == [
        ("Exosome hair care", Decimal(650)),
        ("Exosome hair care, package of 3", Decimal(1750)),
        ("Exosome hair care with needling", Decimal(700)),
    ]


def test_an_old_price_is_none() -> None:
    (offer,) = offers_of("Exosome drip AED 4,500 (was AED 6,000)")
    assert offer.price.amount == Decimal(4500)
    (offer,) = offers_of("RRP £99, now £79", SiteKind.CLINIC, "Exosome mask")
    assert (offer.what, offer.price.amount) == ("Exosome mask", Decimal(79))


def test_a_range_is_its_lower_end() -> None:
    (offer,) = offers_of("Exosome therapy: $900–$2,500 a session")
    assert (offer.price.amount, offer.starting) == (Decimal(900), True)


def test_a_dollar_is_that_of_the_site() -> None:
    (offer,) = offers_of("Exosome facial $300", address="https://glow.example.au/prices")
    assert offer.price.currency == "AUD"


@pytest.mark.parametrize(
    "text",
    [
        "Free shipping on exosome orders over $39",
        "The exosome market stood at $256 million last year.",
        "Save £50 on your first exosome visit.",
        "Three that are not exosomes: Brill cream, £24; Oake balm, £31",
        "An exosome visit needs a deposit of £50.",
        "The exosome maker raised $60 million in a Series B.",
        "Exosomes: 30 billion particles, 20 minutes",
    ],
)
def test_other_amounts_are_no_offers(text: str) -> None:
    assert offers_of(text) == []


def test_a_price_of_something_else_on_the_page_is_none() -> None:
    assert offers_of("PRP facial £200", SiteKind.CLINIC, "Exosomes or PRP") == []


def test_the_known_price_of_a_product_is_not_told_again() -> None:
    product = Product("/p", "Night Exosome Serum", price=Money(Decimal(49), "EUR"))
    blocks = tuple(Block(text, product="/p") for text in ("Exosome serum €49", "Exosome refill €30"))
    document = Document("p", "", SiteKind.BRAND, lang="en", blocks=blocks, products=(product,))
    assert READER is not None
    (offer,) = find_offers(sentences_of(document, "en"), document, READER)
    assert (offer.what, offer.price.amount) == ("Exosome refill", Decimal(30))


def test_the_talk_of_a_reader_asks_no_price() -> None:
    assert offers_of("Three sessions come to $900.", SiteKind.PRESS, "Exosomes explained") == []
