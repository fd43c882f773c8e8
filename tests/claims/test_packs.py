"""Rule packs: read once, checked to the column, found by language."""

import shutil
from pathlib import Path

import pytest

from claims.errors import DataFileError
from claims.model import Status
from claims.rules.packs import FOLDER, load_library, read_pack
from claims.rules.shapes import Head

PACK = {
    "pack.yml": "{pack: test, schema: 1, lang: xx, version: 3, state: experimental}\n",
    "lexicons.yml": "lexicons:\n  LINES: [fine lines?, wrinkles?]\nframes:\n  good: good|better\n",
    "gates.yml": "patterns:\n  topic: exosomes?\n",
    "context.yml": "terminators: [but]\npseudo: [not only]\ncues:\n"
    "- {id: xx.not, status: negated, dir: fwd, any: [not]}\n",
    "claims/anti_ageing.yml": "rules:\n- id: xx.anti.lines\n  title: Lines\n  any: [fewer <LINES>]\n"
    "- {id: xx.anti.old, title: Old, any: [old], state: retired}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in PACK.items():
        path = tmp_path / "xx" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "xx"


def test_reads_a_folder(folder: Path) -> None:
    pack = read_pack(folder)
    assert pack.head == Head(pack="test", schema=1, lang="xx", version=3, state="experimental")
    assert [(rule.id, rule.type, rule.state) for rule in pack.rules] == [("xx.anti.lines", "anti_ageing", "stable")]
    assert pack.expanded("<LINES>") == "(?:fine lines?|wrinkles?)"
    assert pack.context.cues[0].status is Status.NEGATED
    assert pack.name == f"test 3 {pack.digest[:12]}"


@pytest.mark.parametrize("name", ["more.yml", "sources.table", "sources.trees"])
def test_the_digest_changes_with_any_file(folder: Path, name: str) -> None:
    before = read_pack(folder).digest
    (folder / name).write_text("a: 1\n")
    assert read_pack(folder).digest != before


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("pack.yml", "{pack: t, schema: 2, lang: xx, version: 1, state: stable}", r"pack\.yml:1:11: schema"),
        ("lexicons.yml", "lexicons:\n  A: b\n  A: c\n", r"lexicons\.yml:3:3: .*stands twice"),
        (
            "context.yml",
            "terminators: []\npseudo: []\ncues:\n- {id: xx.a, status: maybe, dir: fwd, any: [b]}",
            r"context\.yml:4:14",
        ),
        (
            "claims/anti_ageing.yml",
            "rules:\n- {id: xx.a.b, title: T, any: ['(a']}\n",
            r"anti_ageing\.yml:2:\d+: xx\.a\.b: ",
        ),
        ("claims/anti_ageing.yml", "rules:\n- {id: xx.a.b, title: T, any: [<NONE>]}\n", r"no lexicon is named NONE"),
        ("claims/anti_ageing.yml", "rules:\n- {id: xx.a.b, title: T, any: ['(?=a)b']}\n", r"lookaround"),
        ("claims/anti_ageing.yml", "rules:\n- {id: xx.a.b, title: T, any: [a], where: [nowhere]}\n", r"where"),
        ("claims/anti_ageing.yml", "rules:\n- {id: Wrong, title: T, any: [a]}\n", r":2:4: rules\.0\.id"),
        ("claims/anti_ageing.yml", "rules:\n- {id: xx.a.b, title: T, any: [a], need: [b]}\n", r"no such key"),
    ],
)
def test_says_where_a_file_is_wrong_and_what_to_do(folder: Path, name: str, text: str, says: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=says):
        read_pack(folder)


def test_a_rule_that_names_a_frame_that_is_not_there_is_told(folder: Path) -> None:
    text = "rules:\n- {id: xx.a.b, title: T, any: [a], needs: [nothing/clause]}\n"
    (folder / "claims/anti_ageing.yml").write_text(text)
    with pytest.raises(DataFileError, match=r"anti_ageing\.yml:2:\d+: xx\.a\.b: no frame is named nothing"):
        read_pack(folder)


def test_the_library_knows_languages_by_their_tags() -> None:
    library = load_library()
    english = library.pack("en-GB")
    assert english is not None
    assert english is library.pack("EN")
    assert library.pack("tlh") is None


def test_rules_are_made_ready_once_with_the_helper_and_without() -> None:
    alone, helped = load_library(), load_library(likeness=True)
    assert alone.pack("en") is helped.pack("en")
    assert load_library(FOLDER) is alone
    assert (alone.likeness, helped.likeness) == (False, True)


def test_an_unreadable_folder_is_told(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "en", tmp_path / "en", ignore=shutil.ignore_patterns("gates.yml"))
    with pytest.raises(DataFileError, match=r"gates\.yml:1:1: cannot be read"):
        read_pack(tmp_path / "en")
