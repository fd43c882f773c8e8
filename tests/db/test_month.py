"""The month that `make bench` measures is one that the store could have seen, at any size."""

from pathlib import Path

from bench.month import CLAIMS, PAGES, asked, month
from bench.multiply import multiply
from db.health import troubles
from db.queries import Reader

SITES = 20


def test_what_is_measured_is_a_sound_store_whose_changes_are_the_pages_own(tmp_path: Path) -> None:
    path = tmp_path / "exowatch.db"
    lines = list(month(path, SITES))
    assert len(lines) == 4
    assert "changed: 10 pages" in lines[-1]
    with Reader.open(path) as reader:
        assert len(reader.claims()) == SITES * PAGES // 10 * CLAIMS
        told = {(change.kind, change.technical) for change in reader.changes() if not change.baseline}
        assert told == {("reworded", False)}
        assert len(reader.untold("regulator")) == 1
    assert multiply(path, 3) == 3 * SITES * PAGES // 10 * CLAIMS
    assert troubles(path) == ()
    with Reader.open(path) as reader:
        assert len(reader.untold("regulator")) == 3
    assert len(list(asked(path))) == 9
