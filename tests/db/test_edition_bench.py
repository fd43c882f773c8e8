"""The bench of an edition, made small: the store that it measures holds what it says."""

from pathlib import Path

import pytest

from bench import edition
from bench.replicate import forget_editions
from db.queries import Reader


def test_the_store_of_the_bench_holds_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition, "SMALL", 2)
    monkeypatch.setattr(edition, "PAGES", 2)
    monkeypatch.setattr(edition, "CHANGES", 6)
    path = tmp_path / "bench.db"
    edition._make(path, 240)
    with Reader.open(path) as reader:
        assert len(reader.claims()) == 240
        assert len(reader.products()) == len(reader.sources()) == 12
        assert len(reader.sites()) == 6
        assert sum(total.live for total in reader.site_totals()) == 240
        assert [len(reader.untold(audience)) for audience in ("regulator", "brand")] == [6, 6]
    seconds, memory, size = edition.measured(path, "regulator")
    assert seconds > 0
    assert memory > 0
    assert size > 10_000
    with Reader.open(path) as reader:
        assert not reader.untold("regulator")
    forget_editions(path)
    with Reader.open(path) as reader:
        assert len(reader.untold("regulator")) == 6
