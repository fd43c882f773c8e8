"""Whole pages as they were approved, byte for byte.

After a wanted change: `APPROVE=1 python -m pytest tests/reports/test_approved.py`, then read the difference.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reports.digest import render
from reports.material import BRAND, Material
from reports.view import view
from tests.reports.build import NOW
from tests.reports.week import first_look, quiet_week, rich_week

APPROVED = Path(__file__).parent / "approved"
HINT = "look at the difference; if it is wanted: APPROVE=1 python -m pytest tests/reports/test_approved.py"


def brand_week() -> Material:
    """The rich week for the other audience."""
    return replace(rich_week(), audience=BRAND)


@pytest.mark.parametrize(
    ("name", "material"),
    [("regulator", rich_week), ("quiet", quiet_week), ("first-look", first_look), ("brand", brand_week)],
)
def test_the_page_is_the_approved_one(name: str, material: Callable[[], Material]) -> None:
    page = render(view(material(), NOW, 46))
    path = APPROVED / f"{name}.html"
    if os.environ.get("APPROVE"):
        path.write_text(page, encoding="utf-8", newline="\n")
    assert page == path.read_text(encoding="utf-8"), HINT


def test_the_same_material_gives_the_same_bytes() -> None:
    assert render(view(rich_week(), NOW, 46)) == render(view(rich_week(), NOW, 46))
