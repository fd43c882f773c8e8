"""The taxonomy names what the annotation guide names."""

import re
from pathlib import Path

from claims.taxonomy import load_taxonomy

GUIDE = (Path(__file__).parents[1] / "gold" / "annotation.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    part = GUIDE.split(heading, 1)[1].split("\n## ", 1)[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("| ")
    ]


def test_claim_types_are_those_of_the_guide() -> None:
    named = [cells[0] for cells in rows("## Claim types") if re.fullmatch(r"[a-z_]+", cells[0]) and cells[0] != "type"]
    assert [entry.name for entry in load_taxonomy().claim_types] == named


def test_sources_are_those_of_the_guide() -> None:
    named = {cells[0]: cells[1].split(", ") for cells in rows("## Sources") if cells[0] not in {"class", "role"}}
    for entry in load_taxonomy().sources:
        assert [detail.name for detail in entry.details] == named[entry.name]


def test_everything_has_a_plain_name() -> None:
    taxonomy = load_taxonomy()
    titles = [
        *(entry.title for entry in taxonomy.families),
        *(entry.title for entry in taxonomy.claim_types),
        *(entry.title for entry in taxonomy.sources),
        *(entry.title for entry in taxonomy.routes),
    ]
    assert all(title and "_" not in title for title in titles)
    assert {entry.family for entry in taxonomy.claim_types} == {family.name for family in taxonomy.families}


def test_finds_by_name() -> None:
    taxonomy = load_taxonomy()
    rose = taxonomy.source("plant")
    assert rose is not None
    assert rose.detail("rose") is not None
    assert taxonomy.claim_type("nothing") is None
