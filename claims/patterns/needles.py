"""What must be in a text for a pattern to match: needles, each a set of literals of which one must be there.

A pattern is cut where it is not a few strings: at repeats, wide classes and long lists of words. What is left of its
alternatives are needles. Literals are folded, so that they find all that `re` takes for equal without regard to case.
Where a literal must stand at the edge of a word, that is part of it: "ra" alone is not in "brand".
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from re import compile as _compiled

from claims.patterns.grammar import Group, Item, Sequence, kind

STRONG = 3  # characters that the shortest literal of a needle must at least have to tell texts apart
PRODUCT = 48  # strings that a run of items may stand for, if it is more than one list of words
LIST = 4000  # strings that one list of words may stand for
_CLASS = 8  # characters of a class that is written out
EDGE = "\0"  # marks where a word begins or ends
_AROUND = f"{EDGE} "
_SIGNS = _compiled(r"(\W+)")
_NOTHING = frozenset({"", EDGE})
_DIGITS = frozenset("0123456789")
_AT_LEAST_ONE = _compiled(r"\+\??|\{[1-9][0-9]*,?[0-9]*\}\??")
_PLAIN_CLASS = _compiled(r"\[((?:[^\]\\^]|\\[^a-zA-Z0-9])+)\]")

_SOME_DIGITS = _compiled(r"\[[0-9]-[0-9]\]")

Needle = frozenset[str]


def folded(text: str) -> str:
    """A text with every letter as one of those that are equal to it without regard to case."""
    return text.lower() if text.isascii() else text.replace("İ", "i").replace("ı", "i").casefold()


class Needles:
    """Finds the needles of patterns; what groups that patterns share come to is found once."""

    def __init__(self) -> None:
        self._strings: dict[Group, Needle | None] = {}
        self._needles: dict[tuple[Group, bool, bool], tuple[Needle, ...]] = {}

    def forget(self) -> None:
        """Lets go of what is only needed while more patterns come; what comes later is found out anew."""
        self._strings.clear()
        self._needles.clear()
        for known in (_ended, _joined, _literal, _is_everywhere, _weight, kind):
            known.cache_clear()

    def of(self, pattern: Group, *, bounded: bool = False) -> Iterator[tuple[Needle, ...]]:
        """For each alternative of a pattern what must be there; nothing where any text will do.

        `bounded` says that no word goes on before or after a match.
        """
        for sequence in pattern.sequences:
            found = [needle for needle in self._cut(sequence, bounded, bounded) if not _is_everywhere(needle)]
            yield tuple(dict.fromkeys([needle for needle in found if _weight(needle) >= STRONG] or found))

    def _cut(self, sequence: Sequence, left: bool, right: bool) -> Iterator[Needle]:
        """The needles of a sequence, in order; `left` and `right` say that no word runs into it or out of it."""
        run = _begun(apart=left)
        for at, item in enumerate(sequence):
            strings = self._item(item)
            if strings is not None and _fit(run, strings):
                run = _joined(run, strings)
                continue
            again = self._again(item)
            if again is not None:
                yield _ended(_joined(run, again) if _fit(run, again) else run, apart=False)
                run = again
                continue
            if not run <= _NOTHING:
                yield _ended(run, apart=_is_apart(sequence[at:], right))
            if strings is not None:
                run = _joined(_begun(apart=_is_apart(sequence[:at][::-1], left, backwards=True)), strings)
                continue
            if not item.optional:
                yield from self._within(item, sequence, at, left, right)
            run = _begun(apart=_is_apart(sequence[: at + 1][::-1], left, backwards=True))
        yield _ended(run, apart=right)

    def _again(self, item: Item) -> Needle | None:
        """The strings of an item that stands once or more: one ends what is before it, and one begins what follows."""
        if not _AT_LEAST_ONE.fullmatch(item.repeat):
            return None
        return _literal(item.atom) if isinstance(item.atom, str) else None

    def _within(self, item: Item, sequence: Sequence, at: int, left: bool, right: bool) -> tuple[Needle, ...]:
        """The needles of an item of a sequence that must stand and is not a few strings."""
        if isinstance(item.atom, str):
            strings = _literal(item.atom)
            return (strings,) if strings else ()
        before = not item.repeat and _is_apart(sequence[:at][::-1], left, backwards=True)
        key = (item.atom, before, not item.repeat and _is_apart(sequence[at + 1 :], right))
        if key not in self._needles:
            self._needles[key] = self._of_any(*key)
        return self._needles[key]

    def _of_any(self, group: Group, left: bool, right: bool) -> tuple[Needle, ...]:
        """Of each alternative of a group the strongest needle, as one."""
        if len(group.sequences) == 1:
            return tuple(self._cut(group.sequences[0], left, right))
        best = [max(self._cut(sequence, left, right), key=_weight) for sequence in group.sequences]
        return (_shortened(frozenset().union(*best)),)

    def _item(self, item: Item) -> Needle | None:
        """The strings that an item stands for; None where they are too many to write out."""
        if item.repeat not in {"", "?", "??"}:
            return None
        strings = _literal(item.atom) if isinstance(item.atom, str) else self._group(item.atom)
        if strings is None or not item.repeat:
            return strings
        return strings | {""}

    def _group(self, group: Group) -> Needle | None:
        if group not in self._strings:
            self._strings[group] = self._written_out(group)
        return self._strings[group]

    def _written_out(self, group: Group) -> Needle | None:
        found: set[str] = set()
        for sequence in group.sequences:
            strings: Needle | None = frozenset({""})
            for item in sequence:
                more = self._item(item)
                if strings is None or more is None or not _fit(strings, more):
                    return None
                strings = _joined(strings, more)
            found |= strings or frozenset()
            if len(found) > LIST:
                return None
        return frozenset(found)


def _begun(*, apart: bool) -> Needle:
    """A run of which nothing is known but whether a word may run into it."""
    return frozenset({EDGE if apart else ""})


@lru_cache(maxsize=2_000)
def _ended(run: Needle, *, apart: bool) -> Needle:
    """A run as a needle; `apart` says that no word goes on behind it."""
    ended = (literal + EDGE if apart and _is_word(literal[-1:]) else literal for literal in run)
    return _shortened(frozenset(map(_trimmed, ended)))


def _trimmed(literal: str) -> str:
    """A literal marked, without spaces around it, which make an edge; an edge counts only at a word."""
    if literal.isalnum():
        return literal
    bare = literal.strip(_AROUND)
    left = EDGE if literal[:1] in _AROUND and _is_word(bare[:1]) else ""
    right = EDGE if literal[-1:] in _AROUND and _is_word(bare[-1:]) else ""
    return f"{left}{marked(bare).strip(EDGE)}{right}" if literal else ""


def marked(text: str) -> str:
    """A text with a mark wherever a word begins or ends within it."""
    return text if text.isalnum() else EDGE.join(_SIGNS.split(text))


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _is_apart(items: Sequence, edge: bool, *, backwards: bool = False) -> bool:
    """Whether a sequence begins (backwards: ends) with no word character; `edge` says so of what is beyond it."""
    for item in items:
        if isinstance(item.atom, str):
            kinds = frozenset({kind(item.atom, backwards=backwards)})
        else:
            kinds = item.atom.last if backwards else item.atom.first
        if kinds != {False}:
            return False
        if not item.optional:
            return True
    return edge


def _fit(run: Needle, more: Needle) -> bool:
    """Whether the strings of a run and of what follows are few enough to write out together."""
    return len(run) * len(more) <= PRODUCT or run <= _NOTHING


@lru_cache(maxsize=2_000)
def _joined(run: Needle, more: Needle) -> Needle:
    return more if run == {""} else frozenset([one + other for one in run for other in more])


@lru_cache(maxsize=20_000)
def _literal(atom: str) -> Needle | None:
    """The strings that characters, an escape or a small class stand for; None for all else."""
    if atom[0] == "[":
        if atom == "[0-9]":
            return _DIGITS
        if _SOME_DIGITS.fullmatch(atom):
            return frozenset(map(str, range(int(atom[1]), int(atom[3]) + 1)))
        plain = _PLAIN_CLASS.fullmatch(atom)
        letters = plain[1].replace("\\", "") if plain else ""
        is_range = "-" in letters[1:-1]
        return frozenset(map(folded, letters)) if letters and not is_range and len(letters) <= _CLASS else None
    if atom[0] == "\\":
        return frozenset({folded(atom[1])}) if not atom[1].isalnum() else None
    return None if atom in {".", "^", "$"} else frozenset({folded(atom)})


def _shortened(needle: Needle) -> Needle:
    """The needle without strings that begin or end with another of its strings: where they stand, that one does."""
    if len(needle) < 2:
        return needle
    kept = set(_without_longer(needle))
    return frozenset(word[::-1] for word in _without_longer(word[::-1] for word in kept))


def _without_longer(words: Iterable[str]) -> Iterator[str]:
    """The words without those that begin with another."""
    last = None
    for word in sorted(words):
        if last is None or not word.startswith(last):
            yield word
            last = word


@lru_cache(maxsize=20_000)
def _is_everywhere(needle: Needle) -> bool:
    """Whether nearly every text has it: nothing at all, a single letter of ours, a digit or a space will do."""
    return any(len(literal) < 4 and _is_common(literal.strip(EDGE)) for literal in needle)


def _is_common(literal: str) -> bool:
    """Whether it is nothing, or a single character that most texts have; in scripts with many more one is a word."""
    return not literal or (len(literal) == 1 and (literal == " " or (literal.isalnum() and literal.isascii())))


@lru_cache(maxsize=20_000)
def _weight(needle: Needle) -> int:
    """How much its weakest string tells: a point a character and an edge; 0 where what is there anyway will do."""
    return 0 if _is_everywhere(needle) else min(map(_strength, needle))


def _strength(literal: str) -> int:
    if literal.isalnum():
        return len(literal)
    bare = literal.replace(EDGE, "")
    edges = 0 if bare[0].isdigit() else literal.startswith(EDGE) + literal.endswith(EDGE)
    return len(bare) + edges
