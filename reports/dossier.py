"""The dossier of one site: all that it says and said, since when, and the proof; the sheet with a letter."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from claims.model import Disclosure
from db.errors import NotStored
from db.model import Change, ChangeKind, KnownClaim, KnownProduct, KnownSource, Site
from db.queries import Reader
from reports import changed, competitors, coverage
from reports.about import foot, markets_in_force, rules_section
from reports.blocks import (
    LAYOUT,
    Block,
    Card,
    Cards,
    Column,
    EditionView,
    Line,
    Number,
    Paragraph,
    Part,
    Section,
    Style,
    Table,
    reachable,
)
from reports.blocks import note as remark
from reports.cards import about_line, badge, card, how_put
from reports.findings import Finding
from reports.followup import follow_up
from reports.gather import pages_of
from reports.levels import PRESSING, place_of
from reports.lifelines import life_lines
from reports.linked import FOLDER, linked_at
from reports.material import REGULATOR, Material
from reports.naming import best_place
from reports.novelty import OF_SOURCES, Novelty
from reports.pick import one_of_each
from reports.quotes import quote_line, quoted
from reports.ranking import ranked, ranking
from reports.references import with_references
from reports.subjects import Subject, subjects_with
from reports.text import address_text, folded, link, link_to_quote, short
from reports.times import INCLUSIVE, day, moment, money, span
from reports.words import Words, plain, words

DOSSIER = "dossier"
CARDS = 10
CLAIMS = 400
CHANGES = 200
COPIES = 60


@dataclass(frozen=True, slots=True)
class Case:
    """A site with all that is known of it."""

    site: Site
    material: Material
    changes: tuple[Change, ...]
    claims: tuple[KnownClaim, ...]
    now: datetime

    @property
    def standing(self) -> tuple[KnownClaim, ...]:
        """The claims that stand now."""
        return tuple(claim for claim in self.claims if claim.gone_at is None)

    @property
    def sentences(self) -> tuple[tuple[KnownClaim, ...], ...]:
        """The claims that one sentence makes together, those that went apart from those that stand."""
        found: dict[tuple[str, bool], list[KnownClaim]] = {}
        for claim in self.claims:
            found.setdefault((folded(claim.quote), claim.gone_at is None), []).append(claim)
        return tuple(map(tuple, found.values()))


def dossier(reader: Reader, site: str, now: datetime, contact: str = "", lang: str = "en") -> EditionView:
    """The dossier of a site as it stands now. Raises NotStored for a site that is not stored."""
    with reader.still():
        case = _case(reader, site, now)
    return view(case, contact, lang)


def file_name(site: str, lang: str) -> str:
    """The name of a dossier's file, the same whenever it is made; no part of it can leave the folder."""
    plainly = "".join(char if char.isascii() and char.isalnum() else "-" for char in site.lower()).strip("-")[:60]
    mark = blake2b(site.encode(), digest_size=4).hexdigest() if plainly != site or not site else ""
    return "-".join(part for part in (plainly, mark, "" if lang == "en" else lang) if part) + ".html"


def view(case: Case, contact: str = "", lang: str = "en") -> EditionView:
    """The dossier of a case."""
    own = words(lang)
    name = own.say("Dossier")
    material = case.material
    sections = with_references(_sections(case, own), own)
    told = EditionView(
        number=0,
        audience=DOSSIER,
        lang=lang,
        name=name,
        kicker=f"Exowatch · {name}",
        title=_title(case, own),
        period=_period(case, own),
        lead=_lead(case, own),
        numbers=reachable(_numbers(case, own), sections),
        sections=sections,
        foot=foot(material, contact, own)[1:],
        changes=(),
        since=material.since,
        until=material.until,
        made_at=case.now,
        skip=own.say("To the digest"),
        marks=own.marks,
        layout=LAYOUT,
    )
    return linked_at(told, f"../{FOLDER}/")


def _case(reader: Reader, name: str, now: datetime) -> Case:
    site = next((known for known in reader.sites() if known.name == name), None)
    if site is None:
        known = ", ".join(each.name for each in reader.sites()) or "none yet"
        raise NotStored(f"no site named {name} is stored: there are {known}")
    claims = reader.claims(site=name, live=None)
    past = reader.changes(site=name)
    sources = reader.sources(site=name)
    material = Material(
        audience=REGULATOR,
        since=min((claim.first_seen for claim in claims), default=now),
        until=now,
        claims=claims,
        products=reader.products(site=name, live=None),
        sources=sources,
        coverage=tuple(each for each in reader.coverage() if each.site == name),
        packs=(*reader.packs(), markets_in_force()),
        verdicts=reader.verdicts([claim.id for claim in claims]),
        letters=tuple(letter for letter in reader.letters() if letter.site == name),
        source_verdicts=reader.source_verdicts([source.id for source in sources]),
        source_letters=tuple(letter for letter in reader.source_letters() if letter.site == name),
        past=past,
        pictures=reader.pictures(pages_of(claims, sources)),
    )
    ordered = sorted(claims, key=lambda claim: (claim.gone_at is not None, place_of(claim.level), claim.first_seen))
    changes = tuple(change for change in past if not change.technical)
    return Case(site, material, changes, tuple(ordered), now)


def _title(case: Case, words: Words) -> str:
    return words.count(
        len(case.standing),
        "{site}: {n} claim stands",
        "{site}: {n} claims stand",
        site=short(case.site.name, 80),
    )


def _period(case: Case, words: Words) -> str:
    kind = words.kinds[case.site.kind]
    place = words.country(case.site.country) if case.site.country else ""
    made = words.say("made {moment}", moment=moment(case.now, words))
    return " · ".join(part for part in (kind, place, address_text(case.site.url), made) if part)


def _lead(case: Case, words: Words) -> str:
    gone = len(case.claims) - len(case.standing)
    sentences = [words.say("Watched since {day}.", day=day(case.material.since, words))] if case.claims else []
    if gone:
        sentences.append(words.count(gone, "{n} claim went since.", "{n} claims went since."))
    sentences.append(words.say("A flag is a reason to look; it decides nothing."))
    sentences.append(coverage.gap(case.material.coverage, words))
    return " ".join(sentences)


def _numbers(case: Case, words: Words) -> tuple[Number, ...]:
    pressing = sum(claim.level in PRESSING for claim in case.standing)
    live = [product for product in case.material.products if product.gone_at is None]
    letters = (*case.material.letters, *case.material.source_letters)
    return (
        Number(words.number(len(case.standing)), words.say("claims that stand"), target="claims"),
        Number(
            words.number(pressing), words.say("of critical or high priority"), target="look-first" if pressing else ""
        ),
        Number(words.number(len(live)), words.say("products"), target="products" if case.material.products else ""),
        Number(
            words.number(len(letters)),
            words.say("claims and sources under a letter"),
            target="follow-up" if letters else "",
        ),
    )


def _sections(case: Case, words: Words) -> tuple[Section, ...]:
    material = case.material
    parts = (
        _first(case, words),
        follow_up(material, words),
        _claims(case, words),
        _products(case, words),
        competitors.sources(material, words),
        _changes(case, words),
        _copies(case, words),
        coverage.section(material, words),
        rules_section(material, words),
    )
    return tuple(part for part in parts if part is not None)


def _first(case: Case, words: Words) -> Section | None:
    """The most pressing pages and products that stand, as cards."""
    order = ranking().order
    sentences: dict[str, list[KnownClaim]] = {}
    for claim in case.standing:
        if claim.level is not None and not case.material.is_dismissed(claim.id):
            sentences.setdefault(folded(claim.quote), []).append(claim)
    found = tuple(Finding(tuple(sorted(claims, key=order.of_claim)), (), Novelty.NEW) for claims in sentences.values())
    stated = replace(case.material, changes=tuple(_as_news(source, case) for source in case.material.sources))
    subjects = [each for each in ranked(subjects_with(stated, found, order), order) if each.level in PRESSING]
    if not subjects:
        return None
    cards = tuple(_card(subject, at, case, words) for at, subject in enumerate(subjects[:CARDS], 1))
    blocks: list[Block] = [remark(words.say("Critical first, then high. A flag is a reason to look, not a finding."))]
    blocks.append(Cards(cards))
    if len(subjects) > CARDS:
        more = words.count(
            len(subjects) - CARDS,
            "{n} more page or product of critical or high priority is in the list below.",
            "{n} more pages and products of critical or high priority are in the list below.",
        )
        blocks.append(remark(more))
    return Section("look-first", words.say("What stands, the most pressing first"), tuple(blocks))


def _as_news(source: KnownSource, case: Case) -> Change:
    """A stated source as if it were news, so that one with a flag leads a card like a claim does."""
    ids = {product.key: product.id for product in case.material.products}
    product = ids.get(source.product) if source.product else None
    own = (change for change in case.material.past if change.kind in OF_SOURCES and change.claim is None)
    moved = [c.at for c in own if (c.product == product if product else c.address == source.address)]
    return Change(
        id=0,
        kind=ChangeKind.SOURCE,
        at=max(moved, default=source.first_seen),
        site=source.site,
        address=source.address,
        subject=source.name,
        level=source.level,
        product=product,
    )


def _card(subject: Subject, at: int, case: Case, words: Words) -> Card:
    """The card of an edition without what is only news."""
    made = card(subject, at, case.material, words)
    by_source = subject.led_by_source or not subject.findings
    moves = [move.at for move in subject.moves if by_source]
    since = max(moves) if moves else min(finding.lead.first_seen for finding in subject.findings)
    hidden = {words.say("Ranked by"), words.say("What changed")}
    return replace(
        made,
        tags=(words.say("Since {day}", day=day(since, words)), *made.tags[1:]),
        facts=tuple(fact for fact in made.facts if fact.term not in hidden),
        also_title=words.say("Also there") if made.also else "",
    )


def _claims(case: Case, words: Words) -> Section:
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


def _products(case: Case, words: Words) -> Section | None:
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


def _changes(case: Case, words: Words) -> Section | None:
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


def _copies(case: Case, words: Words) -> Section | None:
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
                Part(words.say(", record at byte {offset}, ", offset=place.offset)),
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
