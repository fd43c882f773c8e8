"""What competitors did: new and dropped claims, moves of wording, sources, prices and products."""

from collections.abc import Iterable
from dataclasses import replace

from claims.model import SiteKind
from db.known import Change
from db.model import ChangeKind
from reports import changed
from reports.blocks import Block, Column, Fold, Line, Paragraph, Part, Section, Style, Table, note
from reports.cards import about_line, how_put, source_line
from reports.findings import Finding
from reports.levels import distinct
from reports.material import Material
from reports.naming import address_of, subject_name
from reports.novelty import Novelty
from reports.pick import one_of_each
from reports.quotes import quote_line
from reports.subjects import Subject
from reports.text import OPERATOR, link, link_to_quote, short
from reports.times import short_day
from reports.words import Words

ROWS = 25
OLD = Novelty.FIRST_VISIT
GONE = (ChangeKind.GONE, ChangeKind.PAGE_GONE)
NEWS = (ChangeKind.NEW, ChangeKind.RETURNED, ChangeKind.REWORDED)
SOURCES = (ChangeKind.SOURCE, ChangeKind.CONFLICT_OPENED, ChangeKind.CONFLICT_CLOSED)


def new_claims(material: Material, subjects: tuple[Subject, ...], words: Words) -> Section | None:
    """The sentences that are news, those that a first visit found apart."""
    told = [(subject, finding) for subject in _by_site(subjects) for finding in subject.findings]
    told = [entry for entry in told if entry[0].site not in material.own]
    rows = [_new_row(subject, finding, words) for subject, finding in told if finding.novelty is not OLD]
    old = [_new_row(subject, finding, words) for subject, finding in told if finding.novelty is OLD]
    columns = (
        Column(words.say("Who and where")),
        Column(words.say("Words"), wide=True),
        Column(words.say("About and how put")),
    )
    blocks: tuple[Block, ...] = _capped(words.say("New and changed claims"), columns, rows, words) if rows else ()
    if old:
        blocks += (
            Fold(
                words.count(len(old), "Found on first visits: {n} sentence", "Found on first visits: {n} sentences"),
                _capped(words.say("First visits"), columns, old, words),
            ),
        )
    return Section("new", words.say("New and changed claims by competitor"), blocks) if blocks else None


def _new_row(subject: Subject, finding: Finding, words: Words) -> tuple[Line, ...]:
    address = address_of(subject)
    target = link_to_quote(address, finding.lead.quote)
    where: Line = (Part(short(subject.site, OPERATOR), Style.STRONG), Part(" "))
    where += (Part(subject_name(subject) or words.say("page"), href=target, quoted=True),)
    before, after = words.marks
    said: Line = (Part(before), *quote_line(finding.claims, 200), Part(after))
    put = f"{about_line(finding, words)}; {how_put(finding.lead, words)}; "
    return where, said, (Part(put + words.inline(words.novelties[finding.novelty])),)


def moved(material: Material, anchor: str, heading: str, kinds: tuple[ChangeKind, ...], words: Words) -> Section | None:
    """Changes of some kinds, a row each."""
    changes = one_of_each(selling(material, kinds), lambda c: (c.site, c.address, c.kind, c.before, c.after, c.subject))
    rows = [_moved_row(change, words) for change in changes]
    if not rows:
        return None
    return Section(anchor, heading, _capped(heading, _move_columns(words), rows, words))


def dropped(material: Material, words: Words) -> Section | None:
    """The claims that went, and which of them are of a type that an authority wrote about in the same period."""
    section = moved(material, "dropped", words.say("Claims that competitors dropped"), GONE, words)
    told = {
        change.type
        for change in material.changes
        if change.type and change.kind in NEWS and material.kind_of(change.site) is SiteKind.REGULATOR
    }
    types = dict.fromkeys(change.type for change in selling(material, GONE) if change.type in told)
    if section is None or not types:
        return section
    names = words.joined(words.inline(words.type_name(type_)) for type_ in types)
    remark = words.say("Authorities on the watchlist wrote about these types in the same period: {types}.", types=names)
    return replace(section, blocks=(*section.blocks, note(remark)))


def _move_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words.say("Who and where")),
        Column(words.say("What happened"), wide=True),
        Column(words.say("Shown by")),
    )


def _moved_row(change: Change, words: Words) -> tuple[Line, ...]:
    return changed.where(change.site, change.address), changed.happened(change, words), changed.proof(change, words)


def own_brand(material: Material, subjects: tuple[Subject, ...], words: Words) -> Section | None:
    """What is news on the reader's own sites, by the same rules."""
    told = [(subject, finding) for subject in subjects if subject.site in material.own for finding in subject.findings]
    if not material.own:
        return None
    title = words.say("The own brand, by the same rules")
    if not told:
        return Section("own", title, (Paragraph((Part(words.say("Nothing new or changed on the own sites.")),)),))
    rows = [_own_row(subject, finding, words) for subject, finding in told]
    columns = (
        Column(words.say("Level")),
        Column(words.say("Words"), wide=True),
        Column(words.say("Why flagged")),
    )
    return Section("own", title, _capped(title, columns, rows, words))


def _own_row(subject: Subject, finding: Finding, words: Words) -> tuple[Line, ...]:
    level = finding.level
    sign = f"{words.levels[level].sign} {words.levels[level].word}" if level else words.say("no flag")
    before, after = words.marks
    target = link_to_quote(address_of(subject), finding.lead.quote)
    page = Part(subject_name(subject) or words.say("page"), href=target, quoted=True)
    said: Line = (Part(before), *quote_line(finding.claims, 200), Part(f"{after} "), page)
    flags = distinct(flag for claim in finding.claims for flag in claim.flags)
    why: Line = (
        (Part(short(flags[0].reason, 300), lang=words.data_lang),) if flags else (Part(about_line(finding, words)),)
    )
    return (Part(sign, Style.STRONG),), said, why


def sources(material: Material, words: Words) -> Section | None:
    """Stated sources and conflicts: what moved, and what stands."""
    moved = [_moved_row(change, words) for change in selling(material, SOURCES)]
    named = [source for source in material.sources if source.sources and material.kind_of(source.site).sells]
    standing = one_of_each(named, lambda source: (source.site, source.product or source.page))
    rows: list[tuple[Line, ...]] = []
    for source in sorted(standing, key=lambda source: (source.site, source.name or source.title)):
        name = short(source.name or source.title or words.say("page"), 100)
        where: Line = (Part(short(source.site, OPERATOR), Style.STRONG), Part(" "))
        where += (Part(name, href=link(source.address), quoted=True),)
        kind = material.kind_of(source.site)
        subject = Subject(source.site, kind, "", source.product, source.page, statements=(source,))
        rows.append(
            (
                where,
                source_line(subject, words),
                (Part(words.say("since {day}", day=short_day(source.first_seen, words))),),
            )
        )
    blocks: list[Block] = []
    if moved:
        blocks += _capped(words.say("Moves of stated sources"), _move_columns(words), moved, words)
    if rows:
        columns = (
            Column(words.say("Who and where")),
            Column(words.say("Stated source"), wide=True),
            Column(words.say("Seen")),
        )
        blocks += _capped(words.say("Stated sources of what moved"), columns, rows, words)
    return Section("sources", words.say("Sources and conflicts"), tuple(blocks)) if blocks else None


def _capped(caption: str, columns: tuple[Column, ...], rows: list[tuple[Line, ...]], words: Words) -> tuple[Block, ...]:
    """A table of the first rows, and how many there are besides."""
    blocks: list[Block] = [Table(caption, columns, tuple(rows[:ROWS]))]
    if len(rows) > ROWS:
        blocks.append(
            Paragraph(
                (Part(words.say("{n} more, listed by exowatch changes.", n=words.number(len(rows) - ROWS))),), note=True
            )
        )
    return tuple(blocks)


def selling(material: Material, kinds: Iterable[ChangeKind]) -> list[Change]:
    """The changes of some kinds that sites which sell made themselves, by site.

    What a new product states of its source is told with the product.
    """
    wanted = set(kinds)
    new = {c.product for c in material.changes if c.kind is ChangeKind.PRODUCT_NEW and not c.technical}
    own = [c for c in material.changes if c.kind in wanted and not c.technical and not c.baseline]
    own = [c for c in own if c.site not in material.own]
    own = [c for c in own if not (c.kind is ChangeKind.SOURCE and not c.before and c.product in new)]
    return sorted((c for c in own if material.kind_of(c.site).sells), key=lambda c: (c.site, c.address, c.id))


def _by_site(subjects: tuple[Subject, ...]) -> list[Subject]:
    """The subjects site by site, each site where its first one stands."""
    order = list(dict.fromkeys(subject.site for subject in subjects))
    return sorted(subjects, key=lambda subject: order.index(subject.site))
