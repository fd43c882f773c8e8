"""A rule pack made ready to read: patterns compiled once, hits of sentences remembered."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from claims.patterns.match import Hit, Matcher, Pattern
from claims.rules.packs import Pack, words_of
from claims.rules.shapes import Cue, Rule

NONE: frozenset[str] = frozenset()
REMEMBERED = 1_000  # sentences whose hits are kept: shops repeat theirs on every page


class Engine:
    """The patterns of one pack: rules and cues in matchers, frames and gates by name.

    Which rules and gates are in a sentence is found once and remembered; a frame is looked for when a rule asks for it.
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._words = words_of(pack)
        self.rules: tuple[Rule, ...] = pack.rules
        self.off_topic = any(rule.topic == "none" for rule in pack.rules)
        self._terminators = self._one(pack.context.terminators)
        self._pseudo = self._one(pack.context.pseudo)
        self.cues: tuple[Cue, ...] = pack.context.cues
        self._gates = self._matcher([pattern] for pattern in pack.gates.values())
        self._frames = self._matcher([pattern] for pattern in pack.frames.values())
        self._frame_names, self._gate_names = tuple(pack.frames), tuple(pack.gates)
        self._numbers = {name: number for number, name in enumerate(pack.frames)}
        self._gate_numbers = {name: number for number, name in enumerate(pack.gates)}
        self._cues = self._matcher([cue.any for cue in self.cues])
        self._rules = self._matcher([rule.any for rule in self.rules])
        self.terminated = lru_cache(maxsize=REMEMBERED)(self._terminated)
        self._hits = lru_cache(maxsize=REMEMBERED)(self._rules.hits)
        self._present_gates = lru_cache(maxsize=REMEMBERED)(self._found_gates)
        self.frames_in = lru_cache(maxsize=REMEMBERED)(self._likely_frames)
        self._framed = lru_cache(maxsize=REMEMBERED)(self._found_frame)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Every place where a rule's words stand; of most texts nothing has to be remembered."""
        return self._hits(text) if self._rules.candidates(text) else ()

    def gates_in(self, text: str) -> frozenset[str]:
        """The names of the patterns of gates.yml that match."""
        return self._present_gates(text) if self._gates.candidates(text) else NONE

    def gate(self, name: str, text: str) -> bool:
        """Whether the named pattern of gates.yml matches; False where the pack has none of that name."""
        return name in self.gates_in(text)

    def frame(self, name: str, text: str) -> bool:
        """Whether the named frame matches; False where the pack has none of that name."""
        return name in self.frames_in(text) and self._framed(name, text)

    def gate_pattern(self, name: str) -> Pattern | None:
        """The named pattern of gates.yml, None where the pack has none of that name."""
        number = self._gate_numbers.get(name)
        return None if number is None else self._gates.pattern(number)

    def frame_pattern(self, name: str) -> Pattern:
        """The named frame, which the pack must have."""
        return self._frames.pattern(self._numbers[name])

    def cue_hits(self, text: str) -> tuple[Hit, ...]:
        """Every cue in a text; the rule of a hit is the number of the cue."""
        return self._cues.hits(text)

    def without_pseudo(self, text: str) -> str:
        """A text with what only looks like a cue blanked out."""
        if not self._pseudo.matches(text):
            return text
        return self._pseudo.exact.sub(lambda found: "_" * len(found[0]), text)

    def _terminated(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words stand that end a clause."""
        return tuple(self._terminators.spans(text))

    def _found_gates(self, text: str) -> frozenset[str]:
        found = self._gates.rules_in(text)
        return frozenset([self._gate_names[number] for number in found]) if found else NONE

    def _likely_frames(self, text: str) -> frozenset[str]:
        """The names of the frames that may stand in a text."""
        found = self._frames.candidates(text)
        return frozenset([self._frame_names[number] for number in found]) if found else NONE

    def _found_frame(self, name: str, text: str) -> bool:
        return self._frames.matches(self._numbers[name], text)

    def _matcher(self, groups: Iterable[Sequence[str]]) -> Matcher:
        return Matcher(groups, self._words, bounded=self.pack.bounded)

    def _one(self, patterns: Iterable[str]) -> Pattern:
        joined = "|".join(f"(?:{self.pack.expanded(pattern)})" for pattern in patterns)
        return Pattern(joined or r"[^\s\S]", bounded=self.pack.bounded)


@lru_cache(maxsize=32)
def engine_of(pack: Pack) -> Engine:
    """The pack made ready, once."""
    return Engine(pack)
