"""The regulation loads whole, and countries find their markets."""

from pathlib import Path

import pytest

from claims.errors import DataFileError
from claims.law.lint_markets import NEVER_SAID
from claims.law.markets import UnknownMarket, load_regulation, markets_for, read_regulation
from claims.model import Level
from claims.taxonomy import load_taxonomy

MARKETS = [
    *("AE", "ASEAN", "AU", "BR", "CA", "CN", "EU", "ID", "IE", "IN", "IR"),
    *("JP", "KR", "MX", "OTHER", "SA", "TH", "TR", "TW", "UK", "US"),
]


def test_every_market_is_there_and_the_regulation_is_read_once() -> None:
    regulation = load_regulation()
    assert sorted(market.market for market in regulation.markets) == MARKETS
    assert load_regulation() is regulation
    assert regulation.terms.knowledge_date == "2026-11-21"
    assert len(regulation.digest) == 16


def test_levels_are_told_the_most_pressing_first() -> None:
    assert [term.level for term in load_regulation().terms.levels] == list(Level)


@pytest.mark.parametrize("market", MARKETS)
def test_every_claim_type_has_a_rule_in_every_market(market: str) -> None:
    rules = [rule for rule in load_regulation().rules if rule.holds_in(market) and rule.nature != "context"]
    covered = {type_ for rule in rules for type_ in rule.when.claim_types}
    assert covered == {entry.name for entry in load_taxonomy().claim_types}


@pytest.mark.parametrize(
    ("country", "markets"),
    [
        ("DE", ("EU",)),
        ("de", ("EU",)),
        ("NO", ("EU",)),
        ("IE", ("EU", "IE")),
        ("GB", ("UK",)),
        ("XI", ("EU", "UK")),
        ("US", ("US",)),
        ("KR", ("KR",)),
        ("SG", ("ASEAN",)),
        ("CH", ("OTHER",)),
        ("ZA", ("OTHER",)),
        ("", ("OTHER",)),
    ],
)
def test_a_country_leads_to_its_markets(country: str, markets: tuple[str, ...]) -> None:
    assert markets_for(country) == markets


def test_an_unknown_market_is_told_with_those_that_are_known() -> None:
    with pytest.raises(UnknownMarket, match="no market is named 'XX': use one of AE, ASEAN"):
        load_regulation().market("XX")


def test_what_is_said_in_our_own_words_never_passes_judgement() -> None:
    regulation = load_regulation()
    said = [rule.because for rule in regulation.rules]
    said += [term.clears_if for term in regulation.terms.natures] + [regulation.terms.unconfirmed]
    said += [provision.says for provision in regulation.provisions] + [p.title for p in regulation.provisions]
    assert [text for text in said if NEVER_SAID.search(text)] == []


def test_a_folder_without_the_shared_files_says_which_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"shared/terms\.yml:1:1: cannot be read"):
        read_regulation(tmp_path)
