"""Trees say what was learnt, the same on every machine, and a file that holds none is refused with its remedy."""

import json
import zlib
from math import exp
from pathlib import Path

import pytest

from claims.errors import DataFileError
from claims.likeness.trees import MAGIC, Head, Tree, Trees, load_trees, save_trees

MARKS = ("length", "odds")
HEAD = Head(1, "digest", MARKS, ("stated", "none"), ("en.role.ours",))
DEEP: Tree = ((1, 0.5, 1, 2), (-1.0,), (0, 3.0, 3, 4), (0.25,), (2.0,))


def saved(folder: Path, head: Head = HEAD, columns: tuple[tuple[Tree, ...], ...] = ((DEEP, ((0.5,),)), ())) -> Path:
    path = folder / "some.trees"
    save_trees(path, Trees(head, columns))
    return path


@pytest.mark.parametrize(
    ("numbers", "end"),
    [((9.0, 0.5), -1.0), ((9.0, 0.6), 2.0), ((3.0, 0.6), 0.25), ((3.1, 7.0), 2.0)],
)
def test_adds_the_ends_that_the_numbers_lead_to(tmp_path: Path, numbers: tuple[float, float], end: float) -> None:
    stated, none = load_trees(saved(tmp_path), MARKS).probabilities(numbers)
    assert stated == pytest.approx(1 / (1 + exp(-(end + 0.5))))
    assert stated + none == pytest.approx(1)


def test_the_same_trees_make_the_same_bytes_and_come_back(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    first, again = saved(tmp_path), saved(tmp_path / "again")
    assert first.read_bytes() == again.read_bytes()
    assert load_trees(first, MARKS) == Trees(HEAD, ((DEEP, ((0.5,),)), ()))


def test_scores_that_differ_by_much_overflow_nothing(tmp_path: Path) -> None:
    steep: Tree = ((900.0,),)
    assert load_trees(saved(tmp_path, columns=((steep,), ())), MARKS).probabilities((0.0, 0.0)) == (1.0, 0.0)


@pytest.mark.parametrize("data", [b"", b"{}\n", MAGIC, MAGIC + b"{}\n", MAGIC + b"not json\nrows", b"\xff"])
def test_refuses_what_is_no_file_of_trees(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "some.trees").write_bytes(data)
    with pytest.raises(DataFileError, match=r"some\.trees: (does not begin with|is broken) .*: make it with"):
        load_trees(tmp_path / "some.trees", MARKS)


@pytest.mark.parametrize(
    "nodes",
    [[], [[0, 1.0, 0, 1], [1.0]], [[0, 1.0, 1, 5], [1.0]], [[2, 1.0, 1, 2], [1.0], [1.0]], [[1.0, 2.0]]],
    ids=["none", "leads to itself", "leads out", "unknown mark", "neither node nor end"],
)
def test_refuses_a_tree_that_leads_nowhere(tmp_path: Path, nodes: list[list[float]]) -> None:
    path = saved(tmp_path)
    head = path.read_bytes().splitlines(keepends=True)[:2]
    path.write_bytes(b"".join(head) + zlib.compress(json.dumps([[nodes], []]).encode()))
    with pytest.raises(DataFileError, match="is broken"):
        load_trees(path, MARKS)


def test_refuses_trees_for_other_marks_and_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="made for other marks or columns: make it with `make learn`"):
        load_trees(saved(tmp_path), ("length", "other"))
    with pytest.raises(DataFileError, match="cannot be read"):
        load_trees(tmp_path / "none.trees", MARKS)
