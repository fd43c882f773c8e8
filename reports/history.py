"""The history of what leads a card, as a page of its own: since when, what happened, where it stands, what was said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from shlex import quote as shell

from db.known import Change, KnownClaim, KnownPlace, KnownSource
from db.model import ChangeKind
from reports import changed, review
from reports.blocks import LAYOUT, Block, Column, History, Line, Paragraph, Part, Section, Style, Table, note
from reports.files import name_of
from reports.material import Material
from reports.naming import address_of, subject_name
from reports.novelty import OF_SOURCES
from reports.pick import one_of_each
from reports.quotes import quote_line, quoted
from reports.subjects import Subject, bare
from reports.text import NAME_LIMIT, QUOTE_LIMIT, address_text, link, link_to_quote, short
from reports.times import moment
from reports.words import Words

ROWS = 60
PLACES = 25
STATED = {*OF_SOURCES, ChangeKind.CONFLICT_CLOSED, ChangeKind.LEVEL}
# Of a claim these say no more than that it is there.
CAME = {ChangeKind.NEW, ChangeKind.RETURNED}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: when, what, and what shows it."""

    at: datetime
    what: Line
    shown: Line = ()


def history_of(subject: Subject, material: Material, words: Words) -> History | None:
    """All that is known of what leads a subject; None where nothing leads it."""
    if subject.findings and not subject.led_by_source:
        return _of_claim(subject, material, words)
    return _of_source(subject, subject.source, material, words) if subject.source else None


def _of_claim(subject: Subject, material: Material, words: Words) -> History:
    finding = subject.findings[0]
    claims, lead = finding.claims, finding.lead
    ids = {claim.id for claim in claims}
    past = tuple(change for change in material.past if change.claim in ids)
    first = min(claim.first_seen for claim in claims)
    events = [_first(first, words, baseline=lead.baseline), *_moves(past, words)]
    events += [Event(each.at, review.said_line(each, words)) for each in review.verdicts_on(claims, None, material)]
    ended = words.say("Gone") if lead.gone_at else words.say("Last seen")
    events.append(Event(lead.gone_at or lead.last_seen, (Part(ended, Style.STRONG),)))
    before, after = words.marks
    quote: Line = (Part(before), *quote_line(claims), Part(after))
    return _history(
        subject,
        material,
        words,
        text=words.say("History of these words"),
        title=words.say("History of words on {site}", site=short(subject.site, 80)),
        lead=_lead(first, lead.gone_at, lead.last_seen, words),
        sections=(
            Section("words", words.say("The words"), (Paragraph(quote),)),
            _happened(events, words),
            _places(claims, words),
        ),
    )


def _of_source(subject: Subject, source: KnownSource, material: Material, words: Words) -> History:
    own = (change for change in material.past if change.claim is None and change.kind in STATED)
    past = tuple(change for change in own if _is_about(change, subject))
    first = min(statement.first_seen for statement in subject.statements)
    baseline = any(change.baseline and not change.before for change in past)
    events = [_first(first, words, baseline=baseline), *_moves(past, words)]
    events += [Event(each.at, review.said_line(each, words)) for each in review.verdicts_on((), source, material)]
    events.append(Event(source.last_seen, (Part(words.say("Last seen"), Style.STRONG),)))
    rows = tuple(_statement(statement, words) for statement in subject.statements[:PLACES])
    columns = (Column(words.say("Page")), Column(words.say("What it states now"), wide=True), Column(words.say("Seen")))
    pages = Table(words.say("Pages that state it"), columns, rows)
    return _history(
        subject,
        material,
        words,
        text=words.say("History of the stated source"),
        title=words.say("History of a stated source on {site}", site=short(subject.site, 80)),
        lead=_lead(first, None, source.last_seen, words),
        sections=(_happened(events, words), Section("places", words.say("Pages that state it"), (pages,))),
    )


def _history(
    subject: Subject,
    material: Material,
    words: Words,
    *,
    text: str,
    title: str,
    lead: str,
    sections: tuple[Section, ...],
) -> History:
    name = subject_name(subject)
    known = words.say("as known {moment}", moment=moment(material.until, words))
    period = " · ".join(each for each in (name, address_text(address_of(subject)), known) if each)
    foot: tuple[Line, ...] = (
        (
            Part(words.say("All that is known of the site, made anew: ")),
            Part(f"exowatch dossier {shell(short(subject.site, NAME_LIMIT))}", Style.CODE),
        ),
        (Part(words.say("This is no legal advice. It flags for review and decides nothing; a person reads first.")),),
    )
    content = (LAYOUT, words.lang, title, period, lead, sections, foot)
    return History(text, name_of(*content), title, period, lead, sections, foot)


def _lead(first: datetime, gone: datetime | None, last: datetime, words: Words) -> str:
    since = words.say("First seen {moment}.", moment=moment(first, words))
    if gone:
        return f"{since} " + words.say("Gone since {moment}.", moment=moment(gone, words))
    return f"{since} " + words.say("It stood when last seen, {moment}.", moment=moment(last, words))


def _first(at: datetime, words: Words, *, baseline: bool) -> Event:
    remark = words.say("; it may be older: this was the first visit to the site") if baseline else ""
    return Event(at, (Part(words.say("First seen"), Style.STRONG), Part(remark)))


def _moves(past: Iterable[Change], words: Words) -> Iterator[Event]:
    """What moved, each once whichever of the claims or pages it moved; the first sight is told apart from these."""
    each = one_of_each(past, lambda change: (change.kind, change.at, change.before, change.after))
    for change in each:
        if change.kind is not ChangeKind.NEW:
            ours = words.say(" (the rules of the reading changed, not the page)") if change.technical else ""
            yield Event(change.at, (*_what(change, words), Part(ours)), changed.proof(change, words))


def _what(change: Change, words: Words) -> Line:
    if change.claim is not None and change.kind in CAME:
        return Part(f"{words.changes[change.kind]}: "), quoted(words.quote(short(change.subject, QUOTE_LIMIT)))
    return changed.happened(change, words)


def _happened(events: list[Event], words: Words) -> Section:
    """The events in their order, the newest of very many."""
    ordered = sorted(events, key=lambda event: event.at)
    left = len(ordered) - ROWS
    columns = (
        Column(words.say("When")),
        Column(words.say("What happened"), wide=True),
        Column(words.say("Shown by")),
    )
    rows = tuple(((Part(moment(each.at, words)),), each.what, each.shown) for each in ordered[-ROWS:])
    blocks: list[Block] = [Table(words.say("What happened, the oldest first"), columns, rows)]
    if left > 0:
        blocks.append(note(words.say("{n} earlier, listed by exowatch changes.", n=words.number(left))))
    return Section("happened", words.say("What happened"), tuple(blocks))


def _places(claims: Iterable[KnownClaim], words: Words) -> Section:
    """Every page that has or had the words, those that have them now first."""
    found = one_of_each(
        ((claim, place) for claim in claims for place in claim.places), lambda pair: (pair[1].address, pair[1].live)
    )
    ordered = sorted(found, key=lambda pair: (not pair[1].live, pair[1].first_seen))
    columns = (
        Column(words.say("Page")),
        Column(words.say("Saved copy and SHA-256"), wide=True),
        Column(words.say("Seen")),
    )
    rows = tuple(_place(claim, place, words) for claim, place in ordered[:PLACES])
    blocks: list[Block] = [Table(words.say("Pages that have or had the words"), columns, rows)]
    if len(ordered) > PLACES:
        more = len(ordered) - PLACES
        blocks.append(note(words.count(more, "and {n} more page", "and {n} more pages")))
    return Section("places", words.say("Pages that have or had the words"), tuple(blocks))


def _place(claim: KnownClaim, place: KnownPlace, words: Words) -> tuple[Line, ...]:
    page = Part(address_text(place.address), href=link_to_quote(place.address, claim.quote), quoted=True)
    gone = "" if place.live else words.say(", gone")
    return (page,), _kept(place, words), (*_seen(place.first_seen, place.last_seen, words), Part(gone, Style.STRONG))


def _statement(source: KnownSource, words: Words) -> tuple[Line, ...]:
    page = Part(address_text(source.address), href=link(source.address), quoted=True)
    named = words.joined(words.source(class_, detail) for class_, detail in source.sources)
    stated = words.disclosures[source.disclosure] + (f": {named}" if named else "")
    said: Line = (Part(f"{stated} "),)
    said += (quoted(words.quote(short(source.quote, 240)), lang=source.lang), Part(" ")) if source.quote else ()
    return (page,), (*said, *_kept(source, words)), _seen(source.first_seen, source.last_seen, words)


def _kept(shows: KnownPlace | KnownSource, words: Words) -> Line:
    if not shows.warc:
        return ()
    where = words.say(" (record at byte {offset}), SHA-256 ", offset=shows.offset)
    return Part(short(shows.warc), Style.CODE), Part(where), Part(short(shows.digest), Style.CODE)


def _seen(first: datetime, last: datetime, words: Words) -> Line:
    since = words.say("First {moment}", moment=moment(first, words))
    until = words.say("last {moment}", moment=moment(last, words))
    return (Part(f"{since}; {until}"),)


def _is_about(change: Change, subject: Subject) -> bool:
    """Whether a move of a stated source is one of this product or page."""
    if change.site != subject.site:
        return False
    if change.product is not None:
        return subject.entry is not None and change.product == subject.entry.id
    pages = {bare(statement.address) for statement in subject.statements}
    return not subject.product and bare(change.address) in pages
