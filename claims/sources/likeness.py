"""Likeness: sources that no frame ties, but whose line looks like those in which people found one.

Only materials that the word lists find in a line about exosomes are asked about, and only where the rules give no
source of their class; what rules found stays as it is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.likeness.table import Table, load_table
from claims.model import LIKENESS, Document, Role, Source, Span, Why
from claims.rules.packs import Pack
from claims.sources.candidates import Candidate, candidates_of, searched
from claims.sources.sources import Line, owned
from claims.text.sentences import Sentence

FILE = "sources.table"
NONE = "none"  # the column that says it is no source
NONE_BELOW = 0.7  # the share of "no source" below which one is added: best on learning pages held out
NONE_BELOW_STATED = 0.5  # the same for what is on offer, where four of five are right there: flags rest on it
TOLD = 3  # words that are told as its reason


@dataclass(frozen=True, slots=True)
class Likeness:
    """The model of one language; `rule` is what stands in place of a rule's id."""

    rule: str
    table: Table

    def beside(self, lines: Sequence[Line], sources: Sequence[Source], document: Document) -> tuple[Source, ...]:
        """The sources of a page with those that rules miss, in page order."""
        known = searched(lines, sources)
        likely: defaultdict[int, list[Source]] = defaultdict(list)
        for candidate in candidates_of(known, document.kind, untied=True):
            role = self._role(candidate)
            if role is not None:
                likely[candidate.line].append(self._source(known[candidate.line].sentence, candidate, role))
        if not likely:
            return tuple(sources)
        return tuple(
            source
            for number, line in enumerate(known)
            for source in (*line.sources, *owned(likely.get(number, ()), document))
        )

    def _role(self, candidate: Candidate) -> Role | None:
        """The likeliest role, None where it looks like no source."""
        chances = dict(zip(self.table.head.columns, self.table.probabilities(candidate.features), strict=True))
        none = chances.pop(NONE)
        role = Role(max(chances, key=lambda role: chances[role]))
        share = none / (none + sum(chances.values()))
        return role if share < (NONE_BELOW_STATED if role is Role.STATED else NONE_BELOW) else None

    def _source(self, sentence: Sentence, candidate: Candidate, role: Role) -> Source:
        mention = candidate.mention
        start, end = sentence.folded.original(mention.start, mention.end)
        words = sentence.text[start:end]
        return Source(
            class_=mention.class_,
            detail=mention.detail,
            role=role,
            quote=sentence.text,
            span=Span(words, start),
            why=Why(self.rule, self.table.head.version, words, f"{LIKENESS}.{role}", self._reason(candidate, role)),
            block=sentence.block,
            place=sentence.place,
            product=sentence.product,
        )

    def _reason(self, candidate: Candidate, role: Role) -> str:
        """The words of the line that speak most for the role."""
        column = self.table.head.columns.index(role)
        words = {feature[2:]: self.table.weight(feature, column) for feature in candidate.features if _is_word(feature)}
        heaviest = sorted(words, key=lambda word: (-words[word], word))[:TOLD]
        return ", ".join(word for word in heaviest if words[word] > 0)


def _is_word(feature: str) -> bool:
    return feature.startswith("w=") and feature[2:].isalpha()


def likeness_of(pack: Pack) -> Likeness | None:
    """The model of a pack, None where it has none."""
    path: Path = pack.folder / FILE
    return Likeness(f"{pack.lang}.{LIKENESS}.source", load_table(path)) if path.is_file() else None
