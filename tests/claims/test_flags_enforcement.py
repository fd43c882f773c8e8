"""Known enforcement and the matrix of the rules: the tags of each fact come out at the level that a reader needs."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.law.flags import RANK, flags_of
from claims.law.markets import load_regulation
from claims.model import (
    Claim,
    Disclosure,
    Document,
    Flag,
    Level,
    Reading,
    Role,
    Route,
    SiteKind,
    Source,
    Span,
    StatedSource,
    Status,
    Why,
)
from claims.taxonomy import load_taxonomy

HERE = Path(__file__).parent
WHY = Why("test.rule", 1, "exosome")
WORD = Span("exosome", 0)  # the only word that the matrix was made with
UNDER_THE_SKIN = {"injection", "intravenous", "inhaled", "microneedling"}
MEDICINAL = {"disease_treatment", "wound_scar", "pain_orthopaedic"}
FIRST_OF = {"appearance": "anti_ageing", "function": "collagen_elastin", "medicinal": "disease_treatment"}


@dataclass(frozen=True, slots=True)
class Tags:
    """What a page says, as tags: a fact or a row of the matrix."""

    place: str
    kind: str
    source: str | None
    route: str | None
    types: tuple[str, ...]


def rows(name: str) -> list[dict[str, Any]]:
    """The lines of a data file."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def flags(tags: Tags) -> tuple[Flag, ...]:
    """The flags of a page that says just these tags in one sentence."""
    class_, _, detail = (tags.source or "").partition("/")
    named = (Source(class_, detail, Role.STATED, "exosome", WORD, WHY),) if class_ not in {"", "undisclosed"} else ()
    entries = {
        "": (),
        "undisclosed": (StatedSource("", "", Disclosure.UNDISCLOSED),),
    }.get(class_, (StatedSource("", "", Disclosure.STATED, ((class_, detail),)),))
    reading = Reading(
        "en",
        claims=tuple(Claim(type_, Status.ASSERTED, "exosome", WORD, WHY) for type_ in tags.types),
        sources=named,
        routes=(Route(tags.route, "exosome", WORD, WHY),) if tags.route else (),
        stated=entries,
    )
    regulation = load_regulation()
    document = Document("/page", "https://shop.example/page", SiteKind(tags.kind))
    markets = regulation.markets_for(tags.place)
    return flags_of(document, reading, markets if tags.place not in {"EU", "UK"} else (tags.place,), regulation)


def needed(tags: Tags) -> Level:
    """The level that a fact must at least come out at."""
    human = (tags.source or "").startswith("human/")
    pressing = human or tags.route in UNDER_THE_SKIN or bool(MEDICINAL.intersection(tags.types))
    return Level.HIGH if pressing else Level.MEDIUM


def fact_tags(fact: dict[str, Any]) -> Tags:
    """The tags of a fact."""
    return Tags(fact["jurisdiction"], fact["seller_kind"], fact["source"], fact["route"], tuple(fact["claim_types"]))


def test_facts_of_enforcement_come_out_as_pressing_as_they_were() -> None:
    low: dict[str, str] = {}
    for fact in rows("enforcement.jsonl"):
        tags = fact_tags(fact)
        highest = min((flag.level for flag in flags(tags)), key=RANK.__getitem__, default=None)
        if highest is None or RANK[highest] > RANK[needed(tags)]:
            low[fact["id"]] = f"{highest} instead of {needed(tags)}"
    ledger = yaml.safe_load((HERE / "enforcement_ledger.yml").read_text(encoding="utf-8"))
    assert low.keys() == {entry["id"] for entry in ledger}, low
    assert all(len(entry["reason"]) > 20 for entry in ledger)


def test_there_are_as_many_facts_as_were_gathered_and_each_has_its_own_name() -> None:
    facts = rows("enforcement.jsonl")
    assert len(facts) == len({fact["id"] for fact in facts}) == 113


@pytest.mark.parametrize("market", ["EU", "UK", "US", "KR"])
@pytest.mark.parametrize("family", FIRST_OF)
def test_every_cell_of_the_matrix_has_its_level_nature_and_rule(market: str, family: str) -> None:
    mismatches: list[str] = []
    for row in rows("matrix.jsonl"):
        if row["jurisdiction"] != market:
            continue
        found = flags(Tags(market, row["seller_kind"], row["source"], row["route"], (FIRST_OF[family],)))
        heaviest = min((flag.level for flag in found), key=RANK.__getitem__)
        cells = {f"{flag.level}/{flag.nature}/{flag.rule}" for flag in found if flag.level is heaviest}
        if row[family] not in cells:
            mismatches.append(f"{row}: {sorted(cells)}")
    assert mismatches == []


def test_every_claim_type_has_the_level_the_rule_and_the_provisions_that_were_reviewed() -> None:
    regulation = load_regulation()
    reviewed = (HERE / "levels.tsv").read_text(encoding="utf-8").splitlines()
    document = Document("/page", "https://shop.example/page", SiteKind.BRAND)
    lines = ["type\tmarket\tlevel\trule\tgeneral\tprovisions"]
    for type_ in load_taxonomy().claim_types:
        reading = Reading("en", claims=(Claim(type_.name, Status.ASSERTED, "exosome", WORD, WHY),))
        for market in regulation.markets:
            found = flags_of(document, reading, (market.market,), regulation)
            flag = next(flag for flag in found if flag.claim == 0)
            shown = " ".join(provision.id for provision in flag.provisions)
            general = "general" if flag.general else "own"
            lines.append(f"{type_.name}\t{market.market}\t{flag.level}\t{flag.rule}\t{general}\t{shown}")
    assert lines == reviewed, "\n".join(line for line in lines if line not in reviewed)
