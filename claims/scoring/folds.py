"""Figures as on new pages, estimated: each fifth of the pages is read without the wordings that only it confirms.

All labelled pages were used to write rules, so their own figures flatter. A wording that was written for one sentence
helps no other page; switched off where it was learnt, it shows what the rest is worth. Wordings that were shaped by
this fifth and one other stay on, so truly new pages read a little worse still.
"""

from collections import Counter
from collections.abc import Sequence

from claims.rules.packs import Library
from claims.rules.wordings import apart
from claims.scoring.ledger import account_of, without
from claims.scoring.score import GoldUnit, Scores, score
from claims.scoring.units import UnitTags

FOLDS = 5


def fold_of(page: str) -> int:
    """The fifth that a page belongs to."""
    return sum(page.encode()) % FOLDS


def as_if_new(gold: Sequence[GoldUnit], library: Library) -> Scores:
    """The figures of all fifths together, each read without the wordings that no claim outside it confirms."""
    wordings = apart(library)
    confirmed = _confirmed(gold, wordings)
    tags: list[UnitTags] = []
    for fold in range(FOLDS):
        held = [entry for entry in gold if fold_of(entry.unit.page) == fold]
        own = {rule for rule, by_fold in confirmed.items() if set(by_fold) == {fold}}
        tags += account_of(held, without(wordings, own)).tags
    return score(gold, tags)


def _confirmed(gold: Sequence[GoldUnit], wordings: Library) -> dict[str, Counter[int]]:
    """For each wording how many claims of each fifth confirm it."""
    agreed = {(entry.unit.id, claim.type) for entry in gold for claim in entry.tags.claims}
    folds = {entry.unit.id: fold_of(entry.unit.page) for entry in gold}
    found: dict[str, Counter[int]] = {}
    for unit, type_, rule in account_of(gold, wordings).finds:
        if (unit, type_) in agreed:
            found.setdefault(rule, Counter())[folds[unit]] += 1
    return found
