"""Addresses that are not an authority's own are marked."""

import pytest

from claims.law.markets import load_regulation
from reports.official import is_secondary, load_official, part_named
from reports.reasons import provision_line
from reports.words import words


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


def test_every_provision_is_linked() -> None:
    for entry in load_regulation().provisions:
        line = provision_line(entry, words())
        said = "".join(part.text for part in line)
        assert line[0].href, f"{entry.id}: no address is held, nor one of its instrument: find one"
        if not entry.address:
            assert "the address is that of the whole text" in said
        assert ("secondary page" in said) == is_secondary(line[0].href)
        assert ("not confirmed" in said) == (not entry.confirmed)


def test_of_a_whole_instrument_no_part_is_named() -> None:
    entries = load_regulation().provisions
    assert [entry for entry in entries if entry.provision.startswith(load_official().whole)]
    for entry in entries:
        assert not provision_line(entry, words())[0].text.endswith(", Whole")
        assert ", Whole, " not in provision_line(entry, words())[0].text
        assert entry.provision.endswith(part_named(entry))
