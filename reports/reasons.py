"""Why something is a reason to look: by market, with the provisions to read and what would answer it."""

from claims.model import Provision
from db.model import KnownFlag
from reports.blocks import Line, Part, Style
from reports.findings import Subject
from reports.text import REASON_LIMIT, link, short
from reports.wording import counted, joined
from reports.words import Words

REASONS_OF_A_MARKET = 3
PROVISIONS_OF_A_REASON = 3
ANSWERS = 3
COMPARED = 4


def why(subject: Subject, words: Words) -> tuple[Line, ...]:
    """A line for each reason, by market, the most pressing market first."""
    lines: list[Line] = []
    flags = [flag for flag in subject.flags if flag.nature != "context"] or list(subject.flags)
    for market in dict.fromkeys(flag.market for flag in flags):
        own = [flag for flag in flags if flag.market == market]
        lines += [_reason(flag, words) for flag in own[:REASONS_OF_A_MARKET]]
        rest = own[REASONS_OF_A_MARKET:]
        if rest:
            head = f"{words.market(market)}: {counted(len(rest), 'more reason')}, by rule "
            lines.append(
                (Part(head), Part(short(joined(flag.rule for flag in rest), REASON_LIMIT), Style.CODE), Part("."))
            )
    return tuple(lines)


def answers(subject: Subject) -> tuple[Line, ...]:
    """What an operator could show that would answer the flags."""
    clears = dict.fromkeys(short(flag.clears_if, REASON_LIMIT) for flag in subject.flags if flag.clears_if)
    return tuple((Part(text),) for text in list(clears)[:ANSWERS])


def comparison(subject: Subject, words: Words) -> tuple[Line, ...]:
    """Provisions of other markets, which do not apply to the page."""
    provisions = {provision.id: provision for flag in subject.flags for provision in flag.comparison}
    shown_ones = list(provisions.values())[:COMPARED]
    return tuple((Part(f"{words.market(p.market)}: "), *provision_line(p, words)) for p in shown_ones)


def provision_line(provision: Provision, words: Words) -> Line:
    """A provision by name, linked to the address held, with what it is and whether that was confirmed."""
    name = short(", ".join(part for part in (provision.instrument, provision.provision) if part))
    remarks = (words.provision_kinds.get(provision.kind, ""), "" if provision.confirmed else words.unconfirmed)
    remark = ", ".join(word for word in remarks if word)
    part = Part(name, href=link(provision.address), quoted=True)
    return (part, Part(f" ({remark})")) if remark else (part,)


def _reason(flag: KnownFlag, words: Words) -> Line:
    """Market and level, the reason, its rule, and the provisions to read."""
    level = words.levels[flag.level]
    head = f"{words.market(flag.market)}, {level.sign} {level.word.lower()}. "
    line: Line = (Part(head, Style.STRONG), Part(f"{short(flag.reason, REASON_LIMIT)} "), _rule(flag))
    provisions = flag.provisions[:PROVISIONS_OF_A_REASON]
    if not provisions:
        return (*line, Part("." if flag.confirmed else f"; {words.unconfirmed}."))
    line += (Part(". The general text of this market: " if flag.general else ". To read: "),)
    for at, provision in enumerate(provisions):
        line += ((Part("; "),) if at else ()) + provision_line(provision, words)
    return (*line, Part("."))


def _rule(flag: KnownFlag) -> Part:
    return Part(short(flag.rule), Style.CODE)
