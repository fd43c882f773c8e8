"""What a pattern is made of: characters, classes and groups in sequence, each with how often it may stand.

The parts that lexicons put into patterns are taken apart once and shared, for most of a pattern's length is lexicons.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

STEP = re.compile(
    r"<[A-Z][A-Z0-9_]*>|[^\\\[\](){}|*+?.^$<>]{2,}(?![*+?{])"
    r"|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[a-zA-Z-]*:|\(|\)|\||[*+?]\??|\{[0-9]*,?[0-9]*\}\??|.",
    re.DOTALL,
)
_NAME = re.compile(r"<([A-Z][A-Z0-9_]*)>")
_REPEAT = re.compile(r"[*+?]\??|\{[0-9]*,?[0-9]*\}\??")
_OPTIONAL = re.compile(r"[*?]\??|\{0?,[0-9]*\}\??")
_BOUNDARIES = {"\\b", "\\B"}
_WORDLIKE = re.compile(r"\w|\\[wd]|\[(?:\\[wd]|\w-\w|\w)+\]")
_OTHER = re.compile(
    r"\\[Ws]|\\\W|[^\w.\[\\]"
    r"|\[-?(?:[^\w\\\]^-]|\\\W|\\s)+-?\]"  # a class of signs
    r"|\[\^(?:[^\\\]]|\\[^wW])*\\w(?:[^\\\]]|\\.)*\]"  # a class of anything but word characters
)


@dataclass(slots=True, eq=False)
class Item:
    """A run of characters, a class, or a group of alternatives, and how often it may stand."""

    atom: "str | Group"
    repeat: str = ""

    @property
    def optional(self) -> bool:
        """Whether it may be left out."""
        return bool(self.repeat) and _OPTIONAL.fullmatch(self.repeat) is not None


Sequence = tuple[Item, ...]


@dataclass(eq=False)
class Group:
    """Alternatives; what is found out about them is kept."""

    sequences: tuple[Sequence, ...]

    @cached_property
    def first(self) -> frozenset[bool | None]:
        """The kinds of the first character."""
        return frozenset(kind for sequence in self.sequences for kind in _kinds(sequence))

    @cached_property
    def last(self) -> frozenset[bool | None]:
        """The kinds of the last character."""
        return frozenset(kind for sequence in self.sequences for kind in _kinds(sequence[::-1], backwards=True))


class Grammar:
    """Takes patterns apart that use the given lexicons (expanded as far as they do not use each other)."""

    def __init__(self, lexicons: Mapping[str, str] | None = None) -> None:
        self._lexicons = lexicons or {}
        self._known: dict[str, Group] = {}

    def parsed(self, pattern: str) -> Group:
        """The alternatives of a pattern; a name that is no lexicon stands for its own characters."""
        return _alternatives(STEP.findall(pattern), 0, self)[0]

    def lexicon(self, step: str) -> "Group | None":
        """The alternatives of a lexicon that a pattern names."""
        found = _NAME.fullmatch(step)
        if found is None or found[1] not in self._lexicons:
            return None
        if found[1] not in self._known:
            self._known[found[1]] = self.parsed(self._lexicons[found[1]])
        return self._known[found[1]]


def edges(group: Group) -> tuple[bool | None, bool | None]:
    """Whether matches begin and end with a word character: True always, False never, None where it depends."""
    return _settled(group.first), _settled(group.last)


def _settled(kinds: frozenset[bool | None]) -> bool | None:
    return next(iter(kinds)) if len(kinds) == 1 else None


def _kinds(sequence: Sequence, *, backwards: bool = False) -> Iterator[bool | None]:
    """Of what kind the first character of a sequence may be."""
    for item in sequence:
        if isinstance(item.atom, str):
            yield kind(item.atom, backwards=backwards)
        else:
            yield from item.atom.last if backwards else item.atom.first
        if not item.optional:
            return
    yield None


@lru_cache(maxsize=20_000)
def kind(atom: str, *, backwards: bool) -> bool | None:
    """Whether what an atom stands for begins (backwards: ends) with a word character; None where it depends."""
    if len(atom) > 1 and atom[0] not in "\\[":
        atom = atom[-1] if backwards else atom[0]
    return True if _WORDLIKE.fullmatch(atom) else False if _OTHER.fullmatch(atom) else None


def _alternatives(steps: list[str], at: int, grammar: Grammar) -> tuple[Group, int]:
    """The alternatives from a place up to the bracket that closes them, and the place after it."""
    sequence: list[Item] = []
    sequences = [sequence]
    end = len(steps)
    while at < end:
        step = steps[at]
        first = step[0]
        if first == ")":
            break
        at += 1
        if first == "|":
            sequence = []
            sequences.append(sequence)
        elif first == "(":
            inner, at = _alternatives(steps, at, grammar)
            sequence.append(Item(inner))
            at += 1
        elif first in "*+?{" and sequence and _REPEAT.fullmatch(step):
            sequence[-1].repeat = step
        elif first == "<":
            sequence.append(Item(grammar.lexicon(step) or step))
        elif step not in _BOUNDARIES:
            sequence.append(Item(step))
    return Group(tuple(map(tuple, sequences))), at
