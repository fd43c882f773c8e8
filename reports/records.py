"""The lists of a dossier: every claim, product, change and saved copy of a site."""

from claims.model import Disclosure
from db.known import Change, KnownClaim, KnownProduct
from reports import changed
from reports.blocks import (
    Block,
    Column,
    Line,
    Paragraph,
    Part,
    Section,
    Style,
    Table,
)
from reports.blocks import note as remark
from reports.cards import about_line, badge, how_put
from reports.case import Case
from reports.findings import Finding
from reports.lifelines import life_lines
from reports.naming import best_place
from reports.novelty import Novelty
from reports.pick import one_of_each
from reports.quotes import quote_line, quoted
from reports.text import address_text, link, link_to_quote, short
from reports.times import INCLUSIVE, day, moment, money, span
from reports.words import Words, plain

CLAIMS = 400
CHANGES = 200
COPIES = 60


def claims(case: Case, words: Words) -> Section:
    """Every claim with its life line."""
    if not case.claims:
        return Section("claims", words.say("Every claim"), (Paragraph((Part(words.say("No claim was read here.")),)),))
    chart = life_lines([lead for lead, *_ in case.sentences], case.changes, case.material.letters, case.now, words)
    columns = (
        Column(words.say("Words"), wide=True),
        Column(words.say("About and how put")),
        Column(words.say("Seen")),
    )
    rows = tuple(_claim_row(claims, words) for claims in case.sentences[:CLAIMS])
    blocks: list[Block] = [chart] if chart else []
    blocks.append(
        Table(
            words.say("Every sentence that makes a claim, the most pressing first, gone ones last"),
            columns,
            rows,
            titled=True,
        )
    )
    if len(case.sentences) > CLAIMS:
        more = words.number(len(case.sentences) - CLAIMS)
        blocks.append(remark(words.say("{n} more, listed by exowatch claims.", n=more)))
    return Section("claims", words.say("Every claim"), tuple(blocks))


def _claim_row(claims: tuple[KnownClaim, ...], words: Words) -> tuple[Line, ...]:
    claim = claims[0]
    level = badge(claim.level, words) if claim.level else None
    sign: Line = (Part(f"{level.sign} {level.word} ", Style.STRONG),) if level else ()
    before, after = words.marks
    place = best_place(claim)
    where = claim.product_name or (place.title if place else "") or words.say("page")
    page = Part(short(where, 80), href=link_to_quote(place.address, claim.quote) if place else "", quoted=True)
    said = (*sign, Part(before), *quote_line(claims, 240), Part(f"{after} "), page)
    put = f"{about_line(Finding(claims, (), Novelty.NEW), words)}; {how_put(claim, words)}"
    end = claim.gone_at or claim.last_seen
    seen = span(claim.first_seen, end + INCLUSIVE, words)
    gone = words.say(", gone") if claim.gone_at else ""
    return said, (Part(put),), (Part(seen), Part(gone, Style.STRONG))


def products(case: Case, words: Words) -> Section | None:
    """Every product with its stated source."""
    entries = case.material.products
    if not entries:
        return None
    columns = (
        Column(words.say("Product")),
        Column(words.say("Stated source"), wide=True),
        Column(words.say("Price, seen")),
    )
    ordered = sorted(entries, key=lambda entry: (entry.gone_at is not None, entry.name))
    rows = tuple(_product_row(entry, words) for entry in ordered)
    return Section("products", words.say("Products"), (Table(words.say("Products"), columns, rows),))


def _product_row(entry: KnownProduct, words: Words) -> tuple[Line, ...]:
    named = words.joined(words.source(class_, detail) for class_, detail in entry.sources)
    stated = words.disclosures[entry.disclosure]
    stated += f": {named}" if named and entry.disclosure is not Disclosure.UNDISCLOSED else ""
    end = entry.gone_at or entry.last_seen
    seen = span(entry.first_seen, end + INCLUSIVE, words)
    seen += words.say(", gone") if entry.gone_at else ""
    price = f"{money(entry.price, words)}; " if entry.price else ""
    name: Line = (Part(short(entry.name or entry.key), href=link(entry.address), quoted=True),)
    name += (Part(f" {short(entry.brand, 60)}", Style.QUIET, quoted=True),) if entry.brand else ()
    return name, (Part(stated),), (Part(f"{price}{seen}"),)


def changes(case: Case, words: Words) -> Section | None:
    """What happened, newest first; what the first visit found is no change."""
    moved = [change for change in reversed(case.changes) if not change.baseline and change.caused_by is None]
    if not moved:
        return None
    columns = (
        Column(words.say("When")),
        Column(words.say("What happened"), wide=True),
        Column(words.say("Where and shown by")),
    )
    rows = tuple(_change_row(change, words) for change in moved[:CHANGES])
    blocks: list[Block] = [Table(words.say("Changes, newest first"), columns, rows)]
    if len(moved) > CHANGES:
        blocks.append(remark(words.say("{n} more, listed by exowatch changes.", n=words.number(len(moved) - CHANGES))))
    return Section("changed", words.say("What changed"), tuple(blocks))


def _change_row(change: Change, words: Words) -> tuple[Line, ...]:
    what = changed.happened(change, words) if change.before or change.after else _plainly(change, words)
    where = Part(address_text(change.address), href=link(change.address), quoted=True)
    return (Part(day(change.at, words)),), what, (where, Part(" "), *changed.proof(change, words))


def _plainly(change: Change, words: Words) -> Line:
    return Part(f"{words.changes[change.kind]}: "), quoted(words.quote(short(plain(change.subject), 240)))


def copies(case: Case, words: Words) -> Section | None:
    """The captures that show what stands, each once."""
    places = [place for claim in case.standing for place in claim.places if place.live and place.warc]
    copies = one_of_each(places, lambda place: (place.warc, place.offset))
    if not copies:
        return None
    columns = (
        Column(words.say("Page")),
        Column(words.say("Saved copy and SHA-256"), wide=True),
        Column(words.say("Captured")),
    )
    rows = tuple(
        (
            (Part(address_text(place.address), href=link(place.address), quoted=True),),
            (
                Part(short(place.warc), Style.CODE),
                Part(words.say(" (record at byte {offset}), SHA-256 ", offset=place.offset)),
                Part(short(place.digest), Style.CODE),
            ),
            (Part(moment(place.captured or place.last_seen, words)),),
        )
        for place in copies[:COPIES]
    )
    blocks: list[Block] = [Table(words.say("Saved copies"), columns, rows)]
    blocks.append(remark(words.say("The proof of one claim as one file: exowatch evidence export NUMBER.")))
    if len(copies) > COPIES:
        blocks.append(remark(words.say("{n} more copies are in the archive.", n=words.number(len(copies) - COPIES))))
    return Section("copies", words.say("Saved copies that show what stands"), tuple(blocks))
