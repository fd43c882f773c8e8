"""What changed or went since an earlier edition, with what proves it; and what only changed on this side."""

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Set as AbstractSet

from claims.model import Level, Status
from db.known import Change
from db.model import ChangeKind
from reports.blocks import Block, Column, Line, Paragraph, Part, Section, Style, Table
from reports.levels import place_of
from reports.material import Material
from reports.novelty import softened
from reports.pick import one_of_each
from reports.quotes import quoted
from reports.stated import stated_in_words
from reports.text import OPERATOR, address_text, link, short
from reports.times import short_day
from reports.wording import capital
from reports.words import Words, plain

ROWS = 25
QUOTES = 3
# What this part tells, in the order it tells it; news of claims stands elsewhere.
TOLD = (
    ChangeKind.PAGE_GONE,
    ChangeKind.GONE,
    ChangeKind.DISCLAIMER_DROPPED,
    ChangeKind.STATUS,
    ChangeKind.LEVEL,
    ChangeKind.REWORDED,
    ChangeKind.SOURCE,
    ChangeKind.CONFLICT_OPENED,
    ChangeKind.CONFLICT_CLOSED,
    ChangeKind.PRODUCT_GONE,
    ChangeKind.PRODUCT_RETURNED,
    ChangeKind.PRODUCT_MOVED,
    ChangeKind.PRODUCT_NEW,
    ChangeKind.PRICE,
)
OF_SOURCES = {ChangeKind.SOURCE, ChangeKind.CONFLICT_OPENED, ChangeKind.CONFLICT_CLOSED}
NAMED = {*OF_SOURCES, ChangeKind.PRICE, ChangeKind.PRODUCT_MOVED}
Group = tuple[str, str, ChangeKind]


def section(material: Material, told: AbstractSet[int], words: Words) -> Section | None:
    """The part on changes of sites that sell; `told` are the ids that cards have told already."""
    groups = _groups(material, told)
    blocks: list[Block] = []
    if groups:
        rows = tuple(_row(group, changes, words) for group, changes in groups[:ROWS])
        columns = (
            Column(words.say("Where")),
            Column(words.say("What happened"), wide=True),
            Column(words.say("Shown by")),
        )
        blocks.append(Table(words.say("Changes by page"), columns, rows))
    if len(groups) > ROWS:
        blocks.append(
            Paragraph(
                (Part(words.count(len(groups) - ROWS, "{n} more page changed.", "{n} more pages changed.")),), note=True
            )
        )
    remark = technical_remark(material, words)
    if remark:
        blocks.append(Paragraph(remark, note=True))
    return (
        Section("changed", words.say("Changed or removed since an earlier digest"), tuple(blocks)) if blocks else None
    )


def technical_remark(material: Material, words: Words) -> Line:
    """How much moved only because the reading did; empty where nothing did."""
    number = sum(change.technical for change in material.changes)
    if not number:
        return ()
    text = words.count(
        number,
        "Technical: {n} entry moved because the rules of the reading changed, not the pages. Not counted as news.",
        "Technical: {n} entries moved because the rules of the reading changed, not the pages. Not counted as news.",
    )
    return (Part(text),)


def proof(change: Change, words: Words) -> Line:
    """The dates that prove a change."""
    if change.seen_at is None and change.missed_at is None:
        return (Part(words.say("seen {day}", day=short_day(change.at, words))),)
    dates = (
        (words.say("last seen"), change.seen_at),
        (words.say("missed"), change.missed_at),
        (words.say("confirmed"), change.at),
    )
    return (Part(", ".join(f"{what} {short_day(at, words)}" for what, at in dates if at)),)


def happened(change: Change, words: Words) -> Line:
    """What one change did, in words."""
    return _TELL.get(change.kind, _move)(change, words)


def where(site: str, address: str) -> Line:
    """The site and the address of a change."""
    line: Line = (Part(short(site, OPERATOR), Style.STRONG), Part(" "))
    return line + ((Part(address_text(address), href=link(address), quoted=True),) if address else ())


def _groups(material: Material, told: AbstractSet[int]) -> list[tuple[Group, list[Change]]]:
    groups: dict[Group, list[Change]] = defaultdict(list)
    shown = {c.product for c in material.changes if c.id in told and c.kind is ChangeKind.SOURCE and not c.before}
    for change in material.changes:
        news = change.technical or change.baseline or change.id in told or change.kind not in TOLD
        news = news or (change.kind is ChangeKind.PRODUCT_NEW and change.product in shown - {None})
        if not news and material.kind_of(change.site).sells:
            groups[change.site, change.address, change.kind].append(change)
    return sorted(groups.items(), key=_place)


def _place(entry: tuple[Group, list[Change]]) -> tuple[int, int, str, str]:
    (site, address, kind), changes = entry
    level = min(place_of(change.level) for change in changes)
    return TOLD.index(kind), level, site, address


def _row(group: Group, changes: list[Change], words: Words) -> tuple[Line, ...]:
    site, address, _ = group
    what: Line = ()
    changes = list(one_of_each(changes, lambda change: (change.before or change.subject, change.after)))
    for at, change in enumerate(changes[:QUOTES]):
        what += ((Part(" "),) if at else ()) + happened(change, words)
    more = len(changes) - QUOTES
    what += (Part(words.say(" And {n} more here.", n=words.number(more))),) if more > 0 else ()
    return where(site, address), what, proof(changes[0], words)


def _went(change: Change, words: Words) -> Line:
    text = change.before or change.subject
    head = Part(f"{words.changes[change.kind]}: ")
    reason: Line = (
        (Part(f" {capital(short(change.reason)).rstrip('.')}.", lang=words.data_lang),) if change.reason else ()
    )
    before, after = words.marks
    return (head, Part(before), Part(short(text, 240), Style.GONE, quoted=True), Part(after), *reason)


def _came(change: Change, words: Words) -> Line:
    head, name = Part(f"{words.changes[change.kind]}: "), quoted(words.quote(short(change.subject or change.after)))
    price: Line = (
        (Part(words.say(" at {price}", price=short(change.after, 60))),) if change.after and change.subject else ()
    )
    return (head, name, *price)


def _move(change: Change, words: Words) -> Line:
    """Before and after: a price, a source, a wording; a source that is stated for the first time has no before."""
    named = change.kind in NAMED and change.subject
    subject: Line = (quoted(words.quote(short(change.subject, 100))), Part(", ")) if named else ()
    before, after = (_said(text, change, words) for text in (change.before, change.after))
    head = Part(f"{words.changes[change.kind]}: ")
    if change.kind is ChangeKind.SOURCE and not before:
        return Part(words.say("Stated source: ")), *subject, Part(short(after, 240))
    nothing = words.say("nothing stated")
    was = Part(short(before or nothing, 240), Style.GONE, quoted=True)
    now = Part(short(after or nothing, 240), Style.CAME, quoted=True)
    return head, *subject, was, Part(words.say(" became ")), now


def _said(text: str, change: Change, words: Words) -> str:
    """A source in words; a price or a wording as it stands."""
    return stated_in_words(text, words) if change.kind in OF_SOURCES and text else text


def _shift(change: Change, words: Words) -> Line:
    way = words.say("Softened: ") if softened(change) else words.say("Strengthened: ")
    line: Line = (Part(way), quoted(words.quote(short(change.subject, 240))))
    before, after = _scale_word(change.before, words), _scale_word(change.after, words)
    return (*line, Part(words.say(" from {before} to {after}.", before=before, after=after)))


def _scale_word(key: str, words: Words) -> str:
    """A level or status in words."""
    if key in set(Level):
        return words.inline(words.levels[Level(key)].word)
    return words.statuses[Status(key)] if key in set(Status) else plain(key)


_TELL: dict[ChangeKind, Callable[[Change, Words], Line]] = {
    ChangeKind.GONE: _went,
    ChangeKind.DISCLAIMER_DROPPED: _went,
    ChangeKind.PAGE_GONE: _went,
    ChangeKind.PRODUCT_GONE: _went,
    ChangeKind.PRODUCT_NEW: _came,
    ChangeKind.PRODUCT_RETURNED: _came,
    ChangeKind.STATUS: _shift,
    ChangeKind.LEVEL: _shift,
}
