"""What comes first in an edition, and why: level, then novelty, reach and strength, what is sure before what is not."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file, files

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.model import Status
from reports.findings import Order
from reports.levels import place_of
from reports.novelty import STRENGTH, Novelty
from reports.novelty import novelty_of as of_change
from reports.subjects import Subject
from reports.words import Words


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Ranking:
    """The orders and caps of ranking.yml."""

    novelty: tuple[Novelty, ...]
    claim_types: tuple[str, ...]
    puffery: tuple[str, ...]
    source_weighs: str
    cards: int
    cards_of_a_site: int
    lines: int

    @property
    def order(self) -> Order:
        """The orders as positions."""
        places = {str(novelty): at for at, novelty in enumerate(self.novelty)}
        return Order(places, {type_: at for at, type_ in enumerate(self.claim_types)})


@cache
def ranking() -> Ranking:
    """The ranking in force. Raises DataFileError where its file is wrong."""
    with as_file(files("reports") / "ranking.yml") as path:
        return datafile.read(path, Ranking)


def ranked(subjects: Iterable[Subject], order: Order) -> tuple[Subject, ...]:
    """The subjects, the one to look at first at the front."""
    return tuple(sorted(subjects, key=lambda subject: _place(subject, order, ranking())))


def split(subjects: tuple[Subject, ...], rules: Ranking) -> tuple[tuple[Subject, ...], tuple[Subject, ...]]:
    """The ranked subjects that get a card and those that get a line, so that no site takes every card."""
    taken: Counter[str] = Counter()
    cards: list[Subject] = []
    for subject in subjects:
        if len(cards) < rules.cards and taken[subject.site] < rules.cards_of_a_site:
            cards.append(subject)
            taken[subject.site] += 1
    return tuple(cards), tuple(subject for subject in subjects if subject not in cards)


def is_puffery(subject: Subject, rules: Ranking) -> bool:
    """Whether a subject says nothing that could be checked: it never leads."""
    types = {claim.type for finding in subject.findings for claim in finding.claims}
    return bool(types) and not subject.moves and types <= set(rules.puffery)


def novelty_of(subject: Subject, order: Order) -> Novelty:
    """The most telling way in which a subject is news."""
    ways = [finding.novelty for finding in subject.findings]
    ways += map(of_change, subject.moves)
    return min(ways, key=order.of_novelty)


def reasons(subject: Subject, order: Order, words: Words) -> tuple[str, ...]:
    """Why the subject stands where it stands, in words, the weightiest first."""
    level = subject.level
    strongest = [flag for flag in subject.flags if flag.level == level]
    rules, markets = len({flag.rule for flag in strongest}), len({flag.market for flag in strongest})
    found = [
        words.inline(words.levels[level].word) if level else words.say("no flag"),
        words.inline(words.novelties[novelty_of(subject, order)]),
    ]
    found += [_about(subject, words)]
    found += [words.count(rules, "{n} rule at this level", "{n} rules at this level")] if rules > 1 else []
    found += [words.count(markets, "in {n} market", "in {n} markets")] if markets > 1 else []
    pages = reach(subject)
    found += [words.count(pages, "on {n} page", "on {n} pages")] if pages > 1 else []
    if subject.findings and not subject.led_by_source:
        found.append(words.statuses[subject.findings[0].lead.status])
        found += [words.say("experimental reading")] if subject.findings[0].lead.experimental else []
        found += [words.say("looks like a claim, no rule finds it")] if subject.findings[0].lead.likeness else []
    if strongest and not any(flag.confirmed for flag in strongest):
        found.append(words.say("rests on provisions that are not confirmed"))
    found += [words.say("only praise, so it never leads")] if is_puffery(subject, ranking()) else []
    return tuple(part for part in found if part)


def _about(subject: Subject, words: Words) -> str:
    """What leads: the stated source, or the type of the leading claim."""
    if subject.led_by_source or not subject.findings:
        return words.say("stated source")
    return words.inline(words.type_name(subject.findings[0].lead.type))


def reach(subject: Subject) -> int:
    """On how many pages the leading words stand."""
    if subject.led_by_source:
        return len({statement.address for statement in subject.statements})
    return len(subject.findings[0].places) if subject.findings else 1


def _place(subject: Subject, order: Order, rules: Ranking) -> tuple[int | str, ...]:
    level = subject.level
    strongest = [flag for flag in subject.flags if flag.level == level]
    lead = subject.findings[0].lead if subject.findings else None
    status = lead.status if lead else Status.ASSERTED
    type_ = lead.type if lead and not subject.led_by_source else rules.source_weighs
    return (
        int(is_puffery(subject, rules)),
        place_of(level),
        int(bool(lead and (lead.experimental or lead.likeness))),
        int(not any(flag.confirmed for flag in strongest)),
        order.of_novelty(novelty_of(subject, order)),
        order.claim_types.get(type_, len(order.claim_types)),
        -len({flag.rule for flag in strongest}),
        -len({flag.market for flag in strongest}),
        -reach(subject),
        STRENGTH.index(status),
        subject.site,
        subject.product or subject.page,
    )
