"""What stands now: operators by live claims, and what others tell of without selling."""

from collections import defaultdict
from collections.abc import Mapping

from db.known import Change
from db.model import ChangeKind
from db.totals import SiteTotal
from reports.blocks import Block, Bullets, Column, Line, Paragraph, Part, Section, Style, Table
from reports.charts import sparkline
from reports.material import Material
from reports.text import OPERATOR, address_text, folded, link, short
from reports.words import Words

OPERATORS = 10
PAGES = 3


def operators(material: Material, words: Words) -> Section | None:
    """Sites that sell by how many of their claims stand, those with the most pressing first."""
    sellers = [total for total in material.site_totals if total.kind.sells and total.live]
    if not sellers:
        return None
    ordered = sorted(sellers, key=lambda t: (-t.critical, -t.high, -t.live, t.site))
    heads = (words.say("Live claims"), *(words.levels[level].word for level in words.levels), words.say("No flag"))
    columns = (Column(words.say("Operator")), *(Column(head, number=True) for head in heads))
    weeks = {each.site: each.news for each in material.site_weeks}
    columns += (Column(words.say("News, twelve weeks")),) if weeks else ()
    rows = tuple(_row(total, weeks, words) for total in ordered[:OPERATORS])
    blocks: list[Block] = [Table(words.say("Live claims by operator"), columns, rows)]
    if len(ordered) > OPERATORS:
        rest = ordered[OPERATORS:]
        text = words.count(
            len(rest),
            "{n} more operator; live claims there: {claims}.",
            "{n} more operators; live claims there: {claims}.",
            claims=words.number(sum(total.live for total in rest)),
        )
        blocks.append(Paragraph((Part(text),), note=True))
    return Section("operators", words.say("Whose claims stand"), tuple(blocks))


def context(material: Material, words: Words) -> Section | None:
    """What press, science and authorities newly told of; never counted as a claim of a seller."""
    told: dict[str, list[Change]] = defaultdict(list)
    for change in material.changes:
        news = change.kind in {ChangeKind.NEW, ChangeKind.RETURNED} and change.claim is not None
        if news and not change.technical and not material.kind_of(change.site).sells:
            told[change.site].append(change)
    if not told:
        return None
    lines = tuple(_told_line(site, changes, material, words) for site, changes in sorted(told.items()))
    note = words.say("They offer nothing themselves, so what they tell is context and is counted nowhere else.")
    return Section("context", words.say("Told by others"), (Paragraph((Part(note),), note=True), Bullets(lines)))


def _row(total: SiteTotal, weeks: Mapping[str, tuple[int, ...]], words: Words) -> tuple[Line, ...]:
    flagged = (total.critical, total.high, total.medium, total.low)
    kind = words.inline(words.kinds[total.kind])
    place = f"{words.country(total.country)}, {kind}" if total.country else kind
    name: Line = (Part(short(total.site, OPERATOR), href=link(total.url)), Part(f" {place}", Style.QUIET))
    numbers = (total.live, *flagged, max(total.live - sum(flagged), 0))
    shown: tuple[Line, ...] = tuple((Part(words.number(number)),) for number in numbers)
    none = (0,) * len(next(iter(weeks.values()), ()))
    spark: tuple[Line, ...] = ((sparkline(weeks.get(total.site, none), words),),) if weeks else ()
    return (name, *shown, *spark)


def _told_line(site: str, changes: list[Change], material: Material, words: Words) -> Line:
    kind = words.inline(words.kinds[material.kind_of(site)])
    sentences = len({(change.address, folded(change.subject)) for change in changes})
    pages = list(dict.fromkeys(change.address for change in changes))
    line: Line = (
        Part(short(site, OPERATOR), Style.STRONG),
        Part(words.count(sentences, " ({kind}): {n} sentence on ", " ({kind}): {n} sentences on ", kind=kind)),
    )
    for at, address in enumerate(pages[:PAGES]):
        line += ((Part(", "),) if at else ()) + (Part(address_text(address), href=link(address), quoted=True),)
    more = len(pages) - PAGES
    return line + ((Part(words.count(more, " and {n} more page", " and {n} more pages")),) if more > 0 else ())
