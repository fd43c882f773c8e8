"""What exosomes may be made of: the material words of a sentence, joined to noun phrases."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass as plain
from typing import Annotated, Any

from pydantic import StringConstraints
from pydantic.dataclasses import dataclass

from claims.patterns.constructions import EXOSOME, MATERIAL, RIVAL, TAKEN_UP, Mask
from claims.patterns.match import Hit, Lexicons, Matcher
from claims.rules.shapes import STRICT, Words, joined

OPENING = 4  # a word within the first letters is what a sentence is about
AT_LARGE = 2  # highest rank of words that leave open what plant, animal or tissue


@dataclass(frozen=True, slots=True, config=STRICT)
class Material:
    """Words for one material; `source` is class/detail.

    `rank` decides which of several in one noun phrase names it; `ties`, where given, are all that may tie it. A `guest`
    is a word that pages on exosomes hold for other reasons too: it opens no line as a subject of its own, no list
    ties it, and the learned helper is not asked about it unless a frame ties it.
    """

    id: str
    source: Annotated[str, StringConstraints(pattern="^[a-z_]+/[a-z_]+$")]
    rank: int
    words: tuple[str, ...]
    ties: tuple[str, ...] = ()
    guest: bool = False

    @property
    def class_(self) -> str:
        """The class of the source."""
        return self.source.partition("/")[0]

    @property
    def detail(self) -> str:
        """What it is within the class."""
        return self.source.partition("/")[2]


@dataclass(frozen=True, slots=True, config=STRICT)
class Nouns:
    """Words for exosomes, for what takes them up again, and for what is no exosome."""

    exosome: tuple[str, ...]
    anaphor: tuple[str, ...]
    rival: tuple[str, ...]


@plain(frozen=True, slots=True)
class Mention:
    """One noun phrase that names a material: its range in the folded sentence, and what it comes to."""

    start: int
    end: int
    class_: str
    detail: str
    rule: str
    rank: int
    ties: tuple[str, ...] = ()
    guest: bool = False

    @property
    def opens(self) -> bool:
        """Whether it opens a line as a subject of its own, which only some frames may tie to exosomes."""
        return bool(self.ties) and not self.guest and self.start < OPENING

    @property
    def exact(self) -> bool:
        """Whether it names the material exactly, not as stem cells, plants, people or animals at large."""
        return self.rank > AT_LARGE

    def is_of(self, names: Collection[str]) -> bool:
        """Whether classes, class/detail pairs or entries hold it; no names at all hold everything."""
        return not names or not {self.class_, f"{self.class_}/{self.detail}", self.rule}.isdisjoint(names)


@plain(frozen=True, slots=True)
class Found:
    """The nouns of one sentence: its materials, and every range to mask."""

    mentions: tuple[Mention, ...]
    masks: tuple[Mask, ...]

    def has(self, letter: str) -> bool:
        """Whether a noun of this kind stands in the sentence."""
        return bool(self.masks) and any(mask.letter == letter for mask in self.masks)


NOTHING = Found((), ())


class Finder:
    """Finds the nouns of a sentence by the word lists of one language."""

    def __init__(
        self,
        materials: Sequence[Material],
        nouns: Nouns,
        never: Words,
        join: str,
        words: Lexicons,
        *,
        bounded: bool,
    ) -> None:
        self._materials = tuple(materials)
        rules = [
            *(material.words for material in materials),
            (joined(never),),
            nouns.exosome,
            nouns.anaphor,
            nouns.rival,
        ]
        self._matcher = Matcher(rules, words, bounded=bounded)
        self._join = re.compile(join, re.IGNORECASE)
        last = len(materials)
        self._never, self._letters = last, {last + 1: EXOSOME, last + 2: TAKEN_UP, last + 3: RIVAL}

    def may_find(self, folded: str) -> bool:
        """Whether a folded sentence may hold nouns."""
        return bool(self._matcher.candidates(folded))

    def find(self, folded: str) -> Found:
        """The nouns of a folded sentence."""
        hits = self._matcher.hits(folded)
        if not hits:
            return NOTHING
        never = [hit for hit in hits if hit.rule == self._never]
        words = _longest([hit for hit in hits if hit.rule < self._never and not _inside(hit, never)])
        mentions = tuple(self._phrases(words, folded))
        masks = [
            *(Mask(hit.start, hit.end, RIVAL) for hit in hits if self._letters.get(hit.rule) == RIVAL),
            *(Mask(mention.start, mention.end, _letter(mention)) for mention in mentions),
            *(
                Mask(start, hit.end, self._letters[hit.rule])
                for hit in hits
                if self._letters.get(hit.rule) in {EXOSOME, TAKEN_UP}
                for start in [_uncovered(hit, mentions)]
                if start < hit.end
            ),
        ]
        return Found(mentions, tuple(masks))

    def _phrases(self, words: Sequence[Hit], folded: str) -> Iterator[Mention]:
        """The words joined to noun phrases, each with the detail that names it."""
        group: list[Hit] = []
        for hit in words:
            if group and not self._joined(group[-1], hit, folded):
                yield self._named(group)
                group = []
            group.append(hit)
        if group:
            yield self._named(group)

    def _joined(self, one: Hit, other: Hit, folded: str) -> bool:
        """Whether two words stand in one noun phrase; what is made in a laboratory keeps to itself."""
        made = {self._materials[hit.rule].class_ == "synthetic" for hit in (one, other)}
        return len(made) == 1 and self._join.fullmatch(folded, one.end, other.start) is not None

    def _named(self, group: Sequence[Hit]) -> Mention:
        materials = [self._materials[hit.rule] for hit in group]
        strange = [material for material in materials if material.class_ not in {"human", "synthetic"}]
        best = max(strange or materials, key=lambda material: material.rank)
        guest = best.guest and all(material.guest for material in materials)
        ties = () if best.guest and not guest else best.ties
        return Mention(group[0].start, group[-1].end, best.class_, best.detail, best.id, best.rank, ties, guest)


def _letter(mention: Mention) -> str:
    """How a mention is masked: what only some frames may tie opens a line as a subject of its own."""
    return RIVAL if mention.opens else MATERIAL


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """The hits in order of place, of those that overlap the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start, hit.rule)):
        if not _inside(hit, kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _inside(hit: Hit, others: Sequence[Any]) -> bool:
    """Whether a hit shares a character with another."""
    return any(hit.start < other.end and other.start < hit.end for other in others)


def _uncovered(hit: Hit, mentions: Sequence[Mention]) -> int:
    """Where the part of a noun begins that no material covers ("MSC-EVs": the EVs)."""
    start = hit.start
    for mention in mentions:
        if mention.start <= start < mention.end or start < mention.start < hit.end:
            start = mention.end
    return start
