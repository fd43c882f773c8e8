"""Complaints about data files say where and what to do."""

from pathlib import Path

import pytest
from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.errors import DataFileError
from claims.faults import keys_at


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Shelf:
    """A small shape to read."""

    name: str
    jars: tuple[int, ...] = ()


def complaint(text: str) -> str:
    with pytest.raises(DataFileError) as caught:
        datafile.parse(text, Shelf, Path("shelf.yml"))
    return str(caught.value)


def test_a_sound_file_becomes_an_object(tmp_path: Path) -> None:
    path = tmp_path / "shelf.yml"
    path.write_text("name: upper\njars: [1, 2]\n", encoding="utf-8")
    assert datafile.read(path, Shelf) == Shelf("upper", (1, 2))


@pytest.mark.parametrize(
    ("text", "where", "remedy"),
    [
        ("name: [a, b}\n", "shelf.yml:1:12", "correct the YAML"),
        ("name: upper\nnmae: upper\n", "shelf.yml:2:1: nmae", "no such key is known here, found 'upper': write name"),
        ("name: upper\nwidth: 3\n", "shelf.yml:2:1: width", "use one of name, jars, or remove it"),
        ("Name: upper\n", "shelf.yml:1:1: Name", "write name, or remove it"),
        ("jars: []\n", "shelf.yml:1:1: name", "add it"),
        ("name: upper\njars:\n  - 1\n  - two\n", "shelf.yml:4:5: jars.1", "correct it"),
        ("name: upper\nname: lower\n", "shelf.yml:2:1", "keep one"),
        ("", "shelf.yml:1:1", "write key: value"),
        ("- upper\n", "shelf.yml:1:1", "should be keys with their values, found ['upper']: write key: value"),
        (
            "name: NO\n",
            "shelf.yml:1:1: name",
            "should be a string, and is none without quotes, found False: put it in quotes",
        ),
        ("name: \t\x00", "shelf.yml:1:1", "correct the YAML"),
    ],
)
def test_a_fault_is_told_with_its_place_and_its_remedy(text: str, where: str, remedy: str) -> None:
    message = complaint(text)
    assert message.startswith(where)
    assert remedy in message


def test_every_fault_is_told_at_once() -> None:
    assert len(complaint("jars: [a, b]\n").splitlines()) == 3


def test_a_key_that_is_missing_for_a_slip_is_told_once() -> None:
    (line,) = complaint("nmae: upper\n").splitlines()
    assert line == "shelf.yml:1:1: nmae: no such key is known here, found 'upper': write name, or remove it"
    assert len(complaint("colour: red\n").splitlines()) == 2, "what is not near explains nothing"


@dataclass(frozen=True, slots=True)
class Room:
    """Shapes within shapes, as data files have them."""

    shelves: tuple[Shelf, ...] | None = None
    by_wall: dict[str, list[Shelf]] | None = None
    first: Shelf | None = None
    words: dict[str, str] | None = None


@pytest.mark.parametrize(
    ("steps", "keys"),
    [
        ((), ("shelves", "by_wall", "first", "words")),
        (("shelves", 3), ("name", "jars")),
        (("by_wall", "north", 0), ("name", "jars")),
        (("first",), ("name", "jars")),
        (("words",), ()),
        (("words", "any"), ()),
        (("nowhere", 1, "at", "all"), ()),
    ],
)
def test_the_keys_of_a_place(steps: tuple[str | int, ...], keys: tuple[str, ...]) -> None:
    assert keys_at(Room, steps) == keys


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="check the path"):
        datafile.read(tmp_path / "none.yml", Shelf)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "shelf.yml"
    path.write_bytes(b"name: \xff\xfe")
    with pytest.raises(DataFileError, match="save it as UTF-8"):
        datafile.read(path, Shelf)


def test_the_place_of_a_value() -> None:
    assert datafile.where("name: a\njars:\n  - 1\n", ("jars", 0)) == "3:5"
