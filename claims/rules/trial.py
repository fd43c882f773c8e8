"""Rules tried on their own examples: each hit with its span and status, each miss in silence."""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from claims.datafile import Step
from claims.model import Block, Claim, Document, SiteKind
from claims.reading import read
from claims.rules.packs import Library, Pack
from claims.rules.shapes import Cue, Hit, Rule


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that is not read as it says; `steps` lead to it within its rule."""

    rule: str
    steps: tuple[Step, ...]
    text: str
    wanted: str
    found: str
    remedy: str

    def __str__(self) -> str:
        """What is wrong and what to do, without the place."""
        return f"{self.rule}: {self.text!r}: wanted {self.wanted}, found {self.found}: {self.remedy}"


def failures_of(pack: Pack, rule: Rule) -> Iterator[Failure]:
    """The examples of a rule that fail; the rule must be one of the pack's (retired ones are not)."""
    for number, hit in enumerate(rule.examples.hit):
        claims = claims_of(pack, rule, hit.text)
        if not any(_fits(hit, claim) for claim in claims):
            wanted = f"{hit.span!r} {hit.status}" if hit.span else str(hit.status)
            remedy = "correct the rule or its example"
            yield Failure(rule.id, ("examples", "hit", number), hit.text, wanted, _told(claims), remedy)
    for number, text in enumerate(rule.examples.miss):
        if claims := claims_of(pack, rule, text):
            remedy = "narrow the rule with needs or unless"
            yield Failure(rule.id, ("examples", "miss", number), text, "nothing", _told(claims), remedy)
    for number, todo in enumerate(rule.examples.todo):
        claims = claims_of(pack, rule, todo.text)
        if bool(claims) == (todo.expect == "hit"):
            remedy = f"it is read right now: move it from todo to {todo.expect}"
            yield Failure(rule.id, ("examples", "todo", number), todo.text, "a wrong reading", _told(claims), remedy)


def failures_of_cue(pack: Pack, cue: Cue) -> Iterator[Failure]:
    """The examples of a cue that fail: a hit whose claims it does not put, a miss in which it puts one."""
    if cue.examples is None:
        return
    for key, texts, wanted in (("hit", cue.examples.hit, True), ("miss", cue.examples.miss, False)):
        for number, text in enumerate(texts):
            claims = read(_page(pack, text), Library((pack,))).claims
            put = [claim for claim in claims if claim.why.cue == cue.id]
            if not claims or bool(put) is not wanted:
                said = f"a claim that is {cue.status}" if wanted else "claims that it leaves alone"
                remedy = "correct the cue or its example"
                yield Failure(cue.id, ("examples", key, number), text, said, _told(claims), remedy)


def claims_of(pack: Pack, rule: Rule, text: str) -> tuple[Claim, ...]:
    """What a rule finds, without its rivals of the same type, in a page of one sentence about exosomes."""
    claims = read(_page(pack, text), _without_rivals(pack, _ranks(pack)[rule.id])).claims
    return tuple(claim for claim in claims if claim.why.rule == rule.id)


def _page(pack: Pack, text: str) -> Document:
    return Document("page", "", SiteKind.BRAND, title="Exosomes", lang=pack.lang, blocks=(Block(text),))


def _fits(hit: Hit, claim: Claim) -> bool:
    return (not hit.span or claim.span.text == hit.span) and claim.status is hit.status


def _told(claims: tuple[Claim, ...]) -> str:
    return ", ".join(f"{claim.span.text!r} {claim.status}" for claim in claims) or "nothing"


@lru_cache(maxsize=64)
def _without_rivals(pack: Pack, rank: int) -> Library:
    """The pack with one rule of each type: an engine is made once for all of them."""
    ranks = _ranks(pack)
    return Library((dataclasses.replace(pack, rules=tuple(rule for rule in pack.rules if ranks[rule.id] == rank)),))


@lru_cache(maxsize=64)
def _ranks(pack: Pack) -> Mapping[str, int]:
    """The how-manieth of its type each rule is."""
    seen: Counter[str] = Counter()
    ranks = {}
    for rule in pack.rules:
        ranks[rule.id] = seen[rule.type]
        seen[rule.type] += 1
    return MappingProxyType(ranks)
