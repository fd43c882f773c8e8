"""The shapes of a rule pack's files, as people write them: rules with their examples, lexicons, gates, cues.

How to write them is told in packs/README.md, and what becomes of them in packs.py.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, StringConstraints
from pydantic.dataclasses import dataclass

from claims.model import Form, SiteKind, Status
from claims.text.quotes import NEVER, SpeechEnds

STRICT = ConfigDict(extra="forbid", defer_build=True)

State = Literal["experimental", "stable", "retired"]
Topic = Literal["sentence", "section", "page", "none"]
Direction = Literal["fwd", "back", "both", "line"]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(\.[a-z0-9_-]+)+$")]
FrameUse = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(/(span|clause|sentence|lead|section|page))?$")]
Words = str | list[str]


@dataclass(frozen=True, slots=True, config=STRICT)
class Head:
    """pack.yml: what a folder is. `boundary: none` is for scripts that put no space between words."""

    pack: str
    schema: Literal[1]
    lang: str
    version: int
    state: State
    boundary: Literal["word", "none"] = "word"


@dataclass(frozen=True, slots=True, config=STRICT)
class Hit:
    """A sentence that a rule must find: with these exact words as span and, where given, this status."""

    text: str
    span: str = ""
    status: Status = Status.ASSERTED
    note: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Todo:
    """A sentence that is read wrongly today; the tests tell when that changes."""

    text: str
    expect: Literal["hit", "miss"]


@dataclass(frozen=True, slots=True, config=STRICT)
class Examples:
    """The tests of a rule, in words of our own."""

    hit: tuple[Hit, ...] = ()
    miss: tuple[str, ...] = ()
    todo: tuple[Todo, ...] = ()


@dataclass(frozen=True, slots=True, config=STRICT)
class StatusOptions:
    """How the status of a rule's hits is found: `default` where no cue reaches, but for cues of `ignore`.

    `inside: true` lets words within the span count as cues.
    """

    default: Status = Status.ASSERTED
    ignore: tuple[Status, ...] = ()
    inside: bool = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Rule:
    """One construction that says one thing; each field is told in packs/README.md."""

    id: Identifier
    title: str
    any: tuple[str, ...]
    type: str = ""
    state: State = "stable"
    version: int = 1
    needs: tuple[FrameUse, ...] = ()
    unless: tuple[FrameUse, ...] = ()
    firm: bool = False
    where: tuple[Form, ...] = ()
    topic: Topic = "page"
    status: StatusOptions = StatusOptions()
    why: str = ""
    false_positives: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    examples: Examples = Examples()


@dataclass(frozen=True, slots=True, config=STRICT)
class RuleFile:
    """claims/<type>.yml: rules of one claim type, with lexicons and frames that only they use."""

    rules: tuple[Rule, ...]
    type: str = ""
    lexicons: dict[str, Words] | None = None
    frames: dict[str, Words] | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class LexiconFile:
    """lexicons.yml: named word lists for <NAME>, and frames (patterns that `needs` and `unless` name)."""

    lexicons: dict[str, Words]
    frames: dict[str, Words] | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class CueExamples:
    """Sentences with a claim that a cue must set the status of, and others that it must leave alone."""

    hit: tuple[str, ...]
    miss: tuple[str, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class Cue:
    """Words that set a status.

    `max` is how many words it reaches, 0 for the whole clause; `comma` ends its reach at a comma, `crosses` lets it
    pass terminators; `inside` makes it count within the span; `types` are the only claim types it is for, `not_types`
    those it is not for, `kinds` the only kinds of site. `doubted` ones turn into cautioned where
    the page shows doubt. `lead` says what it governs from a line above.
    """

    id: Identifier
    status: Status
    dir: Direction
    any: tuple[str, ...]
    max: int = 0
    types: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    kinds: tuple[SiteKind, ...] = ()
    crosses: bool = False
    comma: bool = False
    inside: bool = False
    doubted: bool = False
    lead: Literal["none", "bullets", "section"] = "bullets"
    note: str = ""
    examples: CueExamples | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class ContextFile:
    """context.yml: cues, what ends their reach, what only looks like a cue, and how speech in brackets ends."""

    terminators: tuple[str, ...]
    pseudo: tuple[str, ...]
    cues: tuple[Cue, ...]
    frames: dict[str, Words] | None = None
    speech_ends: SpeechEnds = NEVER


@dataclass(frozen=True, slots=True, config=STRICT)
class GateFile:
    """gates.yml: patterns by which lines and topics are told apart; claims/context/gates.py knows their names."""

    patterns: dict[str, Words]


def joined(words: Words) -> str:
    """A lexicon as one pattern: a list stands for any one of its entries."""
    return words if isinstance(words, str) else "|".join(words)
