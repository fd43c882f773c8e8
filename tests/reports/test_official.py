"""Addresses that are not an authority's own are marked."""

import pytest

from claims.law.markets import load_regulation
from reports.official import is_secondary


@pytest.mark.parametrize(
    ("address", "secondary"),
    [
        ("https://www.fda.gov/vaccines", False),
        ("https://eur-lex.europa.eu/eli/reg/2009/1223", False),
        ("https://www.legislation.gov.uk/uksi/2012/1916", False),
        ("https://notfda.gov.example.com/", True),
        ("https://a-law-blog.example/fda.gov", True),
        ("", False),
    ],
)
def test_a_page_that_only_tells_of_a_text_is_secondary(address: str, secondary: bool) -> None:
    assert is_secondary(address) is secondary


def test_both_kinds_are_held() -> None:
    kinds = {is_secondary(provision.address) for provision in load_regulation().provisions if provision.address}
    assert kinds == {True, False}
