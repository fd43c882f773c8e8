"""Why something is a reason to look: by market, with the provisions to read and what would answer it."""

from claims.model import Provision
from db.known import KnownFlag
from reports.blocks import Line, Part, Style
from reports.levels import PRESSING
from reports.official import address_held, is_secondary, part_named
from reports.subjects import Subject
from reports.text import REASON_LIMIT, link, short
from reports.words import Words

REASONS_OF_ONE_MARKET = 2  # of several markets each gives one
PROVISIONS_OF_A_REASON = 2
FURTHER = 6
MARKETS_IN_SHORT = 2
REASON_IN_SHORT = 160
ANSWERS = 3
COMPARED = 4


def why(subject: Subject, words: Words) -> tuple[Line, ...]:
    """A line for each leading reason, by market, the most pressing market first."""
    flags = _told_first(subject)
    markets = dict.fromkeys(flag.market for flag in flags)
    return tuple(_reason(flag, words) for market in markets for flag in flags if flag.market == market)


def why_in_short(subject: Subject, words: Words) -> tuple[Line, ...]:
    """The same for paper that has to be short: two markets with a provision each, and the names of the others."""
    flags = _told_first(subject)
    first = {flag.market: flag for flag in reversed(flags)}
    markets = list(dict.fromkeys(flag.market for flag in flags))
    lines = [_reason_in_short(first[market], words) for market in markets[:MARKETS_IN_SHORT]]
    others = words.joined(words.market(market) for market in markets[MARKETS_IN_SHORT:])
    lines += [(Part(words.say("Also under the rules of {markets}.", markets=others)),)] if others else []
    return tuple(lines)


def further(subject: Subject, words: Words) -> tuple[Line, ...]:
    """The other reasons, also those of sentences that do not lead, in a line each."""
    told = {(flag.market, flag.rule) for flag in _told_first(subject)}
    rest = [flag for flag in subject.flags if (flag.market, flag.rule) not in told]
    lines: list[Line] = [_short_reason(flag, words) for flag in rest[:FURTHER]]
    more = len(rest) - FURTHER
    return tuple(lines) + (((Part(words.say("and {n} more", n=words.number(more)), Style.QUIET),),) if more > 0 else ())


def answers(subject: Subject, words: Words) -> tuple[Line, ...]:
    """What an operator could show that would answer the flags."""
    clears = dict.fromkeys(short(flag.clears_if, REASON_LIMIT) for flag in subject.flags if flag.clears_if)
    return tuple((Part(text, lang=words.data_lang),) for text in list(clears)[:ANSWERS])


def comparison(subject: Subject, words: Words) -> tuple[Line, ...]:
    """Provisions of other markets, which do not apply to the page."""
    provisions = {provision.id: provision for flag in subject.flags for provision in flag.comparison}
    shown_ones = list(provisions.values())[:COMPARED]
    return tuple((Part(f"{words.market(p.market)}: "), *provision_line(p, words)) for p in shown_ones)


def provision_line(provision: Provision, words: Words, before: str = "") -> Line:
    """A provision by name, linked to the address held, with what it is and whether that was confirmed.

    The instrument is left out where it is the one named right `before`.
    """
    named = part_named(provision)
    instrument = "" if provision.instrument == before and named else provision.instrument
    name = short(", ".join(part for part in (instrument, named) if part))
    address = address_held(provision)
    remarks = (
        words.provision_kinds.get(provision.kind, ""),
        words.secondary if is_secondary(address) else "",
        "" if provision.address else words.no_address if not address else words.of_the_whole,
        "" if provision.confirmed else words.unconfirmed,
    )
    remark = ", ".join(word for word in remarks if word)
    part = Part(name, href=link(address), quoted=True)
    return (part, Part(f" ({remark})")) if remark else (part,)


def _told_first(subject: Subject) -> tuple[KnownFlag, ...]:
    """The pressing flags of what leads, a few of each market; others only where there is nothing else."""
    flags = [flag for flag in subject.leading_flags if flag.nature != "context" and flag.level in PRESSING]
    leading = flags or subject.leading_flags or subject.flags
    most = 1 if len({flag.market for flag in leading}) > 1 else REASONS_OF_ONE_MARKET
    kept: list[KnownFlag] = []
    for flag in leading:
        if sum(other.market == flag.market for other in kept) < most:
            kept.append(flag)
    return tuple(kept)


def _reason(flag: KnownFlag, words: Words) -> Line:
    """Market and level, the reason, its rule, and the provisions to read."""
    line: Line = (Part(_head(flag, words), Style.STRONG), _said(flag, words), _rule(flag))
    provisions = sorted(flag.provisions, key=lambda provision: not provision.confirmed)[:PROVISIONS_OF_A_REASON]
    if not provisions:
        return (*line, Part("." if flag.confirmed else f"; {words.unconfirmed}."))
    line += (Part(words.say(". The general text of this market: ") if flag.general else words.say(". To read: ")),)
    for at, provision in enumerate(provisions):
        before = provisions[at - 1].instrument if at else ""
        line += ((Part("; "),) if at else ()) + provision_line(provision, words, before)
    return (*line, Part("."))


def _short_reason(flag: KnownFlag, words: Words) -> Line:
    level = words.levels[flag.level]
    head = f"{words.market(flag.market)}, {level.sign} {words.inline(level.word)}: "
    return Part(head), _said(flag, words), _rule(flag)


def _reason_in_short(flag: KnownFlag, words: Words) -> Line:
    line: Line = (
        Part(_head(flag, words), Style.STRONG),
        Part(f"{short(flag.reason, REASON_IN_SHORT)} ", lang=words.data_lang),
        _rule(flag),
    )
    provisions = sorted(flag.provisions, key=lambda provision: not provision.confirmed)[:1]
    if not provisions:
        return (*line, Part("." if flag.confirmed else f"; {words.unconfirmed}."))
    return (*line, Part(words.say(". To read: ")), *provision_line(provisions[0], words), Part("."))


def _head(flag: KnownFlag, words: Words) -> str:
    level = words.levels[flag.level]
    return f"{words.market(flag.market)}, {level.sign} {words.inline(level.word)}. "


def _said(flag: KnownFlag, words: Words) -> Part:
    """The reason as the rule gives it."""
    return Part(f"{short(flag.reason, REASON_LIMIT)} ", lang=words.data_lang)


def _rule(flag: KnownFlag) -> Part:
    return Part(short(flag.rule), Style.CODE)
