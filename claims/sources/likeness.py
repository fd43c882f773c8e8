"""Likeness: how the materials in lines about exosomes look to a model that has seen many pages labelled by people.

In two stages: a table weighs the words of a line, trees weigh what all lines of the page look like together. Only
materials that the word lists find are asked about; what stands in a list of ingredients is read by its names alone.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from claims.likeness.table import Table, load_table
from claims.likeness.trees import Trees, load_trees
from claims.model import LIKENESS, Document, Role, Source, Span, Why
from claims.patterns.constructions import EXOSOME
from claims.rules.packs import Pack
from claims.sources.candidates import Candidate, Searched, candidates_of, searched
from claims.sources.materials import Mention
from claims.sources.sources import Line, owned
from claims.sources.surroundings import MARKS, around, marks_of
from claims.text.sentences import Sentence

FILE = "sources.table"
TREES = "sources.trees"
NONE = "none"  # the column that says it is no source
# Shares of "no source", chosen on pages held out.
ADDED_BELOW = 0.55  # by trees: below it one that no rule finds is added
STATED_BELOW = 0.7  # by the table: below it that may be one on offer, for flags rest on it
HOPELESS = 0.9  # by the table: above it the trees, which take time, have never added one
HELD_ABOVE = 0.7  # by trees: above it one that a rule finds is held back
NAMES_ABOVE = 0.8  # the same where the material stands right before exosomes
OTHERWISE_ABOVE = 0.5  # by trees: the share of another role above which it takes the place of one that words gave
TOLD = 3  # words that are told as its reason
_JOINED = re.compile(r"(?:[-–]\w+)?[ -]?")  # between a material and the exosomes that it names


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sources of a page, in page order, and those of rules that are held back or read otherwise."""

    sources: tuple[Source, ...]
    held: tuple[Source, ...] = ()


class _Word(NamedTuple):
    """What is said of a candidate: its likeliest role, and how likely that and "no source" are (this at first, too)."""

    candidate: Candidate
    role: Role
    share: float
    none: float
    none_at_first: float

    @property
    def adds(self) -> bool:
        """Whether one that no rule finds is added."""
        return self.none < ADDED_BELOW and (self.role is not Role.STATED or self.none_at_first < STATED_BELOW)

    def lets(self, source: Source) -> bool:
        """Whether what a rule says may stand; one that gave a role for want of any words gives way to any other."""
        otherwise = self.role is not source.role and (not source.why.cue or self.share > OTHERWISE_ABOVE)
        return self.none <= HELD_ABOVE and not otherwise


@dataclass(frozen=True, slots=True)
class Likeness:
    """The model of one language; `rule` is what stands in place of a rule's id."""

    rule: str
    table: Table
    trees: Trees

    def beside(self, lines: Sequence[Line], sources: Sequence[Source], document: Document) -> Weighed:
        """The sources of a page with those that rules miss, without those that look like none."""
        if not any(found.mentions for _, found, _ in lines):
            return Weighed(tuple(sources))
        known = searched(lines, sources)
        words: defaultdict[int, list[_Word]] = defaultdict(list)
        for word in self._words(known, document):
            if not known[word.candidate.line].sentence.furniture:
                words[word.candidate.line].append(word)
        if not words:
            return Weighed(tuple(sources))
        kept: list[Source] = []
        held: list[Source] = []
        for number, line in enumerate(known):
            weighed = self._weighed(line, {word.candidate.mention.class_: word for word in words.get(number, ())})
            kept.extend(owned(weighed.sources, document))
            held.extend(weighed.held)
        return Weighed(tuple(kept), tuple(held))

    def _words(self, lines: Sequence[Searched], document: Document) -> list[_Word]:
        candidates = list(candidates_of(lines, document.kind))
        shares = [self.table.probabilities(candidate.features) for candidate in candidates]
        marks = marks_of(candidates, shares, around(lines, document.kind))
        none = self.table.head.columns.index(NONE)
        at_first = [share[none] / sum(share) for share in shares]
        return [
            self._word(*told)
            for told in zip(candidates, at_first, marks, strict=True)
            if told[0].role is not None or told[1] < HOPELESS
        ]

    def _word(self, candidate: Candidate, at_first: float, marks: Sequence[float]) -> _Word:
        chances = dict(zip(self.trees.head.columns, self.trees.probabilities(marks), strict=True))
        none = chances.pop(NONE)
        role = Role(max(chances, key=lambda role: chances[role]))
        return _Word(candidate, role, chances[role], none, at_first)

    def _weighed(self, line: Searched, words: Mapping[str, _Word]) -> Weighed:
        """The sources of one line, given its word on each class."""
        kept: list[Source] = []
        held: list[Source] = []
        for source in line.sources:
            word = words.get(source.class_)
            if word is None or source.why.cue not in self.trees.head.judged or word.lets(source):
                kept.append(source)
                continue
            if HELD_ABOVE < word.none <= NAMES_ABOVE and _names(word.candidate.mention, line):
                kept.append(source)
                continue
            held.append(source)
            if word.none <= HELD_ABOVE:
                why = self._why(source.span.text, word)
                kept.append(replace(source, role=word.role, why=why, owner=""))
        added = (word for word in words.values() if word.candidate.role is None and word.adds)
        kept.extend(self._source(line.sentence, word) for word in added)
        return Weighed(tuple(kept), tuple(held))

    def _source(self, sentence: Sentence, word: _Word) -> Source:
        mention = word.candidate.mention
        start, end = sentence.folded.original(mention.start, mention.end)
        words = sentence.text[start:end]
        return Source(
            class_=mention.class_,
            detail=mention.detail,
            role=word.role,
            quote=sentence.text,
            span=Span(words, start),
            why=self._why(words, word),
            block=sentence.block,
            place=sentence.place,
            product=sentence.product,
        )

    def _why(self, words: str, word: _Word) -> Why:
        reason = self._reason(word.candidate, word.role)
        return Why(self.rule, self.table.head.version, words, f"{LIKENESS}.{word.role}", reason)

    def _reason(self, candidate: Candidate, role: Role) -> str:
        """The words of the line that speak most for the role."""
        column = self.table.head.columns.index(role)
        words = {feature[2:]: self.table.weight(feature, column) for feature in candidate.features if _is_word(feature)}
        heaviest = sorted(words, key=lambda word: (-words[word], word))[:TOLD]
        return ", ".join(word for word in heaviest if words[word] > 0)


def _names(mention: Mention, line: Searched) -> bool:
    """Whether a material stands right before exosomes, and so names them."""
    text = line.sentence.folded.text
    nouns = (mask.start for mask in line.found.masks if mask.letter == EXOSOME and mask.start >= mention.end)
    return mention.exact and any(_JOINED.fullmatch(text, mention.end, start) for start in nouns)


def _is_word(feature: str) -> bool:
    return feature.startswith("w=") and feature[2:].isalpha()


def likeness_of(pack: Pack) -> Likeness | None:
    """The model of a pack, None where it has none."""
    path: Path = pack.folder / FILE
    if not path.is_file():
        return None
    return Likeness(f"{pack.lang}.{LIKENESS}.source", load_table(path), load_trees(pack.folder / TREES, MARKS))
