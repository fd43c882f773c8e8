"""Prices are read with the currency that their sign, the page or the country tells."""

from decimal import Decimal

import pytest

from crawler.extract.money import amount_of, currency_of_sign, prices_in


@pytest.mark.parametrize(
    ("text", "country", "amounts"),
    [
        ("$64.00", "US", ["64.00 USD"]),
        ("$64.00", "CA", ["64.00 CAD"]),
        ("$64.00", "DE", ["64.00 USD"]),
        ("US$ 1,299", "AU", ["1299 USD"]),
        ("1.299,90 €", "DE", ["1299.90 EUR"]),
        ("€35", "FR", ["35 EUR"]),
        ("1 250,00 €", "FR", ["1250.00 EUR"]),
        ("CHF 1'250.50", "CH", ["1250.50 CHF"]),
        ("£330", "GB", ["330 GBP"]),
        ("₩65,000", "KR", ["65000 KRW"]),
        ("65,000원", "KR", ["65000 KRW"]),
        ("12,800円(税込)", "JP", ["12800 JPY"]),
        ("¥ 980", "CN", ["980 CNY"]),
        ("¥980", "JP", ["980 JPY"]),
        ("R$ 199,90", "BR", ["199.90 BRL"]),
        ("4.500 TL", "TR", ["4500 TRY"]),
        ("249 kr", "DK", ["249 DKK"]),
        ("249 kr", "US", ["249 SEK"]),
        ("USD 80", "", ["80 USD"]),
        ("₹1,25,000", "IN", ["125000 INR"]),
        ("Rs. 12,49,999.50", "IN", ["1249999.50 INR"]),
        ("₹99,999", "IN", ["99999 INR"]),
        ("\u0661\u066c\u0662\u0665\u0660 د.إ", "AE", ["1250 AED"]),
        ("AED 1,500", "AE", ["1500 AED"]),
        ("$20 – $35", "US", ["20 USD", "35 USD"]),
        ("from £595 to £1,200", "GB", ["595 GBP", "1200 GBP"]),
        ("20 billion exosomes", "US", []),
        ("30–150 nm in 2024", "US", []),
        ("86% firmer after 3 weeks", "US", []),
        ("$0.00", "US", []),
        ("Euros and cents", "DE", []),
    ],
)
def test_every_price_of_a_text_is_found(text: str, country: str, amounts: list[str]) -> None:
    found = prices_in(text, country)
    assert [f"{price.money.amount} {price.money.currency}" for price in found] == amounts


def test_a_price_says_where_it_stands() -> None:
    price = prices_in("from £330 a visit", "GB")[0]
    assert "from £330 a visit"[price.start : price.end] == "£330"


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("65.00", Decimal("65.00")),
        (65, Decimal(65)),
        (48.5, Decimal("48.5")),
        ("1.299,00", Decimal("1299.00")),
        ("1,299.00", Decimal("1299.00")),
        ("29.900", Decimal("29.900")),
        ("", None),
        (None, None),
        (True, None),
        ("free", None),
        ("0", None),
        ("9" * 60, None),
        ({"price": 1}, None),
    ],
)
def test_an_amount_of_structured_data_is_read_or_none(value: object, amount: Decimal | None) -> None:
    assert amount_of(value) == amount


def test_a_code_stands_for_itself() -> None:
    assert currency_of_sign("chf", "US") == "CHF"
