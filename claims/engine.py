"""A rule pack made ready to read: patterns compiled once, hits of sentences remembered."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from claims.match import Hit, Matcher, compiled
from claims.packs import Cue, Pack, Rule

REMEMBERED = 20_000  # sentences whose hits are kept: shops repeat theirs on every page


@dataclass(frozen=True, slots=True)
class ReadyCue:
    """A cue with its words as one pattern."""

    cue: Cue
    pattern: re.Pattern[str]


class Engine:
    """The patterns of one pack: rules in a matcher, frames, gates and cues by name."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.rules: tuple[Rule, ...] = pack.rules
        self.matcher = Matcher(
            [[pack.expanded(pattern) for pattern in rule.any] for rule in self.rules], bounded=pack.bounded
        )
        self.frames = self._named(pack.frames)
        self.gates = self._named(pack.gates)
        self.terminators = self._one(pack.context.terminators)
        self.pseudo = self._one(pack.context.pseudo)
        self.cues = tuple(ReadyCue(cue, self._one(cue.any)) for cue in pack.context.cues)
        self.hits = lru_cache(maxsize=REMEMBERED)(self._hits)

    def gate(self, name: str, text: str) -> bool:
        """Whether the named pattern of gates.yml matches; False where the pack has none of that name."""
        pattern = self.gates.get(name)
        return pattern is not None and pattern.search(text) is not None

    def frame(self, name: str, text: str) -> bool:
        """Whether the named frame matches; False where the pack has none of that name."""
        pattern = self.frames.get(name)
        return pattern is not None and pattern.search(text) is not None

    def _hits(self, folded: str) -> tuple[Hit, ...]:
        return self.matcher.hits(folded)

    def _one(self, patterns: Iterable[str]) -> re.Pattern[str]:
        joined = "|".join(f"(?:{self.pack.expanded(pattern)})" for pattern in patterns)
        return compiled(joined or r"[^\s\S]", bounded=self.pack.bounded)

    def _named(self, patterns: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
        return MappingProxyType({name: self._one([pattern]) for name, pattern in patterns.items()})


@lru_cache(maxsize=32)
def engine_of(pack: Pack) -> Engine:
    """The pack made ready, once."""
    return Engine(pack)
