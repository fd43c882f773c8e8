"""The dossier of one site: all that it says and said, since when, and the proof; the sheet with a letter."""

from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from db.known import Change, KnownClaim, KnownSource
from db.model import ChangeKind
from db.queries import Reader
from reports import competitors, coverage, records
from reports.about import foot, rules_section
from reports.blocks import (
    LAYOUT,
    Block,
    Card,
    Cards,
    EditionView,
    Number,
    Section,
    reachable,
)
from reports.blocks import note as remark
from reports.cards import card
from reports.case import Case, case_of
from reports.findings import Finding
from reports.followup import follow_up
from reports.levels import PRESSING
from reports.linked import FOLDER, linked_at
from reports.novelty import OF_SOURCES, Novelty
from reports.ranking import ranked, ranking
from reports.references import with_references
from reports.subjects import Subject, subjects_with
from reports.text import address_text, folded, short
from reports.times import day, moment
from reports.words import Words, words

DOSSIER = "dossier"
CARDS = 10


def dossier(reader: Reader, site: str, now: datetime, contact: str = "", lang: str = "en") -> EditionView:
    """The dossier of a site as it stands now. Raises NotStored for a site that is not stored."""
    with reader.still():
        case = case_of(reader, site, now)
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
        Number(
            words.number(len(case.standing)),
            words.count(len(case.standing), "claim that stands", "claims that stand"),
            target="claims",
        ),
        Number(
            words.number(pressing), words.say("of critical or high priority"), target="look-first" if pressing else ""
        ),
        Number(
            words.number(len(live)),
            words.count(len(live), "product", "products"),
            target="products" if case.material.products else "",
        ),
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
        records.claims(case, words),
        records.products(case, words),
        competitors.sources(material, words),
        records.changes(case, words),
        records.copies(case, words),
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
