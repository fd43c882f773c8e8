"""Each form as it was approved: byte for byte, a workbook cell by cell.

After a wanted change: `APPROVE=1 python -m pytest tests/reports/test_approved_forms.py`, then read the difference.
"""

import io
import os
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from reports.blocks import EditionView
from reports.clean import clean
from reports.forms.feed import Entry
from reports.forms.form import KINDS, Form, feed_of, rendered
from reports.material import BRAND
from reports.view import view
from tests.reports.build import NOW
from tests.reports.week import rich_week

APPROVED = Path(__file__).parent / "approved" / "forms"
HINT = "look at the difference; if it is wanted: APPROVE=1 python -m pytest tests/reports/test_approved_forms.py"
NAME = "tag:watch.example.org,2026-11-16:exowatch/regulator/46/0123456789"


def dump(told: EditionView, form: Form) -> bytes:
    """A form as something that a difference can be read in."""
    if form is Form.FEED:
        return feed_of([Entry(NAME, told, "0046-regulator-2026-11-16.html")], "feed.xml")
    if form is Form.XLSX:
        book = openpyxl.load_workbook(io.BytesIO(rendered(told, form)))
        lines = [f"{page.title}\t{cell.coordinate}\t{cell.value!r}" for page in book for row in page for cell in row]
        return "\n".join([*lines, ""]).encode()
    return rendered(told, form)


@pytest.mark.parametrize("form", [Form.MAIL, Form.TEXT, Form.FEED, Form.XLSX, Form.CSV, Form.JSON])
@pytest.mark.parametrize("audience", ["regulator", "brand"])
def test_the_form_is_the_approved_one(form: Form, audience: str) -> None:
    week = rich_week() if audience == "regulator" else replace(rich_week(), audience=BRAND)
    made = dump(clean(view(week, NOW, 46, "watch@example.org")), form)
    path = APPROVED / f"{audience}{'.cells.txt' if form is Form.XLSX else KINDS[form].suffix}"
    if os.environ.get("APPROVE"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)
    assert made == path.read_bytes(), HINT
