"""How many sheets an edition takes on paper: the room of the pieces that no page break parts, laid in turn."""

from collections.abc import Iterable, Iterator
from math import ceil

from reports.blocks import Block, Bullets, Card, Cards, Fact, Fold, Line, Paragraph, Section, Table

# In points, as templates/digest-3.css has them: a sheet, what stands above and below all sections, and their parts.
SHEET = 779.0
HEAD, FOOT, TITLE, LINE, LARGE, GAP = 185.0, 65.0, 38.0, 10.6, 14.3, 6.0
WIDTH, LARGE_WIDTH = 127.0, 94.0  # letters of a line across the page
DRAWING, FIGURE_ROW = 175.0, 12.0
COLUMNS = 2  # of the lists at the end
WIDE = 0x2E80  # from here on letters take twice the room
# Letters are narrower or wider than on average: it has to fit in all of these cases.
SCALES = (0.97, 0.985, 1.0, 1.015, 1.03, 1.045)


def sheets(sections: Iterable[Section]) -> int:
    """The most sheets that the sections may take."""
    pieces = [piece for section in sections for piece in _pieces(section)]
    return max(_laid(pieces, scale) for scale in SCALES)


def letters_of(lines: Iterable[Line]) -> int:
    """The room of some lines in letters."""
    texts = (part.text for line in lines for part in line)
    return sum(len(text) if text.isascii() else sum(1 + (ord(char) >= WIDE) for char in text) for text in texts)


def _laid(pieces: Iterable[float], scale: float) -> int:
    number, used = 1, HEAD * scale
    for piece in (*pieces, FOOT):
        room = piece * scale
        if used + room > SHEET:
            number, used = number + 1, 0.0
        number += int(room // SHEET)
        used += room % SHEET
    return number


def _pieces(section: Section) -> Iterator[float]:
    """The pieces of a section; its heading goes with the first."""
    above = TITLE
    for block in section.blocks:
        for piece in _pieces_of(block, in_columns=section.paper):
            yield above + piece
            above = 0.0


def _pieces_of(block: Block, *, in_columns: bool = False) -> Iterator[float]:
    if isinstance(block, Cards):
        for card in block.cards:
            yield from _card(card)
    elif isinstance(block, Paragraph):
        yield from _running(letters_of((block.line,)), 4.0)
    elif isinstance(block, Bullets):
        columns = COLUMNS if in_columns else 1
        for line in block.lines:
            yield (_rows(letters_of((line,)), WIDTH * 0.94 / columns) * LINE + 1.5) / columns
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Fold):
        yield 2 * LINE
        for each in block.blocks:
            yield from _pieces_of(each)
    else:
        yield (0 if block.screen else DRAWING) + 5 * LINE
        tables = () if block.figures.screen else block.figures.blocks
        yield from (FIGURE_ROW for each in tables if isinstance(each, Table) for _ in each.rows)


def _card(card: Card) -> Iterator[float]:
    """A card: its head is never parted from its quote, nor the quote in itself; facts may be, but for two lines."""
    quote = card.paper_quote or card.quote
    head = 2 * GAP + 2 * LINE + _rows(letters_of((card.title,)), LARGE_WIDTH) * LARGE
    head += _rows(letters_of((card.where,))) * LINE
    yield head + (_rows(letters_of((quote,)), LARGE_WIDTH) * LARGE + GAP if quote else 0)
    for fact in _printed(card.facts):
        yield from _running(_letters_of_fact(fact), 1.5)
    if card.also_title:
        yield 2 * LINE
    for line in card.also[: card.paper_also]:
        yield from _running(letters_of((line,)), 1.5)
    yield from _running(sum(_letters_of_fact(fact) + 3 for fact in _printed(card.evidence)), GAP)


def _table(table: Table) -> Iterator[float]:
    """A table of words has a wide column and others; one of figures a line a row, mostly. Its head goes with a row."""
    above = (2 + table.titled) * LINE
    for row in table.rows[: table.paper_rows]:
        yield above + _row(table, row)
        above = 0.0
    yield LINE * (1 + bool(table.paper_more))


def _row(table: Table, row: tuple[Line, ...]) -> float:
    if any(column.number for column in table.columns):
        heads = (max(map(len, column.head.split())) for column in table.columns[1:])
        others = sum(max(head, letters_of((cell,))) + 3 for head, cell in zip(heads, row[1:], strict=True))
        return _rows(letters_of(row[:1]), max(0.25 * WIDTH, WIDTH - others)) * LINE + 3
    narrow = 0.52 / max(1, len(table.columns) - 1)
    shares = (0.48 if column.wide else narrow for column in table.columns)
    lines = [_rows(letters_of((cell,)), WIDTH * share * 0.92) for cell, share in zip(row, shares, strict=True)]
    return max(lines) * LINE + 3


def _running(letters: int, below: float) -> Iterator[float]:
    """Lines of text that may go on overleaf, the first two together."""
    lines = _rows(letters)
    yield min(lines, 2) * LINE + (below if lines <= 2 else 0)
    for at in range(2, lines):
        yield LINE + (below if at == lines - 1 else 0)


def _printed(facts: tuple[Fact, ...]) -> Iterator[Fact]:
    return (fact for fact in facts if not (fact.once or fact.screen))


def _letters_of_fact(fact: Fact) -> int:
    return letters_of(fact.lines) + len(fact.term) + 3 * len(fact.lines)


def _rows(letters: float, width: float = WIDTH) -> int:
    return max(1, ceil(letters / width))
