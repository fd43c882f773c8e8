"""Sections: parts of a page that have a heading and a price of their own, on pages that sell several things."""

from bisect import bisect_left
from collections.abc import Sequence

from crawler.extract import wording
from crawler.extract.elements import TITLE_LEVEL
from crawler.extract.labels import label_of, labels
from crawler.extract.outline import Frame, Outline, Run
from crawler.extract.parts import Part, PriceRun

_LEVELS = range(1, 10)
_MOST_PASSED_OVER = 50


class Headings:
    """The headings of a page, counted fast by place and rank."""

    def __init__(self, outline: Outline, free: Sequence[bool]) -> None:
        self._runs = outline.runs
        headed = [n for n, run in enumerate(outline.runs) if run.level and free[n]]
        self._upto = {rank: [n for n in headed if outline.runs[n].level <= rank] for rank in _LEVELS}
        self._all = headed

    def between(self, first: int, last: int) -> list[int]:
        """The numbers of the headings from one run up to another."""
        return self._all[bisect_left(self._all, first) : bisect_left(self._all, last)]

    def above(self, number: int) -> int | None:
        """The number of the nearest heading before a run."""
        at = bisect_left(self._all, number)
        return self._all[at - 1] if at else None

    def over(self, number: int) -> int | None:
        """The number of the nearest heading that a run stands under; one whose part has ended is passed over.

        The title of the page governs all that follows, wherever it stands.
        """
        trail = self._runs[number].trail
        above = self.above(number)
        for _ in range(_MOST_PASSED_OVER):
            if above is None or self._runs[above].level == TITLE_LEVEL or self._runs[above].text in trail:
                return above
            above = self.above(above)
        return None

    def next(self, number: int, last: int) -> int:
        """Where the part of a heading ends: at the next heading of its rank, or at the given end."""
        found = self._upto.get(self._runs[number].level, self._all)
        at = bisect_left(found, number + 1)
        return min(found[at], last) if at < len(found) else last

    def count(self, frame: Frame, rank: int) -> int:
        """How many headings of a rank or higher a frame holds."""
        found = self._upto.get(rank, self._all)
        return bisect_left(found, frame.last) - bisect_left(found, frame.first)

    def rank(self, frame: Frame) -> int:
        """The highest rank among the headings of a frame."""
        return min((self._runs[n].level for n in self.between(frame.first, frame.last)), default=0)


def sections_of(outline: Outline, prices: Sequence[PriceRun], taken: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with a heading and a price, apart from the parts that are already taken.

    Where there is one only, it is the frame around both.
    """
    free = _free(len(outline.runs), taken)
    headings = Headings(outline, free)
    groups: dict[int, tuple[Frame, list[PriceRun]]] = {}
    for price in prices:
        nearest = headings.over(price.number) if free[price.number] else None
        if nearest is not None:
            frame = _around(outline.runs[price.number].frame, nearest)
            groups.setdefault(id(frame), (frame, []))[1].append(price)
    found: list[Part] = []
    for frame, asked in groups.values():
        found.extend(_cut(outline, headings, frame, asked))
    return tuple(sorted(found, key=lambda part: part.first))


def _free(size: int, taken: Sequence[Part]) -> list[bool]:
    free = [True] * size
    for part in taken:
        free[part.first : part.last] = [False] * (part.last - part.first)
    return free


def _around(frame: Frame, heading: int) -> Frame:
    """The nearest frame that holds the price and the heading before it."""
    while frame.first > heading and frame.parent is not None:
        frame = frame.parent
    return frame


def _cut(outline: Outline, headings: Headings, frame: Frame, prices: list[PriceRun]) -> list[Part]:
    """The parts of a frame: one for each heading that stands over a price."""
    titles: dict[int, list[PriceRun]] = {}
    for price in prices:
        nearest = headings.over(price.number)
        title = _title(outline.runs, headings, nearest, frame.first) if nearest is not None else None
        if title is not None and not _is_label(outline.runs[title]):
            titles.setdefault(title, []).append(price)
    starts = sorted(titles)
    if not starts:
        return []
    if len(starts) == 1:
        if headings.count(frame, outline.runs[starts[0]].level) > 1:
            end = headings.next(starts[0], frame.last)
            return [Part(starts[0], end, starts[0], tuple(titles[starts[0]]))]
        whole = _widened(frame, headings)
        return [Part(whole.first, whole.last, starts[0], tuple(titles[starts[0]]))]
    ends = [*starts[1:], frame.last]
    return [Part(start, end, start, tuple(titles[start])) for start, end in zip(starts, ends, strict=True)]


def _title(runs: Sequence[Run], headings: Headings, nearest: int, first: int) -> int:
    """The heading that names what a price is asked for: the nearest, or the one over it where that is a mere label."""
    number = nearest
    outer = headings.above(number)
    while outer is not None and outer >= first and _is_label(runs[number]):
        if runs[outer].level < runs[number].level:
            number = outer
        outer = headings.above(outer)
    return number


def _is_label(run: Run) -> bool:
    label = label_of(run.text)
    known = labels()
    if wording.asks(run.text):
        return True
    return (
        label in known.ingredients or label in known.reviews.headings or label in known.not_names or len(run.text) < 3
    )


def _widened(frame: Frame, headings: Headings) -> Frame:
    """The widest frame around that is about the same thing: no other heading of that rank stands in it."""
    rank = headings.rank(frame)
    own = headings.count(frame, rank)
    while frame.parent is not None and headings.count(frame.parent, rank) == own:
        frame = frame.parent
    return frame
