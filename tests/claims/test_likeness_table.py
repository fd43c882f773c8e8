"""A table of weights says what the linear model behind it says, and refuses what is none."""

import zlib
from math import exp, sqrt
from pathlib import Path

import pytest

from claims.errors import DataFileError
from claims.likeness.table import MAGIC, ZERO, Head, load_table, save_table

BITS = 8
HEAD = Head(1, "digest", BITS, ("human", "plant"), (0.02, 0.05), (-1.0, 0.5), 0.25)


def bucket(feature: str) -> int:
    return zlib.crc32(feature.encode()) % (1 << BITS)


def rows(weights: dict[str, tuple[int, int, int]]) -> bytes:
    """The rows of a table in which only some features weigh."""
    made = bytearray(bytes((ZERO, ZERO, 4)) * (1 << BITS))
    for feature, (human, plant, rare) in weights.items():
        made[bucket(feature) * 3 : bucket(feature) * 3 + 3] = bytes((ZERO + human, ZERO + plant, rare))
    return bytes(made)


def saved(path: Path, weights: dict[str, tuple[int, int, int]]) -> Path:
    save_table(path / "weights.table", HEAD, rows(weights))
    return path / "weights.table"


def test_gives_what_the_model_gives(tmp_path: Path) -> None:
    table = load_table(saved(tmp_path, {"cord": (100, -20, 16), "rose": (-127, 127, 9)}))
    length = sqrt((16 + 9) * 0.25)
    wanted = [(100 - 127) * 0.02 / length - 1.0, (-20 + 127) * 0.05 / length + 0.5]
    assert list(table.scores(["cord", "rose", "cord"])) == pytest.approx(wanted)
    assert list(table.probabilities(["rose", "cord"])) == pytest.approx([1 / (1 + exp(-score)) for score in wanted])
    assert table.weight("rose", 1) == 127


def test_adds_any_number_of_features(tmp_path: Path) -> None:
    heavy = {f"f{number}": (127, -128, 255) for number in range(3000)}
    table = load_table(saved(tmp_path, heavy))
    held = len({bucket(feature) for feature in heavy})
    assert held == 1 << BITS
    assert table.scores(heavy)[0] == pytest.approx(held * 127 * 0.02 / sqrt(held * 255 * 0.25) - 1.0)
    assert table.scores([]) == (-1.0, 0.5)


@pytest.mark.parametrize("data", [b"", b"{}\n", MAGIC, MAGIC + b"{}\n", MAGIC + b"not json\nrows", b"\xff\xfe"])
def test_refuses_what_is_no_table(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "weights.table").write_bytes(data)
    with pytest.raises(DataFileError, match=r"weights\.table: (does not begin with|is broken) .*: make it with"):
        load_table(tmp_path / "weights.table")
    with pytest.raises(DataFileError, match="cannot be read"):
        load_table(tmp_path / "none.table")


def test_the_same_table_makes_the_same_bytes_and_comes_back(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    first, again = saved(tmp_path, {"cord": (1, 2, 3)}), saved(tmp_path / "again", {"cord": (1, 2, 3)})
    assert first.read_bytes() == again.read_bytes()
    assert load_table(first).head == HEAD


def test_refuses_rows_that_are_missing(tmp_path: Path) -> None:
    save_table(tmp_path / "weights.table", HEAD, rows({})[:-1])
    with pytest.raises(DataFileError, match="767 bytes where 768 belong"):
        load_table(tmp_path / "weights.table")
