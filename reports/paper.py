"""What an edition leaves out on paper where it would take too many sheets: estimated, a step at a time, and said."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.blocks import (
    ALL,
    Block,
    Card,
    Cards,
    Chart,
    Fact,
    Line,
    Paragraph,
    Part,
    Section,
    Style,
    Table,
)
from reports.references import with_references
from reports.room import letters_of, sheets
from reports.text import ELLIPSIS, window
from reports.words import Words

SHEETS = 6
SHORTENED = ("look-first", "medium", "follow-up", "against", "changed", "operators")
LISTS = ("look-first", "medium")  # of sentences, beside the cards


@dataclass(frozen=True, slots=True)
class Step:
    """How much is printed of cards and their tables: what `lasts` this long, so many lines of a fact, and so on.

    `brief` is how many lines of what a fact has in short, none where it stands at length; `rows` are those of lists of
    sentences, `others` those of other tables; `drawn` is whether charts are drawn, not told in words
    alone.
    """

    lasts: int
    lines: int
    letters: int
    also: int
    rows: int
    quote: int
    brief: int
    others: int
    drawn: bool = True


STEPS = (
    Step(lasts=0, lines=ALL, letters=ALL, also=ALL, rows=ALL, quote=ALL, brief=0, others=ALL),
    Step(lasts=0, lines=ALL, letters=ALL, also=2, rows=12, quote=ALL, brief=0, others=20),
    Step(lasts=1, lines=3, letters=700, also=2, rows=10, quote=ALL, brief=0, others=15),
    Step(lasts=2, lines=2, letters=330, also=0, rows=6, quote=300, brief=ALL, others=8),
    Step(lasts=3, lines=1, letters=300, also=0, rows=3, quote=200, brief=ALL, others=6),
    Step(lasts=3, lines=1, letters=200, also=0, rows=2, quote=150, brief=1, others=5),
    Step(lasts=4, lines=1, letters=160, also=0, rows=1, quote=110, brief=1, others=4),
    Step(lasts=4, lines=1, letters=160, also=0, rows=1, quote=110, brief=1, others=3, drawn=False),
)


def on_paper(sections: tuple[Section, ...], words: Words) -> tuple[Section, ...]:
    """The sections with what their printed form needs: numbers of addresses, and no more than fits on six sheets."""
    made: tuple[Section, ...] = ()
    for number, step in enumerate(STEPS):
        made = with_references(tuple(_section(each, step, words) for each in sections), words, brief=bool(step.brief))
        made = (*made, _remark(words)) if number else made
        if sheets(made) <= SHEETS:
            break
    return made


def _section(section: Section, step: Step, words: Words) -> Section:
    if section.anchor not in SHORTENED or step is STEPS[0]:
        return section
    rows = step.rows if section.anchor in LISTS else step.others
    return replace(section, blocks=tuple(_block(block, step, rows, words) for block in section.blocks))


def _block(block: Block, step: Step, rows: int, words: Words) -> Block:
    if isinstance(block, Cards):
        return replace(block, cards=tuple(_card(card, step) for card in block.cards))
    if isinstance(block, Chart) and step.brief:
        return replace(block, figures=replace(block.figures, screen=True), screen=not step.drawn)
    if isinstance(block, Table) and len(block.rows) > rows:
        more = words.say("{n} more on the page of this edition.", n=words.number(len(block.rows) - rows))
        return replace(block, paper_rows=rows, paper_more=more)
    return block


def _card(card: Card, step: Step) -> Card:
    quote = clipped(card.quote, step.quote)
    return replace(
        card,
        facts=tuple(each for fact in card.facts for each in _fact(fact, step)),
        evidence=tuple(each for fact in card.evidence for each in _fact(fact, step)),
        paper_quote=() if quote == card.quote else quote,
        paper_also=step.also,
    )


def _fact(fact: Fact, step: Step) -> Iterator[Fact]:
    """The fact, or, where paper has another, the one for screens and the one for paper."""
    if fact.lasts < step.lasts:
        yield replace(fact, once=False, screen=True)
        return
    lines = fact.brief[: step.brief] or tuple(clipped(line, step.letters) for line in fact.lines[: step.lines])
    if fact.once or lines == fact.lines:
        yield fact
        return
    yield replace(fact, screen=True)
    yield replace(fact, lines=lines, paper=True)


def _remark(words: Words) -> Section:
    """That something is left out, on paper only."""
    told = words.say(
        "What would take more than six sheets is left out in print: further reasons, sentences, rows, and what cards "
        "say at length. The page of this edition holds all of it."
    )
    return Section("shortened", words.say("Shortened for paper"), (Paragraph((Part(told),)),), paper=True)


def clipped(line: Line, letters: int) -> Line:
    """At most so many letters of a line, those of its first marked words among them."""
    if letters_of((line,)) <= letters:
        return line
    marked = next((at for at, part in enumerate(line) if part.style is Style.MARK), None)
    before = sum(len(part.text) for part in line[: marked or 0])
    most = min(len(line[marked].text), letters - 2) if marked is not None else 0
    start, end = window("".join(part.text for part in line), ((before, before + most),), letters - 2)
    return tuple(_window(line, start, end))


def _window(line: Line, start: int, end: int) -> Iterator[Part]:
    if start:
        yield Part(ELLIPSIS)
    at = 0
    for part in line:
        text = part.text[max(0, start - at) : max(0, end - at)]
        at += len(part.text)
        if text:
            yield replace(part, text=text)
    if at > end:
        yield Part(ELLIPSIS)
