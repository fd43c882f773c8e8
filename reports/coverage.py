"""What was not seen: figures by site, causes and remedies, and the one sentence of it that the lead must hold."""

import re
from collections import Counter, defaultdict

from claims.model import SiteKind
from db.known import PageState, SiteCoverage
from db.leads import Endless, Refused
from db.model import Incident
from reports.blocks import Block, Bullets, Column, Line, Paragraph, Part, Section, Style, Table, note
from reports.material import Material
from reports.quotes import quoted
from reports.text import OPERATOR, address_text, link, short, shown
from reports.times import day
from reports.wording import capital
from reports.words import Words

ADDRESSES = 3
CAUSES = 20
SITES = 20
SEVERAL = re.compile(r"^\d+ pages, the first: ")  # how an incident of several pages begins
Cause = tuple[str, str, str]


def section(material: Material, words: Words) -> Section:
    """The part of an edition that says what it rests on and what is missing."""
    sites = material.coverage
    blocks: list[Block] = [Paragraph(_summary(sites, words))]
    lines = _trouble_lines(sites, words)
    if lines:
        blocks.append(Bullets(lines[:CAUSES]))
        if len(lines) > CAUSES:
            more = words.count(
                len(lines) - CAUSES,
                "{n} more cause is in the coverage listing.",
                "{n} more causes are in the coverage listing.",
            )
            blocks.append(Paragraph(_plain(more), note=True))
    if sites:
        blocks += _table(sites, words)
    if refused := _refused(sites, words):
        blocks.append(Paragraph(_plain(refused), note=True))
    silence = words.say(
        "A page that is not named in this digest is not thereby cleared: it may not have been seen, or not read."
    )
    blocks.append(Paragraph(_plain(silence)))
    return Section("not-seen", words.say("What this digest did not see"), tuple(blocks))


def gap(sites: tuple[SiteCoverage, ...], words: Words) -> str:
    """The main gap in one sentence, for the lead."""
    if not sites:
        return words.say("No site was visited, so this digest rests on earlier visits alone.")
    dark = [site for site in sites if site.expected and not site.seen]
    partial = [site for site in sites if site.seen and short_of(site)]
    if dark:
        return _nothing_read(dark, len(sites), words)
    if partial:
        return _in_part(len(partial), len(sites), words)
    unread = sum(site.unread for site in sites)
    if unread:
        return capital(
            words.spell(
                unread,
                "one page in a language without rules could not be read.",
                "{n} pages in a language without rules could not be read.",
            )
        )
    return words.say("Every page that was expected was seen.")


def short_of(site: SiteCoverage) -> bool:
    """Whether a run saw less of a site than there is."""
    return bool(site.blocked or site.failed or site.unvisited or site.seen + site.gone < site.expected)


def seen_of_expected(sites: tuple[SiteCoverage, ...]) -> tuple[int, int]:
    """Pages seen and pages expected, over all sites."""
    return sum(site.seen for site in sites), sum(site.expected for site in sites)


def _nothing_read(dark: list[SiteCoverage], sites: int, words: Words) -> str:
    if len(dark) == 1:
        return words.say("Nothing could be read at {site}.", site=short(dark[0].site, 40))
    return words.say("Nothing could be read at {n} of {sites} sites.", n=len(dark), sites=words.number(sites))


def _in_part(partial: int, sites: int, words: Words) -> str:
    if sites == 1:
        return words.say("The site was seen only in part, so figures are low.")
    told = words.spell(
        partial,
        "one of {sites} sites was seen only in part, so figures there are low.",
        "{n} of {sites} sites were seen only in part, so figures there are low.",
        sites=words.numeral(sites),
    )
    return capital(told)


def _summary(sites: tuple[SiteCoverage, ...], words: Words) -> Line:
    if not sites:
        return _plain(words.say("No site was visited in this period."))
    seen, expected = seen_of_expected(sites)
    counts = (
        (sum(site.blocked for site in sites), words.say("blocked")),
        (sum(site.failed for site in sites), words.say("failed")),
        (sum(site.gone for site in sites), words.say("gone")),
        (sum(site.unvisited for site in sites), words.say("left for a later visit")),
        (sum(site.unread for site in sites), words.say("seen but in a language without rules")),
    )
    rest = words.joined(f"{words.number(number)} {what}" for number, what in counts if number)
    text = words.count(
        len(sites),
        "{seen} of {expected} expected pages were seen on {n} site",
        "{seen} of {expected} expected pages were seen on {n} sites",
        seen=words.number(seen),
        expected=words.number(expected),
    )
    return _plain(f"{text}; {rest}." if rest else f"{text}.")


def _table(sites: tuple[SiteCoverage, ...], words: Words) -> list[Block]:
    """The sites of which least is sure, those seen in part first; however many there are, a table that can be read."""
    ordered = sorted(sites, key=lambda site: (not short_of(site), site.site))
    rows = tuple(_row(site, words) for site in ordered[:SITES])
    heads = (
        words.say("Seen"),
        words.say("Expected"),
        words.say("Blocked"),
        words.say("Failed"),
        words.say("Gone"),
        words.say("For later"),
        words.say("Not read"),
    )
    columns = (
        Column(words.say("Site")),
        *(Column(head, number=True) for head in heads),
        Column(words.say("Visited")),
    )
    table = Table(words.say("Pages by site"), columns, rows)
    return [table, note(_further(ordered[SITES:], words))] if ordered[SITES:] else [table]


def _further(sites: list[SiteCoverage], words: Words) -> str:
    """What is to be known of the sites that the table has no room for."""
    told = words.count(
        len(sites),
        "{n} more site is listed in this edition’s workbook and JSON.",
        "{n} more sites are listed in this edition’s workbook and JSON.",
    )
    partial = sum(short_of(site) for site in sites)
    if not partial:
        return told
    rest = words.count(partial, "{n} of them was seen only in part.", "{n} of them were seen only in part.")
    return f"{told} {rest}"


def site_place(site: SiteCoverage, words: Words) -> str:
    """Where a site is and what it is: “Germany, retailer”."""
    kind = words.inline(words.kinds[SiteKind(site.kind)])
    return f"{words.country(site.country)}, {kind}" if site.country else kind


def _row(site: SiteCoverage, words: Words) -> tuple[Line, ...]:
    counts = (site.seen, site.expected, site.blocked, site.failed, site.gone, site.unvisited, site.unread)
    visited = day(site.started_at, words) if site.started_at else words.say("not visited")
    name: Line = (
        Part(short(site.site, OPERATOR), href=link(site.url)),
        Part(f" {site_place(site, words)}", Style.QUIET),
    )
    return (name, *(_plain(words.number(number)) for number in counts), _plain(visited))


def _trouble_lines(sites: tuple[SiteCoverage, ...], words: Words) -> tuple[Line, ...]:
    """A line for each site and cause with the pages it hit, and one for each incident."""
    lines: list[Line] = []
    troubled = [
        site for site in sites if site.troubles or site.incidents or site.unvisited or site.unread or site.endless
    ]
    for site in sorted(troubled, key=lambda site: (-(site.blocked + site.failed), site.site)):
        head = Part(short(site.site, OPERATOR), Style.STRONG)
        lines += [_cause_line(site, cause, pages, words) for cause, pages in _causes(site, words).items()]
        lines += [_incident_line(site, incident, words) for incident in _told_nowhere_else(site)]
        if site.unvisited:
            text = words.count(
                site.unvisited,
                ": {n} page left for a later visit: this one had used up its pages or its time. "
                "Raise max_pages in the watchlist if it lasts.",
                ": {n} pages left for a later visit: this one had used up its pages or its time. "
                "Raise max_pages in the watchlist if it lasts.",
            )
            lines.append((head, Part(text)))
        if site.endless:
            left_out = words.joined(
                _left_out(left.count, left.reason, words) for left in site.endless if isinstance(left.reason, Endless)
            )
            text = words.say(": not followed, for there is no end of them: {addresses}.", addresses=left_out)
            lines.append((head, Part(text)))
        if site.unread:
            text = words.count(
                site.unread,
                ": {n} page seen but not read, in a language without rules yet.",
                ": {n} pages seen but not read, in a language without rules yet.",
            )
            lines.append((head, Part(text)))
    return tuple(lines)


def _left_out(number: int, reason: Endless, words: Words) -> str:
    """Addresses that were not followed, by why there is no end of them."""
    match reason:
        case Endless.CALENDAR:
            return words.count(number, "{n} date of a calendar", "{n} dates of calendars")
        case Endless.FILTERS:
            return words.count(number, "{n} choice of filters", "{n} choices of filters")
        case Endless.ORDER:
            return words.count(number, "{n} other order of the same parts", "{n} other orders of the same parts")
        case Endless.DEPTH:
            return words.count(number, "{n} page too many links away", "{n} pages too many links away")


def _unasked(number: int, reason: Refused, words: Words) -> str:
    """Addresses that were not asked for, by what they are."""
    match reason:
        case Refused.VIEW:
            return words.count(
                number,
                "{n} that only sorts, narrows, searches or repeats",
                "{n} that only sort, narrow, search or repeat",
            )
        case Refused.SERVICE:
            return words.count(number, "{n} basket, log-in or the like", "{n} baskets, log-ins and the like")
        case Refused.FILE:
            return words.count(number, "{n} file that is no page", "{n} files that are no pages")
        case Refused.BROCHURE:
            return words.count(
                number,
                "{n} PDF file that names nothing of the subject",
                "{n} PDF files that name nothing of the subject",
            )
        case Refused.PRODUCT:
            return words.count(
                number,
                "{n} product that its shop’s list says is off the subject",
                "{n} products that their shop’s list says are off the subject",
            )
        case Refused.NEIGHBOUR:
            return words.count(number, "{n} on another host of the domain", "{n} on other hosts of the domain")


def _refused(sites: tuple[SiteCoverage, ...], words: Words) -> str:
    """What was not asked for at all sites together, by what it is; empty where there was nothing."""
    counts: Counter[Refused] = Counter()
    for site in sites:
        counts.update({left.reason: left.count for left in site.refused if isinstance(left.reason, Refused)})
    if not counts:
        return ""
    told = words.joined(_unasked(counts[reason], reason, words) for reason in Refused if counts[reason])
    return words.say("Addresses that were not asked for, by what they are: {addresses}.", addresses=told)


def _causes(site: SiteCoverage, words: Words) -> dict[Cause, list[PageState]]:
    causes: dict[Cause, list[PageState]] = defaultdict(list)
    for page in site.troubles:
        word = words.qualities[page.quality]
        detail = shown(page.cause).strip().rstrip(".")
        causes[word.cause, short(detail) if detail != word.cause else "", word.remedy].append(page)
    return causes


def _cause_line(site: SiteCoverage, cause: Cause, pages: list[PageState], words: Words) -> Line:
    what, detail, remedy = cause
    told = words.count(len(pages), ": {n} page: {what}", ": {n} pages: {what}", what=what)
    line: Line = (Part(short(site.site, OPERATOR), Style.STRONG), Part(told))
    line += (Part(f", {detail}", lang=words.data_lang),) if detail else ()
    line += (Part(f"; {remedy}"),) if remedy else ()
    line += (Part(". "),)
    for at, page in enumerate(pages[:ADDRESSES]):
        line += ((Part(", "),) if at else ()) + (quoted(address_text(page.address)),)
    more = len(pages) - ADDRESSES
    return line + ((Part(words.say(" and {n} more", n=words.number(more))),) if more > 0 else ())


def _told_nowhere_else(site: SiteCoverage) -> list[Incident]:
    """The incidents that are not just the cause of a page's trouble once more, also where they say of how many."""
    causes = {page.cause for page in site.troubles}
    return [incident for incident in site.incidents if SEVERAL.sub("", incident.cause) not in causes]


def _incident_line(site: SiteCoverage, incident: Incident, words: Words) -> Line:
    lang = words.data_lang
    line: Line = (Part(short(site.site, OPERATOR), Style.STRONG), Part(": "))
    line += (Part(short(incident.cause, 300).rstrip("."), lang=lang),)
    line += (Part(f"; {short(incident.remedy, 300).rstrip('.')}", lang=lang),) if incident.remedy else ()
    line += (Part(". "), quoted(address_text(incident.address))) if incident.address else (Part("."),)
    return line


def _plain(text: str) -> Line:
    return (Part(text),)
