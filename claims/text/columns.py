"""Columns: a row of a table that sets exosomes beside something else is read for their column alone."""

from collections.abc import Callable, Iterator, Sequence

from claims.model import Form
from claims.text.fold import Folded
from claims.text.sentences import Sentence

BAR = "|"


def own_columns(sentences: Sequence[Sentence], names_exosomes: Callable[[str], bool]) -> tuple[Sentence, ...]:
    """The sentences, those of tables with what stands under other heads blanked; places and quotes stay as they are."""
    return tuple(_kept(sentences, names_exosomes))


def _kept(sentences: Sequence[Sentence], names_exosomes: Callable[[str], bool]) -> Iterator[Sentence]:
    head = ""
    for sentence in sentences:
        if sentence.form is not Form.TABLE_ROW:
            head = ""
            yield sentence
            continue
        own = sentence.trail[-1] if sentence.trail and BAR in sentence.trail[-1] else ""
        head = own or head or sentence.folded.text
        column = _column(head, names_exosomes)
        yield _blanked(sentence, column, len(head.split(BAR))) if column is not None else sentence


def _column(head: str, names_exosomes: Callable[[str], bool]) -> int | None:
    """The number of the one column whose head names exosomes; None where none does, or the table has no other."""
    cells = head.split(BAR)
    named = [number for number, cell in enumerate(cells) if names_exosomes(cell)]
    others = [cell for number, cell in enumerate(cells) if cell.strip() and number not in named]
    return named[0] if len(named) == 1 and others and named[0] > _label_column(cells) else None


def _label_column(cells: Sequence[str]) -> int:
    """The number of the column that labels the rows."""
    return 1 if not cells[0].strip() and len(cells) > 2 and not cells[-1].strip() else 0


def _blanked(sentence: Sentence, column: int, width: int) -> Sentence:
    """A row without the cells of other columns; a row of another width is left alone."""
    cells = sentence.folded.text.split(BAR)
    if len(cells) != width:
        return sentence
    label = _label_column(cells)
    parts = [cell if number in {label, column} else " " * len(cell) for number, cell in enumerate(cells)]
    text = parts[0]
    for number, part in enumerate(parts[1:], 1):
        text += (BAR if number == label + 1 or number == label else " ") + part
    return sentence._replace(folded=Folded(text, sentence.folded.length, sentence.folded.offsets))
