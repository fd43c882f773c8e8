"""Flags: the reasons to look at a page's claims and at the sources of what it offers, market by market."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claims.law.conditions import Finding, findings
from claims.law.markets import Regulation
from claims.law.scene import Scene, scene_of
from claims.law.sheets import Entry, sheet_of
from claims.model import Claim, Document, Flag, Level, Reading, Status

CONTEXT = "context"
RANK = {level: rank for rank, level in enumerate(Level)}
Target = tuple[int | None, int | None]


def flags_of(document: Document, reading: Reading, markets: Sequence[str], regulation: Regulation) -> tuple[Flag, ...]:
    """Every flag that the rules of the markets raise on a seller's page; none where the page does not sell.

    A flag is about one claim, or about one thing on offer (`source`, a number in the reading's stated sources).
    Raises UnknownMarket.
    """
    if not document.kind.sells:
        return ()
    return tuple(_ordered(_accompanied(_raised(document, reading, markets, regulation)), markets))


def context_of(
    document: Document, reading: Reading, markets: Sequence[str], regulation: Regulation
) -> tuple[Flag, ...]:
    """What the rules say of a page or a claim that is not counted: press, science, authorities; denials, questions."""
    raised = _raised(document, reading, markets, regulation)
    kept = [flag for flag in raised if flag.nature == CONTEXT or not document.kind.sells]
    return tuple(_ordered(kept, markets))


def _raised(document: Document, reading: Reading, markets: Sequence[str], regulation: Regulation) -> list[Flag]:
    if not (reading.claims or reading.sources or reading.routes or reading.stated):
        return []
    scene = scene_of(document, reading)
    told: dict[tuple[str, Target], list[tuple[str, Flag]]] = {}
    raised: list[Flag] = []
    for market in dict.fromkeys(markets):
        sheet = sheet_of(regulation, market, document.kind)
        wider = set(regulation.market(market).reads) - {market}
        for finding in findings(scene, reading.claims, sheet):
            flag = _flag(market, finding, reading.claims, scene)
            same = told.setdefault((flag.rule, (flag.claim, flag.source)), [])
            if not any(other in wider and earlier.provisions == flag.provisions for other, earlier in same):
                same.append((market, flag))
                raised.append(flag)
    return raised


def _flag(market: str, finding: Finding, claims: Sequence[Claim], scene: Scene) -> Flag:
    entry = finding.entry
    return Flag(
        market=market,
        level=_level(finding, claims, scene),
        nature=entry.rule.nature,
        rule=entry.rule.id,
        reason=entry.rule.because,
        clears_if=entry.clears_if,
        provisions=entry.provisions,
        comparison=entry.comparison,
        confirmed=entry.confirmed,
        general=entry.general,
        claim=finding.claim,
        source=finding.thing,
    )


def _level(finding: Finding, claims: Sequence[Claim], scene: Scene) -> Level:
    """The rule's level; never critical on what is not confirmed, not yet stable, or only looks so."""
    entry = finding.entry
    claim = None if finding.claim is None else claims[finding.claim]
    level = _put(entry, claim)
    looks = claim is not None and (claim.likeness or claim.looks_put)
    unsure = finding.experimental or scene.experimental or looks
    shaky = unsure or not entry.confirmed
    return Level.HIGH if shaky and level is Level.CRITICAL else level


def _put(entry: Entry, claim: Claim | None) -> Level:
    """The level by how the claim is put, where the rule is about claims."""
    hedged = claim is not None and claim.status is Status.HEDGED and entry.rule.when.claim_types
    return (entry.rule.hedged_level or entry.rule.level) if hedged else entry.rule.level


def _accompanied(flags: Iterable[Flag]) -> Iterator[Flag]:
    """Context only where something else is flagged, and never above it."""
    flags = list(flags)
    heaviest: dict[Target, Level] = {}
    for flag in flags:
        if flag.nature != CONTEXT:
            target = (flag.claim, flag.source)
            heaviest[target] = min(heaviest.get(target, Level.LOW), flag.level, key=RANK.__getitem__)
    for flag in flags:
        if flag.nature != CONTEXT:
            yield flag
        elif (flag.claim, flag.source) in heaviest:
            limit = heaviest[flag.claim, flag.source]
            yield replace(flag, level=max(flag.level, limit, key=RANK.__getitem__))


def _ordered(flags: Iterable[Flag], markets: Sequence[str]) -> list[Flag]:
    """Things on offer first, then claims in page order; the most pressing first; markets as they were asked."""
    order = {market: place for place, market in enumerate(markets)}
    return sorted(
        flags,
        key=lambda flag: (
            -1 if flag.claim is None else flag.claim,
            -1 if flag.source is None else flag.source,
            RANK[flag.level],
            order[flag.market],
            flag.rule,
        ),
    )
