"""The wordings that market rules ask for, looked up in a text in one go."""

import re
from functools import lru_cache

from claims.law.markets import Regulation, Wording
from claims.patterns.match import Pattern, prefilter
from claims.text.fold import fold

REMEMBERED = 1_000  # sentences repeat across the pages of a site
_COUNTED = re.compile(r"\.\{0,\d+\}")  # no letters that must be there


class Phrasebook:
    """Numbers for wordings, and the numbers that a text holds."""

    def __init__(self, regulation: Regulation) -> None:
        groups = {phrase.patterns: None for phrase in regulation.phrases}
        self._named = {phrase.name: phrase.patterns for phrase in regulation.phrases}
        for rule in regulation.rules:
            for wording in (rule.when.text, rule.unless):
                if wording.patterns:
                    groups[wording.patterns] = None
        self._numbers = {patterns: number for number, patterns in enumerate(groups)}
        owned = [(number, pattern) for patterns, number in self._numbers.items() for pattern in patterns]
        self._owners = [number for number, _ in owned]
        self._patterns = [Pattern(pattern, bounded=False) for _, pattern in owned]
        self._prefilter = prefilter([_COUNTED.sub(".*", pattern) for _, pattern in owned])
        self.found = lru_cache(maxsize=REMEMBERED)(self._found)

    def numbers(self, wording: Wording) -> frozenset[int]:
        """The numbers of a rule's wording; empty where it asks for no words."""
        groups = [self._named[name] for name in wording.phrases]
        if wording.patterns:
            groups.append(wording.patterns)
        return frozenset(self._numbers[patterns] for patterns in groups)

    def _found(self, text: str) -> frozenset[int]:
        folded = fold(text).text
        candidates = self._prefilter.candidates(folded)
        return frozenset(self._owners[number] for number in candidates if self._patterns[number].matches(folded))


@lru_cache(maxsize=4)
def phrasebook_of(regulation: Regulation) -> Phrasebook:
    """The phrasebook of a regulation, made once."""
    return Phrasebook(regulation)
