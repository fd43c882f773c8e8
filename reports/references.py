"""What many cards say, once at the end of the printed page: the addresses that they link to, and lines they share."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from reports.blocks import Block, Bullets, Card, Cards, Fact, Line, Part, Section, Style
from reports.text import short
from reports.words import Words

ADDRESS_LIMIT = 400


class References:
    """Numbers for addresses and for lines, in the order in which they are met."""

    def __init__(self, words: Words, *, brief: bool = False) -> None:
        self._words = words
        self._brief = brief
        self._addresses: dict[str, tuple[int, dict[str, None]]] = {}
        self._notes: dict[Line, int] = {}

    def card(self, card: Card) -> Card:
        """The card with the numbers that its printed form needs."""
        return replace(card, facts=self._numbered(card.facts), evidence=self._numbered(card.evidence))

    def sections(self) -> Iterator[Section]:
        """The lists at the end, for paper only."""
        if self._notes:
            lines = tuple((Part(f"{at} ", Style.STRONG), *line) for line, at in self._notes.items())
            yield Section("notes", self._words.say("Notes to the cards"), (Bullets(lines),), paper=True)
        if self._addresses:
            lines = tuple(self._place(address, at, texts) for address, (at, texts) in self._addresses.items())
            yield Section("addresses", self._words.say("Where it can be read"), (Bullets(lines),), paper=True)

    def _place(self, address: str, at: int, texts: Iterable[str]) -> Line:
        """An address by its number, with what it is called there; just that where paper has to be short."""
        name: Line = () if self._brief else (Part("; ".join(texts), quoted=True), Part(": "))
        return (Part(f"[{at}] ", Style.STRONG), *name, Part(short(address, ADDRESS_LIMIT), quoted=True))

    def _numbered(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        linked = [fact if fact.screen else replace(fact, lines=tuple(map(self._linked, fact.lines))) for fact in facts]
        return (*linked, *(self._named(fact) for fact in linked if fact.once))

    def _linked(self, line: Line) -> Line:
        """The line with the number of each address; a secondary one is marked in the list, too."""
        return tuple(
            replace(part, ref=self._number(part, after)) if part.href else part
            for part, after in zip_longest(line, line[1:], fillvalue=Part(""))
        )

    def _number(self, part: Part, after: Part) -> int:
        number, texts = self._addresses.setdefault(part.href, (len(self._addresses) + 1, {}))
        mark = self._words.say("secondary page")
        texts[f"{part.text} ({mark})" if self._words.secondary in after.text else part.text] = None
        return number

    def _named(self, fact: Fact) -> Fact:
        """The numbers of a fact's lines in place of them; what only counts further ones stays."""
        notes: list[str] = []
        others: list[str] = []
        for line in fact.lines:
            head, *rest = line
            refs = " ".join(f"[{part.ref}]" for part in line if part.ref)
            if refs or (not rest and head.style is Style.QUIET):
                others.append(f"{head.text.rstrip(': ')} {refs}".strip())
            else:
                notes.append(str(self._notes.setdefault(line, len(self._notes) + 1)))
        said = self._words.count(len(notes), "note {numbers}", "notes {numbers}", numbers=", ".join(notes))
        return Fact(fact.term, ((Part(", ".join(dict.fromkeys((said, *others) if notes else others))),),), paper=True)


def with_references(sections: tuple[Section, ...], words: Words, *, brief: bool = False) -> tuple[Section, ...]:
    """The sections with numbers in their cards, and what these stand for at the end; `brief` gives addresses alone."""
    known = References(words, brief=brief)
    numbered = tuple(replace(each, blocks=tuple(_block(block, known) for block in each.blocks)) for each in sections)
    return (*numbered, *known.sections())


def _block(block: Block, known: References) -> Block:
    return replace(block, cards=tuple(map(known.card, block.cards))) if isinstance(block, Cards) else block
