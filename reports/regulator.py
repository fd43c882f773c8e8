"""The regulator's edition: what to look at first, what changed, what was not seen."""

from claims.model import Level
from db.known import Change
from reports import changed, charts, coverage, standing
from reports.about import rules_section
from reports.blocks import Block, Cards, Column, Line, Paragraph, Part, Section, Style, Table, note
from reports.cards import LINE_QUOTE, about_line, card, source_line
from reports.findings import Finding, dismissed_of
from reports.followup import follow_up
from reports.levels import PRESSING
from reports.material import Material
from reports.naming import address_of, subject_name
from reports.quotes import quote_line
from reports.ranking import ranked, ranking, split
from reports.review import verdict_on
from reports.subjects import Subject, dismissed_sources_of, subjects_of
from reports.text import OPERATOR, THING, link, link_to_quote, short
from reports.times import is_week
from reports.wording import capital
from reports.words import Words


def ranked_subjects(material: Material) -> tuple[Subject, ...]:
    """The subjects of the period, the one to look at first at the front."""
    order = ranking().order
    return ranked(subjects_of(material, order), order)


def sections(material: Material, subjects: tuple[Subject, ...], words: Words) -> tuple[Section, ...]:
    """The parts of the edition in their order; a part without content is left out, coverage never."""
    rules = ranking()
    pressing = tuple(subject for subject in subjects if subject.level in PRESSING)
    cards, rest = split(pressing, rules)
    told = _told(cards, material.changes)
    parts = (
        _look_first(material, cards, rest, words),
        follow_up(material, words),
        _medium(material, subjects, pressing, words),
        _against(material, words),
        changed.section(material, told, words),
        standing.operators(material, words),
        standing.context(material, words),
        coverage.section(material, words),
        rules_section(material, words),
    )
    return tuple(part for part in parts if part is not None)


def _told(cards: tuple[Subject, ...], changes: tuple[Change, ...]) -> frozenset[int]:
    """The ids of the changes that cards tell: their own, and what else moved the same claims."""
    claims = {claim.id for subject in cards for finding in subject.findings for claim in finding.claims}
    own = {change.id for subject in cards for change in subject.moves}
    return frozenset(own | {change.id for change in changes if change.claim in claims})


def _look_first(
    material: Material, cards: tuple[Subject, ...], rest: tuple[Subject, ...], words: Words
) -> Section | None:
    if not cards:
        return None
    blocks: list[Block] = [note(_remark(material, cards, words))]
    blocks.append(Cards(tuple(card(subject, at, material, words) for at, subject in enumerate(cards, 1))))
    if rest:
        rows = tuple(_row(subject, finding, words) for subject, finding in _lines(rest)[: ranking().lines])
        blocks.append(Table(words.say("Also of critical or high priority"), _columns(words), rows, titled=True))
        blocks += _more(len(_lines(rest)) - len(rows), "high", words)
    return Section("look-first", words.say("Look at these first"), tuple(blocks))


def _remark(material: Material, cards: tuple[Subject, ...], words: Words) -> str:
    """In which order the cards stand, and how many of them a person has looked at."""
    reviewed = sum(verdict_on(subject, material) is not None for subject in cards)
    order = words.say("Critical first, then high. A flag is a reason to look, not a finding")
    if not reviewed:
        return words.say("{order}; no person has reviewed these yet.", order=order)
    many = words.count(
        reviewed,
        "{n} of {all} was looked at by a person.",
        "{n} of {all} were looked at by a person.",
        all=words.number(len(cards)),
    )
    return f"{order}; {many}"


def _medium(
    material: Material, subjects: tuple[Subject, ...], cards: tuple[Subject, ...], words: Words
) -> Section | None:
    """Medium in lines, low as a number; what cards tell already is left out."""
    carded = {id(subject) for subject in cards}
    others = tuple(subject for subject in subjects if id(subject) not in carded)
    lines = [entry for entry in _lines(others) if _level(*entry) is Level.MEDIUM]
    low = sum(_level(*entry) is Level.LOW for entry in _lines(others))
    plain = sum(_level(*entry) is None for entry in _lines(others))
    blocks: list[Block] = []
    if lines:
        rows = tuple(_row(subject, finding, words, signed=False) for subject, finding in lines[: ranking().lines])
        blocks = [
            Table(words.say("Medium priority"), _columns(words), rows),
            *_more(len(lines) - len(rows), "medium", words),
        ]
    rest = [words.count(low, "{n} sentence of low priority", "{n} sentences of low priority")] if low else []
    rest += [words.count(plain, "{n} sentence without a flag", "{n} sentences without a flag")] if plain else []
    if muted := dismissed_of(material):
        rest.append(words.count(muted, "{n} sentence that was dismissed", "{n} sentences that were dismissed"))
    if muted := dismissed_sources_of(material):
        rest.append(
            words.count(muted, "{n} stated source that was dismissed", "{n} stated sources that were dismissed")
        )
    if rest:
        told = words.say("{counts}: counted, not listed here.", counts=capital(words.joined(rest)))
        blocks.append(Paragraph((Part(told),), note=True))
    return Section("medium", words.say("Medium priority"), tuple(blocks)) if blocks else None


def _against(material: Material, words: Words) -> Section | None:
    """The period against those before, where there is enough to compare."""
    weeks = charts.weeks_chart(material.weeks, words)
    types = charts.types_chart(material.types, len(material.weeks) - 1, words)
    blocks = tuple(chart for chart in (weeks, types) if chart is not None)
    week = is_week(material.since, material.until)
    title = words.say("The week against those before") if week else words.say("The period against those before")
    return Section("against", title, blocks) if blocks else None


def _columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words.say("Words"), wide=True),
        Column(words.say("Who and where")),
        Column(words.say("About")),
    )


def _lines(subjects: tuple[Subject, ...]) -> list[tuple[Subject, Finding | None]]:
    """A line for each sentence of the subjects, and one for each stated source that is news by itself."""
    lines: list[tuple[Subject, Finding | None]] = []
    for subject in subjects:
        lines += [(subject, finding) for finding in subject.findings]
        lines += [(subject, None)] if subject.moves else []
    return lines


def _level(subject: Subject, finding: Finding | None) -> Level | None:
    if finding is not None:
        return finding.level
    return subject.source_level


def _row(subject: Subject, finding: Finding | None, words: Words, *, signed: bool = True) -> tuple[Line, ...]:
    level = _level(subject, finding) if signed else None
    sign: Line = (Part(f"{words.levels[level].sign} {words.levels[level].word} ", Style.STRONG),) if level else ()
    place = f", {words.country(subject.country)}" if subject.country else ""
    address = address_of(subject)
    if finding is None:
        said: Line = source_line(subject, words) or (Part(words.say("The page as a whole")),)
        about, target = words.say("Stated source"), link(address)
    else:
        before, after = words.marks
        said = (Part(before), *quote_line(finding.claims, LINE_QUOTE), Part(after))
        about = about_line(finding, words)
        target = link_to_quote(address, finding.lead.quote)
    name = subject_name(subject)
    where: Line = (Part(short(subject.site, OPERATOR), Style.STRONG), Part(f"{place} "))
    where += (Part(short(name, THING) or words.say("page"), href=target, quoted=True),)
    return (*sign, *said), where, (Part(about),)


def _more(number: int, level: str, words: Words) -> list[Block]:
    if number < 1:
        return []
    line: Line = (
        Part(words.say("{n} more, listed by ", n=words.number(number))),
        Part(f"exowatch claims --level {level}", Style.CODE),
    )
    return [Paragraph((*line, Part(".")), note=True)]
