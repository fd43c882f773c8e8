"""Claim types by site: what stands, how it is put, and what went, drawn and as figures."""

from collections import Counter
from textwrap import wrap
from unicodedata import east_asian_width

from claims.model import Status
from db.totals import MatrixCell
from reports.blocks import Block, Chart, Column, Fold, Line, Part, Section, Table, note
from reports.lifelines import STANDS, UNSEEN, WENT
from reports.material import Material
from reports.shapes import Box, Key, Label, Stroke
from reports.text import short
from reports.words import Words

SITES = 8
LIVE, SOFT, DROPPED = "●", "◐", "○"
WIDTH, LEFT, RIGHT = 640, 200, 636
HEAD_LINES, HEAD_LINE, LETTER = 3, 14, 7.2
ROW, BAR, LEAST = 26, 12, 5.0
SIGN, DIGIT = 30, 8
Cells = dict[tuple[str, str], MatrixCell]


def matrix(material: Material, words: Words) -> Section | None:
    """Claim types by site: what stands, and what went in the period; the own sites first."""
    cells = [cell for cell in material.matrix if material.kind_of(cell.site).sells and cell.live + cell.gone]
    if not cells:
        return None
    live = Counter({cell.site: 0 for cell in cells})
    for cell in cells:
        live[cell.site] += cell.live
    ordered = sorted(live, key=lambda site: (site not in material.own, -live[site], site))
    sites = tuple(ordered[:SITES])
    types = tuple(sorted({cell.type for cell in cells if cell.site in sites}, key=words.type_name))
    known = {(cell.site, cell.type): cell for cell in cells}
    blocks: list[Block] = [_chart(known, types, {site: _head(site, material, words) for site in sites}, words)]
    if more := len(live) - len(sites):
        blocks.append(note(words.count(more, "{n} more site not shown.", "{n} more sites not shown.")))
    return Section("matrix", words.say("Who claims what"), tuple(blocks))


def _chart(cells: Cells, types: tuple[str, ...], sites: dict[str, str], words: Words) -> Chart:
    """A bar a cell, as long as claims stand; its sign and figure beside it say the same without colour."""
    slot = (RIGHT - LEFT) / len(sites)
    heads = [_wrapped(head, slot) for head in sites.values()]
    top = max(map(len, heads)) * HEAD_LINE + 10
    foot = top + ROW * len(types)
    most = max((*(cell.live for cell in cells.values()), 1))
    boxes: list[Box] = []
    labels = [
        Label(LEFT - 10, top + ROW * at + 17, words.type_name(name), "name", "end") for at, name in enumerate(types)
    ]
    strokes = [Stroke(8, top + ROW * at, RIGHT, top + ROW * at, "grid") for at in range(len(types) + 1)]
    scale = (slot - SIGN - DIGIT * len(words.number(most))) / most
    for column, (site, lines) in enumerate(zip(sites, heads, strict=True)):
        x = round(LEFT + slot * column, 1)
        strokes.append(Stroke(x, top, x, foot, "grid"))
        start = top - 8 - HEAD_LINE * (len(lines) - 1)
        labels += [Label(x + 4, start + HEAD_LINE * at, line, "now") for at, line in enumerate(lines)]
        for row, type_ in enumerate(types):
            if cell := cells.get((site, type_)):
                box = _bar(cell, x + 4, top + ROW * row + (ROW - BAR) / 2, scale)
                boxes.append(box)
                figure = Label(round(box.x + box.width + 4, 1), top + ROW * row + 17, _text(cell, words), "value")
                labels.append(figure)
    says = words.say(
        "{live} stated as fact, with the number of claims that stand; {soft} stands, put more softly at best; "
        "{dropped} all dropped in this period; empty: none seen.",
        live=LIVE,
        soft=SOFT,
        dropped=DROPPED,
    )
    title = words.say("Claim types by site")
    shapes = tuple(boxes), tuple(strokes), tuple(labels), _keys(words)
    return Chart("matrix", title, says, WIDTH, foot + 4, *shapes, _figures(cells, types, sites, words))


def _bar(cell: MatrixCell, x: float, y: float, scale: float) -> Box:
    style = UNSEEN if not cell.live else STANDS if _sign(cell) == LIVE else WENT
    return Box(x, y, round(max(cell.live * scale, LEAST), 1), BAR, *style)


def _keys(words: Words) -> tuple[Key, ...]:
    named = (
        (words.say("{sign} stated as fact", sign=LIVE), STANDS),
        (words.say("{sign} put more softly", sign=SOFT), WENT),
        (words.say("{sign} dropped", sign=DROPPED), UNSEEN),
    )
    return tuple(Key(word, *style) for word, style in named)


def _sign(cell: MatrixCell) -> str:
    if not cell.live:
        return DROPPED
    return LIVE if cell.strongest in {Status.ASSERTED, None} else SOFT


def _text(cell: MatrixCell, words: Words) -> str:
    return f"{_sign(cell)} {words.number(cell.live)}" if cell.live else DROPPED


def _figures(cells: Cells, types: tuple[str, ...], sites: dict[str, str], words: Words) -> Fold:
    columns = (Column(words.say("Type")), *(Column(head, number=True) for head in sites.values()))
    rows = tuple(
        ((Part(words.type_name(type_)),), *(_mark(cells.get((site, type_)), words) for site in sites))
        for type_ in types
    )
    return Fold(words.say("Figures of this chart"), (Table(words.say("Claim types by site"), columns, rows),))


def _mark(cell: MatrixCell | None, words: Words) -> Line:
    if cell is None:
        return ()
    return (Part(_text(cell, words) if cell.live else words.say("{sign} dropped", sign=DROPPED)),)


def _head(site: str, material: Material, words: Words) -> str:
    name = short(site, 40)
    return words.say("{site} (own)", site=name) if site in material.own else name


def _wrapped(head: str, slot: float) -> tuple[str, ...]:
    """A name on a few short lines that fit their column; letters of East Asian scripts are twice as wide."""
    wide = 2 if any(east_asian_width(letter) in "WF" for letter in head) else 1
    return tuple(wrap(head, int(slot / LETTER / wide), max_lines=HEAD_LINES, placeholder="…"))
