"""Editions that were closed under an earlier layout: each form of theirs gives the bytes that it gave then.

A layout that was released is never changed: a new one is a new style sheet, a new number in reports/blocks.py, and new
files in the folder kept, made by the release before.
"""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from reports.blocks import LAYOUT
from reports.forms.form import Form, rendered
from reports.stored import unpacked

KEPT = Path(__file__).parent / "kept"
TOLD = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(KEPT.glob("*.json"))}
CASES = [(layout, name, form) for layout, views in TOLD.items() for name, forms in views.items() for form in forms]


@pytest.mark.parametrize(("layout", "name", "form"), CASES)
def test_a_closed_edition_gives_the_bytes_that_it_gave(layout: str, name: str, form: str) -> None:
    view = unpacked((KEPT / f"{layout}-{name}.view").read_bytes())
    assert view.layout == int(layout)
    assert sha256(rendered(view, Form(form))).hexdigest() == TOLD[layout][name][form]


def test_every_layout_before_this_one_is_kept() -> None:
    assert sorted(map(int, TOLD)) == list(range(1, LAYOUT))
    assert len(CASES) == 12 * (LAYOUT - 1)
