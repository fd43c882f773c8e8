"""Whatever step the making of editions is killed at, made again it loses no change and tells none twice."""

import json
import subprocess
import sys
from pathlib import Path

from db.queries import Reader
from tests.reports.test_publish import store

__all__ = ["store"]
POINTS = 20


def test_no_kill_loses_or_repeats_a_change(store: Path, tmp_path: Path) -> None:
    with Reader.open(store) as reader:
        every = {audience: [change.id for change in reader.untold(audience)] for audience in ("regulator", "brand")}
    assert all(every.values())
    work = tmp_path / "work"
    work.mkdir()
    command = [sys.executable, "-m", "tests.reports.kills", str(store), str(work), str(POINTS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    kills = [json.loads(line) for line in done.stdout.splitlines()]
    assert len({kill["step"] for kill in kills}) == POINTS
    assert all(kill["killed"] for kill in kills)
    for kill in kills:
        for audience, editions in kill["told"].items():
            assert sorted(change for edition in editions for change in edition) == sorted(every[audience]), kill
    # Some kills came before the first edition was closed, some after: both ways were tried.
    closed = {len(kill["told"]["regulator"]) for kill in kills}
    assert closed == {1, 2}
