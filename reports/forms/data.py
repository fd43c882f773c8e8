"""An edition for programs: CSV of what it tells, JSON of all its sheets."""

import csv
import io
import json

from reports.blocks import Cell, EditionView, Sheet

# What makes a spreadsheet take a text for a formula, also where it is typed in full width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes the file for Latin


def csv_of(view: EditionView) -> bytes:
    """The changes as CSV: UTF-8 with a byte order mark, the keys as the first row, no text that is a formula."""
    sheet = view.sheets[0]
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(sheet.keys)
    writer.writerows([_inert(cell) for cell in row] for row in sheet.rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def json_of(view: EditionView) -> bytes:
    """The edition as one JSON object: what it says at the top, then every sheet as a list of objects."""
    told = {
        "edition": view.number,
        "audience": view.audience,
        "language": view.lang,
        "name": view.name,
        "title": view.title,
        "lead": view.lead,
        "since": f"{view.since:%Y-%m-%dT%H:%M:%SZ}",
        "until": f"{view.until:%Y-%m-%dT%H:%M:%SZ}",
        "made_at": f"{view.made_at:%Y-%m-%dT%H:%M:%SZ}",
        "numbers": [{"value": n.value, "label": n.label, "beside": n.beside} for n in view.numbers],
        **{sheet.key: _objects(sheet) for sheet in view.sheets},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _objects(sheet: Sheet) -> list[dict[str, Cell]]:
    return [dict(zip(sheet.keys, row, strict=True)) for row in sheet.rows]


def _inert(cell: Cell) -> Cell:
    """A text that begins as a formula does, with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA) else cell
