"""Rows of tables: cells that say something short become one run, laid-out pages stay what they are."""

from itertools import pairwise

from claims.model import Form
from crawler.extract.outline import Frame, Run

SEPARATOR = " | "
_LONGEST_ROW = 600
_LONGEST_DEFINITION = 160
_MOST_RUNS_IN_CELL = 3


class Rows:
    """Follows the tables of a page while it is walked, and joins the cells of a row in place."""

    def __init__(self, runs: list[Run]) -> None:
        self._runs = runs
        self._headers: list[str] = []
        self._rows: list[tuple[int, list[int], list[str]]] = []

    def start(self, tag: str) -> None:
        """A table, row or cell opens."""
        if tag == "table":
            self._headers.append("")
        elif tag == "tr":
            self._rows.append((len(self._runs), [], []))
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1][1].append(len(self._runs))
            self._rows[-1][2].append(tag)

    def end(self, tag: str, frame: Frame) -> None:
        """A table, row, cell or definition closes."""
        if tag == "table" and self._headers:
            self._headers.pop()
        elif tag == "tr" and self._rows:
            first, cells, tags = self._rows.pop()
            self._join(first, cells, tags, frame)
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

    def _join(self, first: int, cells: list[int], tags: list[str], frame: Frame) -> None:
        """Puts one run in the place of a row's cells, where they are cells of data."""
        borders = [*cells, len(self._runs)]
        parts = [self._runs[a:b] for a, b in pairwise(borders)]
        filled = [part for part in parts if part]
        if len(filled) < 2 or not _is_data(filled) or (cells and cells[0] > first):
            return
        text = SEPARATOR.join(" ".join(run.text for run in part) for part in parts)
        header = self._headers[-1] if self._headers else ""
        trail = _shared_trail(filled) + ((header,) if header else ())
        linked = sum(run.linked * len(run.text) for part in filled for run in part) / max(1, len(text))
        struck = " ".join(run.struck for part in filled for run in part if run.struck)
        del self._runs[first:]
        self._runs.append(Run(text.strip(), Form.TABLE_ROW, trail, frame, linked, struck))
        if self._headers and not header and (set(tags) == {"th"} or _in_head(frame)):
            self._headers[-1] = text.strip()


def _is_data(cells: list[list[Run]]) -> bool:
    """Whether cells hold short entries, and neither headings nor tables of their own."""
    runs = [run for cell in cells for run in cell]
    if any(run.form is Form.TABLE_ROW or 0 < run.level < 8 for run in runs):
        return False
    return sum(len(run.text) for run in runs) <= _LONGEST_ROW and all(len(c) <= _MOST_RUNS_IN_CELL for c in cells)


def _shared_trail(cells: list[list[Run]]) -> tuple[str, ...]:
    """The trail of the row: that of its first run, which stands before any heading of the row."""
    return cells[0][0].trail


def _in_head(frame: Frame) -> bool:
    return frame.parent is not None and frame.parent.tag == "thead"
