"""The pages that `make bench` measures hold what its documentation says they hold."""

import pytest

from bench.pages import A_TENTH, CLAIMS, Kind, Made, page
from claims.model import Reading, SiteKind
from claims.reading import read
from claims.rules.packs import load_library
from crawler.extract.dispatch import documents
from crawler.extract.page import Page

SITE = Made(300, Kind.MONTH)


def _read(number: int) -> Reading:
    address = f"http://127.0.0.1/exosomes/{number}"
    body = page(number, SITE).encode()
    made = Page(address, address, "text/html; charset=utf-8", body, "html", SiteKind.CLINIC, "GB", address)
    return read(documents(made)[0], load_library())


@pytest.mark.parametrize("number", [0, A_TENTH, 5 * A_TENTH])
def test_a_tenth_of_a_month_s_pages_make_twenty_claims_each(number: int) -> None:
    claimed = {one.quote for one in _read(number).claims}
    assert len([quote for quote in claimed if quote.startswith("Our exosomes")]) == CLAIMS


@pytest.mark.parametrize("number", [1, A_TENTH + 3, 2 * A_TENTH - 1])
def test_the_others_make_none(number: int) -> None:
    assert _read(number).claims == ()
