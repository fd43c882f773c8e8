"""What was not seen: figures by site, causes and remedies, and the one sentence of it that the lead must hold."""

from collections import defaultdict

from claims.model import SiteKind
from db.model import Incident, PageState, SiteCoverage
from reports.blocks import Block, Bullets, Column, Fold, Line, Paragraph, Part, Section, Style, Table
from reports.material import Material
from reports.quotes import quoted
from reports.text import address_text, link, short, shown
from reports.times import day
from reports.wording import capital, counted, joined, spelt, spelt_count
from reports.words import Words

ADDRESSES = 3
CAUSES = 20
SILENCE = "A page that is not named in this digest is not thereby cleared: it may not have been seen, or not read."
Cause = tuple[str, str, str]


def section(material: Material, words: Words) -> Section:
    """The part of an edition that says what it rests on and what is missing."""
    sites = material.coverage
    blocks: list[Block] = [Paragraph(_summary(sites))]
    lines = _trouble_lines(sites, words)
    if lines:
        blocks.append(Bullets(lines[:CAUSES]))
        if len(lines) > CAUSES:
            blocks.append(
                Paragraph(_plain(f"{len(lines) - CAUSES} more causes are in the coverage listing."), note=True)
            )
    if sites:
        blocks.append(_table(sites, words))
    blocks.append(Paragraph(_plain(SILENCE)))
    return Section("not-seen", "What this digest did not see", tuple(blocks))


def gap(sites: tuple[SiteCoverage, ...]) -> str:
    """The main gap in one sentence, for the lead."""
    if not sites:
        return "No site was visited, so this digest rests on earlier visits alone."
    dark = [site for site in sites if site.expected and not site.seen]
    partial = [site for site in sites if site.seen and short_of(site)]
    if dark:
        names = short(dark[0].site, 40) if len(dark) == 1 else f"{len(dark)} of {counted(len(sites), 'site')}"
        return f"Nothing could be read at {names}."
    if partial:
        seen = (
            f"{capital(spelt(len(partial)))} of {spelt_count(len(sites), 'site')}"
            if len(sites) > 1
            else "The only site"
        )
        verb = "was" if len(partial) == 1 else "were"
        return f"{seen} {verb} seen only in part, so figures there are low."
    unread = sum(site.unread for site in sites)
    if unread:
        return f"{capital(spelt_count(unread, 'page'))} in a language without rules could not be read."
    return "Every page that was expected was seen."


def short_of(site: SiteCoverage) -> bool:
    """Whether a run saw less of a site than there is."""
    return bool(site.blocked or site.failed or site.unvisited or site.seen + site.gone < site.expected)


def seen_of_expected(sites: tuple[SiteCoverage, ...]) -> tuple[int, int]:
    """Pages seen and pages expected, over all sites."""
    return sum(site.seen for site in sites), sum(site.expected for site in sites)


def _summary(sites: tuple[SiteCoverage, ...]) -> Line:
    if not sites:
        return _plain("No site was visited in this period.")
    seen, expected = seen_of_expected(sites)
    counts = (
        (sum(site.blocked for site in sites), "blocked"),
        (sum(site.failed for site in sites), "failed"),
        (sum(site.gone for site in sites), "gone"),
        (sum(site.unvisited for site in sites), "left for a later visit"),
        (sum(site.unread for site in sites), "seen but in a language without rules"),
    )
    rest = joined(f"{number:,} {what}" for number, what in counts if number)
    text = f"{seen:,} of {expected:,} expected pages were seen on {counted(len(sites), 'site')}"
    return _plain(f"{text}; {rest}." if rest else f"{text}.")


def _table(sites: tuple[SiteCoverage, ...], words: Words) -> Block:
    ordered = sorted(sites, key=lambda site: (not short_of(site), site.site))
    rows = tuple(_row(site, words) for site in ordered)
    heads = ("Seen", "Expected", "Blocked", "Failed", "Gone", "Left", "Not read")
    columns = (Column("Site"), *(Column(head, number=True) for head in heads), Column("Visited"))
    table = Table("Pages by site", columns, rows)
    return table if len(rows) <= CAUSES else Fold(f"Pages by site, {len(rows)} sites", (table,))


def _row(site: SiteCoverage, words: Words) -> tuple[Line, ...]:
    kind = words.kinds[SiteKind(site.kind)].lower()
    place = f"{words.country(site.country)}, {kind}" if site.country else kind
    counts = (site.seen, site.expected, site.blocked, site.failed, site.gone, site.unvisited, site.unread)
    visited = day(site.started_at, words) if site.started_at else "not visited"
    name: Line = (Part(short(site.site), href=link(site.url)), Part(f" {place}", Style.QUIET))
    return (name, *(_plain(f"{number:,}") for number in counts), _plain(visited))


def _trouble_lines(sites: tuple[SiteCoverage, ...], words: Words) -> tuple[Line, ...]:
    """A line for each site and cause with the pages it hit, and one for each incident."""
    lines: list[Line] = []
    for site in sorted(sites, key=lambda site: (-(site.blocked + site.failed), site.site)):
        lines += [_cause_line(site, cause, pages) for cause, pages in _causes(site, words).items()]
        lines += [_incident_line(site, incident) for incident in _told_nowhere_else(site)]
        if site.unvisited:
            text = f": {counted(site.unvisited, 'page')} left for a later visit, past the site's budget of pages."
            lines.append((Part(short(site.site), Style.STRONG), Part(f"{text} Raise max_pages in the watchlist.")))
        if site.unread:
            text = f": {counted(site.unread, 'page')} seen but not read, in a language without rules yet."
            lines.append((Part(short(site.site), Style.STRONG), Part(text)))
    return tuple(lines)


def _causes(site: SiteCoverage, words: Words) -> dict[Cause, list[PageState]]:
    causes: dict[Cause, list[PageState]] = defaultdict(list)
    for page in site.troubles:
        word = words.qualities[page.quality]
        detail = shown(page.cause).strip().rstrip(".")
        causes[word.cause, short(detail) if detail != word.cause else "", word.remedy].append(page)
    return causes


def _cause_line(site: SiteCoverage, cause: Cause, pages: list[PageState]) -> Line:
    what, detail, remedy = cause
    line: Line = (Part(short(site.site), Style.STRONG), Part(f": {counted(len(pages), 'page')}: {what}"))
    line += (Part(f", {detail}"),) if detail else ()
    line += (Part(f"; {remedy}"),) if remedy else ()
    line += (Part(". "),)
    for at, page in enumerate(pages[:ADDRESSES]):
        line += ((Part(", "),) if at else ()) + (quoted(address_text(page.address)),)
    more = len(pages) - ADDRESSES
    return line + ((Part(f" and {more:,} more"),) if more > 0 else ())


def _told_nowhere_else(site: SiteCoverage) -> list[Incident]:
    """The incidents that are not just the cause of a page's trouble once more."""
    causes = {page.cause for page in site.troubles}
    return [incident for incident in site.incidents if incident.cause not in causes]


def _incident_line(site: SiteCoverage, incident: Incident) -> Line:
    line: Line = (Part(short(site.site), Style.STRONG), Part(f": {short(incident.cause, 300).rstrip('.')}"))
    line += (Part(f"; {short(incident.remedy, 300).rstrip('.')}"),) if incident.remedy else ()
    line += (Part(". "), quoted(address_text(incident.address))) if incident.address else (Part("."),)
    return line


def _plain(text: str) -> Line:
    return (Part(text),)
