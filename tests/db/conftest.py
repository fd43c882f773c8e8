"""A fresh store for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.db.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A shop whose store is empty."""
    made = World(tmp_path / "exowatch.db")
    yield made
    made.store.close()
