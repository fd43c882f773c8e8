"""A walk over the elements of a page or a fragment, fed with starts, texts and ends, that leaves an outline."""

import re

from claims.model import Form
from crawler.extract import elements, wording
from crawler.extract.framing import framed
from crawler.extract.gather import Attributes, Gathered, Gatherer
from crawler.extract.labels import marks, opens_ingredients, opens_questions, opens_reviews
from crawler.extract.outline import Frame, Link, Outline, Run
from crawler.extract.rows import Rows

_LONGEST_BOLD_HEADING = 80
_LONGEST_QUESTION = 160
_ENDS_WITHIN = re.compile(r"[.!。！…]\s+\w|[。！]")
_OPENER = "#"  # before the id of a button or tab, where the part it opens names it
_PERSONAL = frozenset({"email", "password", "tel"})
_NO_PAGES = ("#", "javascript:", "mailto:", "tel:", "data:")

Trail = tuple[tuple[int, str], ...]


class Walk:
    """Takes the events of one tree in order; the outline is complete once `close` was called."""

    def __init__(self, asks: bool = False) -> None:
        self._outline = Outline(asks=asks)
        self._frame = Frame("body")
        self._rows = Rows(self._outline.runs)
        self._gatherer = Gatherer()
        self._saved: list[tuple[Trail, tuple[int, int, int]]] = []
        self._trail: Trail = ()
        self._titles: tuple[str, ...] = ()
        self._reviewed = False
        self._controls = ""
        self._controlled: dict[str, str] = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element opens."""
        if tag in elements.BLOCKS or "-" in tag:
            self._start_block(tag, attributes)
            return
        if tag == "input":
            if self._frame.origin is not None and (attributes.get("type") or "").lower() in _PERSONAL:
                self._frame.origin.personal = True
        elif tag == "a":
            address = (attributes.get("href") or "").strip()
            if address and not address.startswith(_NO_PAGES):
                self._outline.links.append(Link(address, self._frame, len(self._outline.runs)))
        self._gatherer.start(tag, attributes)

    def text(self, text: str) -> None:
        """Characters, as they stand."""
        self._gatherer.text(text, self._frame.struck)

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag in elements.BLOCKS or "-" in tag:
            self._end_block(tag)
        else:
            self._gatherer.end(tag)

    def close(self) -> Outline:
        """The outline, once all is walked."""
        self._flush()
        self._frame.last = len(self._outline.runs)
        return self._outline

    def _start_block(self, tag: str, attributes: Attributes) -> None:
        self._flush()
        self._saved.append((self._trail, self._gatherer.enter()))
        self._frame = framed(self._frame, tag, attributes, self._outline)
        if tag in elements.CELLS:
            self._rows.start(tag)
        if self._frame.opener is self._frame:
            self._controls = attributes.get("aria-controls") or ""
        elif self._frame.ident or attributes.get("aria-labelledby"):
            self._start_panel(attributes)

    def _start_panel(self, attributes: Attributes) -> None:
        """What a tab or a button says becomes the heading of the part it opens."""
        label = self._controlled.get(self._frame.ident, "") if self._frame.ident else ""
        named_by = "" if label else attributes.get("aria-labelledby") or ""
        if named_by:
            label = self._controlled.get(_OPENER + named_by.split()[0], "")
        if not label and self._frame.ident in self._gatherer.targets:
            names = f"{attributes.get('class') or ''} {attributes.get('role') or ''} {self._frame.ident}"
            label = self._gatherer.targets[self._frame.ident] if marks(names).tab else ""
        if label and label not in self._titles:
            outer = (entry for entry in self._trail if entry[0] < elements.TAB_LEVEL)
            self._put_trail((*outer, (elements.TAB_LEVEL, label)))
            self._frame.scope = True

    def _end_block(self, tag: str) -> None:
        self._flush()
        frame = self._frame
        if tag in elements.CELLS:
            self._rows.end(tag, frame)
        frame.last = len(self._outline.runs)
        trail, state = self._saved.pop()
        self._gatherer.leave(state)
        if frame.scope and self._trail != trail:
            self._put_trail(trail)
        if frame.parent is not None:
            self._frame = frame.parent

    def _put_trail(self, trail: Trail) -> None:
        self._trail = trail
        self._titles = tuple(title for _, title in trail)
        self._reviewed = any(map(opens_reviews, self._titles))

    def _flush(self) -> None:
        """What was gathered becomes runs."""
        if not self._gatherer.holds:
            return
        gathered = self._gatherer.take()
        if self._frame.level and gathered.texts:
            self._add_heading(" ".join(gathered.texts), gathered, self._frame.level)
        else:
            for text in gathered.texts:
                self._add(text, gathered)
        for alt in gathered.alts:
            self._outline.runs.append(Run(alt, Form.ALT_TEXT, self._titles, self._frame))

    def _add(self, text: str, gathered: Gathered) -> None:
        form, said = self._frame.form, wording.unbulleted(text)
        if form is Form.PARAGRAPH:
            if said != text:
                form = Form.BULLET
            elif opens_ingredients(text) or (gathered.bold and len(gathered.texts) == 1 and _titles(text)):
                self._add_heading(text, gathered, elements.BOLD_LEVEL)
                return
            elif self._frame.questions and _is_one_question(text):
                self._end_with_questions()
                self._add_heading(text, gathered, elements.TAB_LEVEL)
                return
            elif wording.is_quoted(text):
                form = Form.QUOTE
            elif self._answers():
                form = Form.ANSWER
        run = Run(said if form is Form.BULLET else text, form, self._titles, self._frame)
        run.linked, run.struck, run.reviewed = gathered.linked, gathered.struck, self._reviewed
        self._outline.runs.append(run)

    def _answers(self) -> bool:
        """Whether a paragraph here answers the heading above it."""
        if not self._trail or not wording.asks(self._trail[-1][1]):
            return False
        return self._trail[-1][0] > 2 or self._in_questions()

    def _end_with_questions(self) -> None:
        """What heads an answer heads nothing after the part of the page that holds the questions."""
        frame = self._frame
        while frame.parent is not None and frame.parent.questions:
            frame = frame.parent
        frame.scope = True

    def _in_questions(self) -> bool:
        return self._frame.questions or self._outline.asks or any(map(opens_questions, self._titles))

    def _add_heading(self, text: str, gathered: Gathered, level: int) -> None:
        self._put_trail(tuple(entry for entry in self._trail if entry[0] < level))
        is_question = wording.asks(text) and (level > 2 or self._in_questions())
        run = Run(text, Form.QUESTION if is_question else Form.HEADING, self._titles, self._frame, level=level)
        run.linked, run.struck, run.reviewed = gathered.linked, gathered.struck, self._reviewed
        self._outline.runs.append(run)
        self._put_trail((*self._trail, (level, text)))
        if level == elements.TITLE_LEVEL:
            self._entitle()
        if self._frame.opener is not None:
            self._label_panel(text, level, self._frame.opener)

    def _label_panel(self, text: str, level: int, opener: Frame) -> None:
        """A button's words head what it opens: the part it names or that names it, else what follows beside it."""
        if self._controls:
            self._controlled[self._controls] = text
        if opener.ident:
            self._controlled[_OPENER + opener.ident] = text
        if level == elements.TAB_LEVEL and opener.parent is not None:
            opener.parent.scope = True

    def _entitle(self) -> None:
        """Tells the frames around a page's title that they hold it."""
        frame: Frame | None = self._frame
        while frame is not None and not frame.titled:
            frame.titled = True
            frame = frame.parent


def _is_one_question(text: str) -> bool:
    """Whether a line asks, and does nothing else."""
    return len(text) <= _LONGEST_QUESTION and wording.asks(text) and not _ENDS_WITHIN.search(text)


def _titles(text: str) -> bool:
    """Whether a bold line looks like a heading; a price or a number does not."""
    if sum(map(str.isalpha, text)) * 2 < len(text):
        return False
    return len(text) <= _LONGEST_BOLD_HEADING and not text.endswith((".", "!", ",", ";"))
