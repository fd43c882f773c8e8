"""A view for forms without drawings and paper: words stand in place of drawings, and addresses have no numbers."""

from dataclasses import replace

from reports.blocks import Block, Bullets, Card, Cards, EditionView, Fact, Fold, Line, Paragraph, Part, Table


def plain(view: EditionView) -> EditionView:
    """The view with the words of each small drawing instead of it, without what is for paper only."""
    kept = (each for each in view.sections if not each.paper)
    sections = tuple(replace(each, blocks=tuple(map(_block, each.blocks))) for each in kept)
    return replace(view, sections=sections, foot=tuple(map(_line, view.foot)))


def _block(block: Block) -> Block:
    if isinstance(block, Cards):
        return replace(block, cards=tuple(map(_card, block.cards)))
    if isinstance(block, Paragraph):
        return replace(block, line=_line(block.line))
    if isinstance(block, Bullets):
        return replace(block, lines=tuple(map(_line, block.lines)))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(map(_line, row)) for row in block.rows))
    if isinstance(block, Fold):
        return _fold(block)
    return replace(block, figures=_fold(block.figures))


def _fold(fold: Fold) -> Fold:
    return replace(fold, blocks=tuple(map(_block, fold.blocks)))


def _card(card: Card) -> Card:
    return replace(
        card,
        paper_quote=(),
        title=_line(card.title),
        where=_line(card.where),
        quote=_line(card.quote),
        facts=_facts(card.facts),
        also=tuple(map(_line, card.also)),
        evidence=_facts(card.evidence),
        links=_line(card.links),
    )


def _facts(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(replace(fact, lines=tuple(map(_line, fact.lines))) for fact in facts)


def _line(line: Line) -> Line:
    return tuple(_part(part) for part in line) if any(part.spark or part.ref for part in line) else line


def _part(part: Part) -> Part:
    return replace(part, spark=None, ref=0) if part.spark or part.ref else part
