"""Rows of tables: cells that say something short become one run, laid-out pages stay what they are."""

from dataclasses import dataclass, field
from itertools import pairwise

from claims.model import Form
from crawler.extract.outline import Frame, Run

SEPARATOR = " | "
_LONGEST_ROW = 600
_LONGEST_DEFINITION = 160
_MOST_RUNS_IN_CELL = 3


@dataclass(slots=True)
class OpenRow:
    """A row whose end has not come: the number of the run that comes first in it, and its cells so far."""

    first: int
    cells: list[int] = field(default_factory=list)  # the number of the run that comes first in each
    tags: list[str] = field(default_factory=list)  # td or th

    @property
    def opens_with_text(self) -> bool:
        """Whether something stands in the row before its first cell."""
        return bool(self.cells) and self.cells[0] > self.first

    def parts(self, runs: list[Run]) -> list[list[Run]]:
        """The runs of each cell, of what has come by now."""
        return [runs[start:end] for start, end in pairwise([*self.cells, len(runs)])]


class Rows:
    """Follows the tables of a page while it is walked, and joins the cells of a row in place."""

    def __init__(self, runs: list[Run]) -> None:
        self._runs = runs
        self._headers: list[str] = []
        self._rows: list[OpenRow] = []

    def start(self, tag: str) -> None:
        """A table, row or cell opens."""
        if tag == "table":
            self._headers.append("")
        elif tag == "tr":
            self._rows.append(OpenRow(len(self._runs)))
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].cells.append(len(self._runs))
            self._rows[-1].tags.append(tag)

    def end(self, tag: str, frame: Frame) -> None:
        """A table, row, cell or definition closes."""
        if tag == "table" and self._headers:
            self._headers.pop()
        elif tag == "tr" and self._rows:
            self._join(self._rows.pop(), frame)
        elif tag == "dd":
            self._define(frame)

    def _define(self, frame: Frame) -> None:
        """Puts one run in the place of a term and its short definition."""
        inner = self._runs[frame.first :]
        term = self._runs[frame.first - 1] if frame.first else None
        if term is None or term.frame.tag != "dt" or term.form is not Form.HEADING or len(inner) != 1:
            return
        if inner[0].form is Form.PARAGRAPH and len(inner[0].text) <= _LONGEST_DEFINITION:
            text = f"{term.text}{SEPARATOR}{inner[0].text}"
            self._runs[frame.first - 1 :] = [Run(text, Form.TABLE_ROW, term.trail, frame, inner[0].linked)]

    def _join(self, row: OpenRow, frame: Frame) -> None:
        """Puts one run in the place of a row's cells, where they are cells of data."""
        cells = row.parts(self._runs)
        filled = [cell for cell in cells if cell]
        if len(filled) < 2 or row.opens_with_text or not _is_data(filled):
            return
        joined = self._joined(cells, frame)
        self._runs[row.first :] = [joined]
        is_header = set(row.tags) == {"th"} or _in_head(frame)
        if self._headers and not self._headers[-1] and is_header:
            self._headers[-1] = joined.text

    def _joined(self, cells: list[list[Run]], frame: Frame) -> Run:
        """The cells as one run below the table's header; empty ones keep their place between the separators."""
        runs = [run for cell in cells for run in cell]
        text = SEPARATOR.join(" ".join(run.text for run in cell) for cell in cells)
        header = self._headers[-1] if self._headers else ""
        # The trail of the first run, which stands before any heading of the row.
        trail = runs[0].trail + ((header,) if header else ())
        linked = sum(run.linked * len(run.text) for run in runs) / max(1, len(text))
        struck = " ".join(run.struck for run in runs if run.struck)
        return Run(text.strip(), Form.TABLE_ROW, trail, frame, linked, struck)


def _is_data(cells: list[list[Run]]) -> bool:
    """Whether cells hold short entries, and neither headings nor tables of their own."""
    runs = [run for cell in cells for run in cell]
    if any(run.form is Form.TABLE_ROW or 0 < run.level < 8 for run in runs):
        return False
    return sum(len(run.text) for run in runs) <= _LONGEST_ROW and all(len(c) <= _MOST_RUNS_IN_CELL for c in cells)


def _in_head(frame: Frame) -> bool:
    return frame.parent is not None and frame.parent.tag == "thead"
