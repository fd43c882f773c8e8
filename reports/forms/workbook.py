"""An edition as a workbook: the sheets of the view, one page a sheet, every text as text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reports.blocks import Cell, EditionView, Sheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_CHARACTERS = 32_767
WIDEST, NARROWEST = 60, 8
SAMPLE = 200


def rendered(view: EditionView) -> bytes:
    """The workbook; nothing in it is a formula or a link."""
    import xlsxwriter  # loaded where a workbook is asked for: an edition without one starts sooner

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": view.title, "subject": view.name, "created": view.made_at.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        _cover(book.add_worksheet(view.name[:31].replace("/", " ")), view, head, cell)
        for sheet in view.sheets:
            _fill(book.add_worksheet(sheet.title[:31]), sheet, head, cell)
    return out.getvalue()


def _cover(page: Worksheet, view: EditionView, head: Format, cell: Format) -> None:
    """What the edition says at its top and at its end."""
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 90)
    rows = [(view.kicker, ""), (view.title, ""), (view.period, ""), (view.lead, "")]
    rows += [
        (number.label, " ".join(part for part in (number.value, number.beside) if part)) for number in view.numbers
    ]
    rows += [("".join(part.text for part in line), "") for line in view.foot]
    for at, (label, value) in enumerate(rows):
        if value:
            page.write_string(at, 0, label[:MOST_CHARACTERS], cell)
            page.write_string(at, 1, value[:MOST_CHARACTERS], cell)
        else:
            page.merge_range(at, 0, at, 1, "", cell)
            page.write_string(at, 0, label[:MOST_CHARACTERS], head if at == 1 else cell)
            page.set_row(at, 15 * (len(label) // 110 + 1))


def _fill(page: Worksheet, sheet: Sheet, head: Format, cell: Format) -> None:
    for column, title in enumerate(sheet.heads):
        page.write_string(0, column, title, head)
        longest = max((len(str(row[column])) for row in sheet.rows[:SAMPLE]), default=0)
        page.set_column(column, column, max(NARROWEST, min(WIDEST, longest, 2 * len(title) + longest) + 2))
    for at, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            _write(page, at, column, value, cell)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.heads) - 1)


def _write(page: Worksheet, row: int, column: int, value: Cell, cell: Format) -> None:
    if isinstance(value, str):
        page.write_string(row, column, value[:MOST_CHARACTERS], cell)
    elif value is not None:
        page.write_number(row, column, value, cell)
