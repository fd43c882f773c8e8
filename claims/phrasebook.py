"""The wordings that market rules ask for, looked up in a text in one go."""

from functools import lru_cache

from claims.fold import fold
from claims.markets import Regulation, Wording
from claims.match import Matcher

REMEMBERED = 20_000  # sentences repeat across the pages of a site


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
        matcher = Matcher(list(groups), bounded=False)
        self.found = lru_cache(maxsize=REMEMBERED)(lambda text: matcher.rules_in(fold(text).text))

    def numbers(self, wording: Wording) -> frozenset[int]:
        """The numbers of a rule's wording; empty where it asks for no words."""
        groups = [self._named[name] for name in wording.phrases]
        if wording.patterns:
            groups.append(wording.patterns)
        return frozenset(self._numbers[patterns] for patterns in groups)


@lru_cache(maxsize=4)
def phrasebook_of(regulation: Regulation) -> Phrasebook:
    """The phrasebook of a regulation, made once."""
    return Phrasebook(regulation)
