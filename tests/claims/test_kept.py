"""What patterns need is found once and kept; what is kept says the same, and is not believed where it may be wrong."""

import shutil
import sys
from pathlib import Path

import pytest

from claims.patterns.kept import Cut, Kept
from claims.patterns.match import Lexicons, Matcher
from claims.patterns.needles import Needles
from claims.patterns.prefilter import Haystack
from claims.reading import read
from claims.rules.packs import FOLDER, Library, read_pack
from claims.scoring.score import load_gold
from claims.scoring.units import document_of

GOLD = Path(__file__).resolve().parents[1] / "gold"
RULES = [["treat<g2><DISEASE>"], ["rid of"]]
LEXICONS = {"DISEASE": "eczema|acne"}


@pytest.fixture(autouse=True)
def _written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python keeps what it has compiled beside its source."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def found(folder: Path, digest: str = "one") -> set[int]:
    """The rules that may stand in a line, by what is kept in a folder or found anew."""
    matcher = Matcher(RULES, Lexicons(LEXICONS, Haystack(Kept(folder, digest))))
    return set(matcher.candidates("treat some acne")) | set(matcher.rules_in("rid of it"))


def files(folder: Path) -> list[Path]:
    """What is kept in a folder."""
    return sorted((folder / "__pycache__").glob("*"))


@pytest.fixture
def no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is searched for needles any more."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("searched")

    monkeypatch.setattr(Needles, "of", refuse)


def test_pages_read_alike_by_what_is_kept(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    shutil.copytree(FOLDER / "en", tmp_path / "en", ignore=shutil.ignore_patterns("__pycache__"))
    documents = [document_of([entry.unit]) for entry in load_gold(GOLD / "dev.jsonl")[::20]]
    fresh = Library([read_pack(tmp_path / "en")])
    before = [read(document, fresh) for document in documents]
    assert len(files(tmp_path / "en")) == 1
    request.getfixturevalue("no_search")
    again = Library([read_pack(tmp_path / "en")])
    assert [read(document, again) for document in documents] == before
    assert any(reading.claims for reading in before)


def test_what_is_kept_is_used(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert found(tmp_path) == {0, 1}
    request.getfixturevalue("no_search")
    assert found(tmp_path) == {0, 1}


@pytest.mark.parametrize("place", [0, 40, -1])
def test_a_file_with_a_wrong_byte_is_as_good_as_none(tmp_path: Path, place: int) -> None:
    found(tmp_path)
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    broken = bytearray(whole)
    broken[place] ^= 1
    file.write_bytes(broken)
    assert found(tmp_path) == {0, 1}
    assert file.read_bytes() == whole


def test_a_file_that_ends_early_is_as_good_as_none(tmp_path: Path) -> None:
    found(tmp_path)
    (file,) = files(tmp_path)
    for length in (0, 10, len(file.read_bytes()) - 1):
        file.write_bytes(file.read_bytes()[:length])
        assert found(tmp_path) == {0, 1}


def test_other_data_has_a_file_of_its_own_in_the_place_of_the_old_one(tmp_path: Path) -> None:
    found(tmp_path)
    before = files(tmp_path)
    found(tmp_path, "two")
    (after,) = files(tmp_path)
    assert [after] != before


def test_parts_of_what_was_killed_do_not_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for digest in ("one", "one", "two"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", killed)
            with pytest.raises(KeyboardInterrupt):
                found(tmp_path, digest)
    assert [file.suffix for file in files(tmp_path)] == [".part", ".part"]
    (tmp_path / "__pycache__" / "0.4711.part").write_bytes(b"of an earlier release")
    assert found(tmp_path) == {0, 1}
    assert [file.suffix for file in files(tmp_path)] == [".needles"]


def test_patterns_that_stand_among_others_or_use_other_words_are_not_taken_for_them(tmp_path: Path) -> None:
    found(tmp_path)
    kept = Kept(tmp_path, "one")
    other = Matcher(RULES, Lexicons({"DISEASE": "asthma"}, Haystack(kept)))
    assert set(other.candidates("treat some acne")) == set()
    assert set(other.candidates("treat some asthma")) == {0}
    assert found(tmp_path) == {0, 1}


def test_nothing_is_written_where_python_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert found(tmp_path) == {0, 1}
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("no folder", encoding="utf-8")
    assert found(tmp_path) == {0, 1}
    kept = Kept(tmp_path, "one")
    kept.keep("a", Cut((), ()))
    kept.write()
    kept.forget()
    assert kept.recall("a") == Cut((), ()), "what cannot be read again was let go of"
    assert Kept(tmp_path, "one").recall("a") is None


def test_what_can_be_read_again_is_let_go_of_and_more_patterns_find_it(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "one")
    haystack = Haystack(kept)
    words = Lexicons(LEXICONS, haystack)
    first = Matcher(RULES, words)
    assert set(first.candidates("treat some acne")) == {0}
    assert not haystack._numbers, "needles that nobody asks for stay at hand"
    assert kept._at_hand is None, "what is on the disk stays at hand"
    second = Matcher([["rid of"], ["soothe<g2><DISEASE>"]], words)
    for _ in range(2):
        assert set(second.candidates("rid of what soothes; soothe any eczema")) == {0, 1}
        assert set(first.candidates("treat some acne, get rid of it")) == {0, 1}
        assert not haystack._numbers
