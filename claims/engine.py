"""A rule pack made ready to read: patterns compiled once, hits of sentences remembered."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from claims.match import Hit, Matcher, compiled
from claims.packs import Cue, Pack, Rule

REMEMBERED = 20_000  # sentences whose hits are kept: shops repeat theirs on every page


class Engine:
    """The patterns of one pack: rules and cues in matchers, frames and gates by name.

    Which rules, frames and gates are in a sentence is found once and remembered.
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.rules: tuple[Rule, ...] = pack.rules
        self.frames = self._named(pack.frames)
        self.gates = self._named(pack.gates)
        self.terminators = self._one(pack.context.terminators)
        self.pseudo = self._one(pack.context.pseudo)
        self.cues: tuple[Cue, ...] = pack.context.cues
        self._names = [*(f"frame {name}" for name in pack.frames), *(f"gate {name}" for name in pack.gates)]
        self._marks = self._matcher([[pattern] for pattern in (*pack.frames.values(), *pack.gates.values())])
        self._cues = self._matcher([cue.any for cue in self.cues])
        rules = self._matcher([rule.any for rule in self.rules])
        self.terminated = lru_cache(maxsize=REMEMBERED)(self._terminated)
        self.hits = lru_cache(maxsize=REMEMBERED)(rules.hits)
        self.marks = lru_cache(maxsize=REMEMBERED)(self._found_marks)

    def gate(self, name: str, text: str) -> bool:
        """Whether the named pattern of gates.yml matches; False where the pack has none of that name."""
        return f"gate {name}" in self.marks(text)

    def frame(self, name: str, text: str) -> bool:
        """Whether the named frame matches; False where the pack has none of that name."""
        return f"frame {name}" in self.marks(text)

    def cue_hits(self, text: str) -> tuple[Hit, ...]:
        """Every cue in a text; the rule of a hit is the number of the cue."""
        return self._cues.hits(text)

    def _terminated(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words stand that end a clause."""
        return tuple(found.span() for found in self.terminators.finditer(text))

    def _found_marks(self, text: str) -> frozenset[str]:
        return frozenset(self._names[number] for number in self._marks.rules_in(text))

    def _matcher(self, groups: Iterable[Sequence[str]]) -> Matcher:
        opened = [[self.pack.expanded(pattern) for pattern in group] for group in groups]
        return Matcher(opened, bounded=self.pack.bounded)

    def _one(self, patterns: Iterable[str]) -> re.Pattern[str]:
        joined = "|".join(f"(?:{self.pack.expanded(pattern)})" for pattern in patterns)
        return compiled(joined or r"[^\s\S]", bounded=self.pack.bounded)

    def _named(self, patterns: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
        return MappingProxyType({name: self._one([pattern]) for name, pattern in patterns.items()})


@lru_cache(maxsize=32)
def engine_of(pack: Pack) -> Engine:
    """The pack made ready, once."""
    return Engine(pack)
