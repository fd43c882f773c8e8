"""Which of the claims found on a page are those that stood there before: the same, or put in other words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.model import Status

SAME = 95.0  # a typo mended: the numbers and the status must not have moved
REWORDED = 75.0
REWORDED_IN_PLACE = 50.0  # enough where it stands in the very place of the old one
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|\w+")  # scripts without spaces by the letter
SHORTEST_WITH_A_TYPO = 4  # letters; a shorter word with another letter is another word


@dataclass(frozen=True, slots=True)
class Wording:
    """A claim as one page words it; `number` is the caller's own, `normal` the normalised sentence."""

    number: int
    type: str
    product: str
    status: Status
    normal: str
    place: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A wording found and the one that stood before it; `same` where the difference is too small to tell."""

    found: Wording
    before: Wording
    same: bool


def pair(found: Sequence[Wording], before: Sequence[Wording]) -> tuple[Pair, ...]:
    """The likeliest pairs of new and absent wordings of one page, each wording in one pair at most."""
    likely = sorted(
        ((score, one, other) for one in found for other in before if (score := likeness(one, other))),
        key=lambda entry: (-entry[0], entry[1].number, entry[2].number),
    )
    pairs: list[Pair] = []
    new_taken: set[int] = set()
    old_taken: set[int] = set()
    for score, one, other in likely:
        if one.number in new_taken or other.number in old_taken:
            continue
        new_taken.add(one.number)
        old_taken.add(other.number)
        pairs.append(Pair(one, other, same=is_same(score, one, other)))
    return tuple(pairs)


def likeness(found: Wording, before: Wording) -> float:
    """How alike two wordings are, 0 to 100; 0 where they cannot be one claim."""
    if found.type != before.type:
        return 0.0
    if found.normal == before.normal:
        return 100.0
    in_place = bool(found.place) and found.place == before.place and found.product == before.product
    from rapidfuzz import fuzz  # slow to load, and not needed where nothing is reworded

    return fuzz.ratio(found.normal, before.normal, score_cutoff=REWORDED_IN_PLACE if in_place else REWORDED)


def is_same(score: float, found: Wording, before: Wording) -> bool:
    """Whether a difference is small: punctuation, case, a letter here and there.

    Never where a number, the status or any word is another: in a long sentence the name of another disease is a small
    part, and all that matters.
    """
    if found.normal == before.normal:
        return True
    numbers = _NUMBER.findall(found.normal) == _NUMBER.findall(before.normal)
    stays = numbers and found.status == before.status
    return score >= SAME and stays and _word_by_word(found.normal, before.normal)


def _word_by_word(found: str, before: str) -> bool:
    """Whether two sentences have the same words, but for a letter in some of them, or the spaces between them."""
    ours, theirs = _WORD.findall(found), _WORD.findall(before)
    if "".join(ours) == "".join(theirs):
        return True
    return len(ours) == len(theirs) and all(map(_is_typo, ours, theirs))


def _is_typo(found: str, before: str) -> bool:
    from rapidfuzz.distance import OSA

    return found == before or (
        min(len(found), len(before)) >= SHORTEST_WITH_A_TYPO and OSA.distance(found, before, score_cutoff=1) <= 1
    )
