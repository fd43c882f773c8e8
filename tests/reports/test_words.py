"""The vocabulary knows every word of the data."""

from claims.law.markets import load_regulation
from claims.taxonomy import load_taxonomy
from reports.ranking import ranking
from reports.words import words


def test_every_claim_type_has_a_name_and_a_rank() -> None:
    types = {entry.name for entry in load_taxonomy().claim_types}
    assert set(words().claim_types) == types
    assert set(ranking().claim_types) == types


def test_every_source_class_and_market_has_a_name() -> None:
    assert {entry.name for entry in load_taxonomy().sources} == set(words().source_classes)
    assert {market.market for market in load_regulation().markets} <= set(words().markets)


def test_a_source_is_told_in_plain_words() -> None:
    assert words().source("human", "stem_cell_unspecified") == "human (stem cells of an unnamed tissue)"
    assert words().source("plant", "unspecified") == "plant"
    assert words().source("mineral", "deep_sea") == "mineral (deep sea)"


def test_what_has_no_name_yet_is_shown_by_its_key() -> None:
    assert words().type_name("time_travel") == "Time travel"
    assert words().market("XX") == "XX"
    assert words().country("DE") == "Germany"
    assert words().country("Atlantis") == "Atlantis"
    assert words().language("ko-KR") == "Korean"
