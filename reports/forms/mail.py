"""An edition as the HTML of a mail: small enough for every mailbox, styles on its elements, nothing from outside."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from css_inline import CSSInliner

from reports.blocks import Block, Bullets, Card, Cards, EditionView, Fold, Line, Part, Section, Style, Table
from reports.forms.environment import markup_template
from reports.forms.plain import plain
from reports.forms.remarks import shortened

# Gmail cuts a mail near 102 KB of HTML; what is written here may grow a little on its way.
LIMIT = 90_000
ROWS = (25, 10, 3)
MANY_CARDS = 1_000
Marks = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Mail:
    """The HTML of a mail, and whether something of the edition is only named in it, or left out."""

    html: str
    shortened: bool


def rendered(view: EditionView, limit: int = LIMIT) -> Mail:
    """The mail of an edition in at most `limit` bytes.

    Beyond that long tables lose rows; then cards become lines, the last first; then tables lose more; a last resort is
    what stands at the top.
    """
    view = plain(view)
    for number, smaller in enumerate(_ever_smaller(view)):
        html = _inlined(smaller)
        if len(html.encode()) <= limit:
            return Mail(html, shortened=number > 0)
    return Mail(_inlined(_noted(replace(view, sections=()))), shortened=True)


def _ever_smaller(view: EditionView) -> Iterator[EditionView]:
    """The edition, then with short tables, then with ever fewer cards, then with ever fewer rows."""
    yield view
    number = max((len(each.cards) for each in _blocks(view) if isinstance(each, Cards)), default=0)
    for cards in range(number, -1, -1):
        yield _noted(_limited(view, cards, ROWS[0]))
    for rows in ROWS[1:]:
        yield _noted(_limited(view, 0, rows))


def brief(view: EditionView) -> EditionView:
    """The edition with tables and lists of at most 25 rows, for the text beside a mail; it says so where some went."""
    shorter = _limited(view, MANY_CARDS, ROWS[0])
    return view if shorter == view else _noted(shorter)


def _inlined(view: EditionView) -> str:
    return _inliner().inline(markup_template("mail.html.j2").render(view=view))


@cache
def _inliner() -> CSSInliner:
    """Nothing is fetched; the sheet of media rules is marked to stay as it is."""
    return CSSInliner(load_remote_stylesheets=False, minify_css=True)


def _noted(view: EditionView) -> EditionView:
    """The view with a line at its end that says that it was shortened."""
    return replace(view, foot=((Part(shortened(view.lang)),), *view.foot))


def _blocks(view: EditionView) -> Iterator[Block]:
    for section in view.sections:
        yield from section.blocks


def _limited(view: EditionView, cards: int, rows: int) -> EditionView:
    return replace(view, sections=tuple(_section(each, cards, rows, view.marks) for each in view.sections))


def _section(section: Section, cards: int, rows: int, marks: Marks) -> Section:
    blocks = tuple(smaller for block in section.blocks for smaller in _block(block, cards, rows, marks))
    return replace(section, blocks=blocks)


def _block(block: Block, cards: int, rows: int, marks: Marks) -> Iterator[Block]:
    """The block with at most so many cards, the others as lines, and with at most so many rows."""
    if isinstance(block, Cards):
        yield replace(block, cards=block.cards[:cards])
        if lines := tuple(_as_line(card, marks) for card in block.cards[cards:]):
            yield Bullets(lines[:rows])
    elif isinstance(block, Table):
        yield replace(block, rows=block.rows[:rows])
    elif isinstance(block, Bullets):
        yield replace(block, lines=block.lines[:rows])
    elif isinstance(block, Fold):
        yield replace(block, blocks=tuple(inner for each in block.blocks for inner in _block(each, cards, rows, marks)))
    else:
        yield block


def _as_line(card: Card, marks: Marks) -> Line:
    """What a card says first: level, who and on what, the words, the way to them."""
    quote: Line = (Part(f" {marks[0]}"), *card.quote, Part(marks[1])) if card.quote else ()
    links: Line = (Part(" "), *card.links) if card.links else ()
    return (Part(f"{card.badge.sign} {card.badge.word} ", Style.STRONG), *card.title, *quote, *links)
