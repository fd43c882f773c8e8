"""What must be in a text for a pattern to match: small parts, each larger and simpler than what it stands for.

The prefilter only asks whether a text may match. A repeat such as `\\w*` within a pattern keeps the automaton of RE2
busy until the end of the line, and many of them together make it very large; so a pattern is cut at its repeats, and
what may be left out at the edges of the pieces is left out. Where the pattern matches, every piece of one of its
alternatives is in the text. Word boundaries go too, for RE2 knows those of ASCII only.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

STRONG = 3  # characters that a piece must at least have to tell texts apart
_STEP = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[a-zA-Z]*:|\(|\)|\||[*+?]\??|\{[0-9]*,?[0-9]*\}\??|.", re.DOTALL
)
_REPEAT = re.compile(r"[*+?]\??|\{[0-9]*,?[0-9]*\}\??")
_OPTIONAL = re.compile(r"[*?]\??|\{0?,[0-9]*\}\??")
_FEW = re.compile(r"\??|\{[0-3](?:,[0-3])?\}\??|\{,[0-3]\}\??")
_WORD = r"0-9A-Za-z_\x{80}-\x{10ffff}"
_CLASSES = {"\\w": f"[{_WORD}]", "\\W": "[^0-9A-Za-z_]"}
_BOUNDARIES = {"\\b", "\\B"}
_WORDLIKE = re.compile(r"\w|\\[wd]|\[(?:\\[wd]|\w-\w|\w)+\]")
_OTHER = re.compile(r"\\[Ws]|\\\W|[^\w.\[\\]")


@dataclass(frozen=True, slots=True)
class _Item:
    """An atom (a character, a class, or alternatives in a group) and how often it may stand."""

    atom: "str | tuple[tuple[_Item, ...], ...]"
    repeat: str = ""


_Sequence = tuple[_Item, ...]
_Alternatives = tuple[_Sequence, ...]


def parts_of(pattern: str) -> Iterator[tuple[str, ...]]:
    """The alternatives of a pattern, each as the pieces that must be in a text; no piece where any text will do."""
    for sequence in _parsed(pattern):
        pieces = [piece for run in _runs(sequence) if (piece := _tail(_head(run)))]
        strong = [piece for piece in pieces if _weight(piece) >= STRONG]
        kept = strong or sorted(pieces, key=_weight)[-1:]
        yield tuple(dict.fromkeys(_rendered((piece,)) for piece in kept))


def edges(pattern: str) -> tuple[bool | None, bool | None]:
    """Whether matches begin and end with a word character: True always, False never, None where it depends."""
    parsed = _parsed(pattern)
    first = {kind for sequence in parsed for kind in _kinds(sequence)}
    last = {kind for sequence in parsed for kind in _kinds(sequence[::-1], backwards=True)}
    return _settled(first), _settled(last)


def _settled(kinds: set[bool | None]) -> bool | None:
    return kinds.pop() if len(kinds) == 1 else None


def _kinds(sequence: _Sequence, *, backwards: bool = False) -> Iterator[bool | None]:
    """Of what kind the first character of a sequence may be."""
    for item in sequence:
        if isinstance(item.atom, str):
            yield True if _WORDLIKE.fullmatch(item.atom) else False if _OTHER.fullmatch(item.atom) else None
        else:
            for inner in item.atom:
                yield from _kinds(inner[::-1] if backwards else inner, backwards=backwards)
        if not _OPTIONAL.fullmatch(item.repeat):
            return
    yield None


def _parsed(pattern: str) -> _Alternatives:
    steps = [found[0] for found in _STEP.finditer(pattern)]
    alternatives, _ = _alternatives(steps, 0)
    return alternatives


def _alternatives(steps: list[str], at: int) -> tuple[_Alternatives, int]:
    """The alternatives from a place up to the bracket that closes them, and the place after it."""
    sequences: list[list[_Item]] = [[]]
    while at < len(steps) and steps[at] != ")":
        step = steps[at]
        at += 1
        if step == "|":
            sequences.append([])
        elif step[0] == "(":
            inner, at = _alternatives(steps, at)
            sequences[-1].append(_Item(inner))
            at += 1
        elif _REPEAT.fullmatch(step) and sequences[-1]:
            sequences[-1][-1] = replace(sequences[-1][-1], repeat=step)
        elif step not in _BOUNDARIES:
            sequences[-1].append(_Item(step))
    return tuple(tuple(sequence) for sequence in sequences), at


def _runs(sequence: _Sequence) -> Iterator[_Sequence]:
    """A sequence cut at its repeats; what must stand once at a cut is a run of its own."""
    run: list[_Item] = []
    for item in sequence:
        if _is_plain(item):
            run.append(item)
            continue
        yield tuple(run)
        run = []
        if not _OPTIONAL.fullmatch(item.repeat):
            yield _once(item)
    yield tuple(run)


def _is_plain(item: _Item) -> bool:
    """Whether an item holds no repeat that goes on."""
    if not _FEW.fullmatch(item.repeat):
        return False
    return isinstance(item.atom, str) or all(_is_plain(inner) for sequence in item.atom for inner in sequence)


def _once(item: _Item) -> _Sequence:
    """What an item with repeats asks for at least: of each alternative the strongest run."""
    if isinstance(item.atom, str):
        return (_Item(item.atom),)
    strongest = tuple(max(_runs(_tail(_head(sequence))), key=_weight) for sequence in item.atom)
    return (_Item(tuple(dict.fromkeys(strongest))),) if all(strongest) else ()


def _weight(sequence: _Sequence) -> int:
    """How many characters a sequence has at least."""
    return sum(
        1 if isinstance(item.atom, str) else min(_weight(inner) for inner in item.atom)
        for item in sequence
        if not _OPTIONAL.fullmatch(item.repeat)
    )


def _tail(sequence: _Sequence) -> _Sequence:
    while sequence and sequence[-1].atom != "$":
        last = _edge(sequence[-1], _tail)
        if last is not None:
            return (*sequence[:-1], last)
        sequence = sequence[:-1]
    return sequence


def _head(sequence: _Sequence) -> _Sequence:
    while sequence and sequence[0].atom != "^":
        first = _edge(sequence[0], _head)
        if first is not None:
            return (first, *sequence[1:])
        sequence = sequence[1:]
    return sequence


def _edge(item: _Item, trim: Callable[[_Sequence], _Sequence]) -> _Item | None:
    """An item at the edge of a pattern made smaller, None where it may be left out."""
    if _OPTIONAL.fullmatch(item.repeat):
        return None
    if item.repeat and item.repeat[0] != "+":
        return item
    if isinstance(item.atom, str):
        return _Item(item.atom)
    inner = tuple(dict.fromkeys(trim(sequence) for sequence in item.atom))
    return _Item(inner) if all(inner) else None


def _rendered(alternatives: _Alternatives) -> str:
    return "|".join("".join(_shown(item) for item in sequence) for sequence in alternatives)


def _shown(item: _Item) -> str:
    if not isinstance(item.atom, str):
        return f"(?:{_rendered(item.atom)}){item.repeat}"
    atom = _CLASSES.get(item.atom, item.atom)
    if atom[0] == "[" and atom[1] != "^":
        atom = atom.replace("\\w", _WORD)
    return atom + item.repeat
