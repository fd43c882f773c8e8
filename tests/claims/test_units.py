"""Units: one JSON object a line in, one for each out, in the form of the annotation guide."""

import json
from pathlib import Path

import pytest

from claims.errors import DataFileError
from claims.rules.packs import load_library
from claims.scoring.units import UnitTags, read_units, to_json

PATH = Path("units.jsonl")


def unit(id_: str, text: str, page: str = "a", kind: str = "brand") -> str:
    return json.dumps({"id": id_, "page": page, "kind": kind, "lang": "en", "text": text})


def tags(*lines: str) -> list[UnitTags]:
    return list(read_units(lines, PATH, load_library()))


def test_gives_one_line_for_each_unit_in_order() -> None:
    found = tags(unit("a-1", "Exosome serum"), "", unit("a-2", "It smooths fine lines."), unit("b-1", "Hello.", "b"))
    assert [entry.id for entry in found] == ["a-1", "a-2", "b-1"]
    assert [claim.type for claim in found[1].claims] == ["anti_ageing"]


def test_units_of_a_page_are_read_together_and_pages_apart() -> None:
    found = tags(unit("a-1", "Exosome serum"), unit("b-1", "It smooths fine lines.", "b"))
    assert found[1].claims == ()


def test_a_unit_of_several_sentences_has_a_type_once() -> None:
    text = "Exosomes may smooth fine lines. Exosomes reduce wrinkles. Do exosomes firm skin?"
    claims = tags(unit("a-1", text))[0].claims
    assert [(claim.type, claim.status) for claim in claims if claim.type == "anti_ageing"] == [
        ("anti_ageing", "asserted")
    ] or len([claim for claim in claims if claim.type == "anti_ageing"]) == 1


def test_writes_the_form_of_the_guide() -> None:
    line = to_json(tags(unit("a-1", "Exosomes “smooth” fine lines – naïve?"))[0])
    row = json.loads(line)
    assert list(row) == ["id", "claims", "sources", "routes"]
    assert all(set(claim) == {"type", "status", "span"} for claim in row["claims"])
    assert "\\u" not in line


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", r"units\.jsonl:2:1: .*give one JSON object"),
        ('{"id": "a"}', r"units\.jsonl:2:1: page"),
        ('{"id": "a", "page": "p", "kind": "zoo", "text": "t"}', r"units\.jsonl:2:1: kind"),
        ("[1]", r"units\.jsonl:2:1: the line"),
    ],
)
def test_a_broken_line_is_told_with_its_place(line: str, says: str) -> None:
    with pytest.raises(DataFileError, match=says):
        tags(unit("a-1", "Hello."), line)
