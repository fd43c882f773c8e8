"""The ledger: what each rule of claims finds on labelled pages, and how the figures stand without the rare ones."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from claims.reading import read
from claims.rules.packs import Library
from claims.scoring.score import GoldUnit, Scores, score
from claims.scoring.units import UnitTags, document_of, tags_of

RARE = 1  # gold hits up to which a rule may rest on the one sentence it was written for


@dataclass(frozen=True, slots=True)
class Tally:
    """What one rule brought to the reading: the units in which it gave its type, and those where people agree.

    `words` are its patterns.
    """

    rule: str
    type: str
    state: str
    hits: int
    true: int
    words: tuple[str, ...]

    @property
    def precision(self) -> float | None:
        """The share of hits that people agree with, None where there is no hit."""
        return self.true / self.hits if self.hits else None

    @property
    def rare(self) -> bool:
        """Whether the pages confirm it no more than once."""
        return self.true <= RARE


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every rule's tally, the figures with all rules, and the figures with the rare ones switched off."""

    tallies: tuple[Tally, ...]
    scores: Scores
    without_rare: Scores


@dataclass(frozen=True, slots=True)
class Account:
    """One reading of labelled units: their tags, and which rules stand behind each (unit, type)."""

    tags: tuple[UnitTags, ...]
    finds: frozenset[tuple[str, str, str]]  # (unit, type, rule)


def ledger_of(gold: Sequence[GoldUnit], library: Library) -> Ledger:
    """The ledger of all rules of the languages that the labelled units are in.

    With a library that `claims.rules.wordings.apart` gives, it is the ledger of their wordings.
    """
    account = account_of(gold, library)
    tallies = tuple(_tallies(gold, account, library))
    rare = {tally.rule for tally in tallies if tally.rare}
    return Ledger(
        tallies,
        score(gold, account.tags),
        score(gold, account_of(gold, without(library, rare)).tags),
    )


def account_of(gold: Sequence[GoldUnit], library: Library) -> Account:
    """The units read page by page."""
    pages: dict[str, list[GoldUnit]] = {}
    for entry in gold:
        pages.setdefault(entry.unit.page, []).append(entry)
    tags: list[UnitTags] = []
    finds: set[tuple[str, str, str]] = set()
    for page in pages.values():
        units = [entry.unit for entry in page]
        reading = read(document_of(units), library)
        tags.extend(tags_of(unit.id, number, reading) for number, unit in enumerate(units))
        finds.update((units[claim.block].id, claim.type, claim.why.rule) for claim in reading.claims)
    return Account(tuple(tags), frozenset(finds))


def without(library: Library, rules: Collection[str]) -> Library:
    """The library with these rules switched off."""
    return Library(
        tuple(
            dataclasses.replace(pack, rules=tuple(rule for rule in pack.rules if rule.id not in rules))
            for pack in library.packs
        ),
        likeness=library.likeness,
    )


def _tallies(gold: Sequence[GoldUnit], account: Account, library: Library) -> Iterator[Tally]:
    agreed = {(entry.unit.id, claim.type) for entry in gold for claim in entry.tags.claims}
    hits = Counter(rule for _, _, rule in account.finds)
    true = Counter(rule for unit, type_, rule in account.finds if (unit, type_) in agreed)
    langs = {entry.unit.lang for entry in gold}
    for pack in library.packs:
        if pack.lang in langs:
            for rule in pack.rules:
                state = "experimental" if pack.head.state == "experimental" else rule.state
                yield Tally(rule.id, rule.type, state, hits[rule.id], true[rule.id], rule.any)
