"""The one view of an edition: every word and number decided here, from what the store knows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from db.queries import Reader
from reports import brand, headline, regulator
from reports.about import foot
from reports.blocks import LAYOUT, EditionView, reachable
from reports.cut import Cut, cut_to, says
from reports.errors import ReportError
from reports.gather import gather
from reports.levels import highest
from reports.material import BRAND, REGULATOR, Material
from reports.paper import on_paper
from reports.references import with_references
from reports.sheets import sheets_of
from reports.tally import tally
from reports.times import moment, span
from reports.words import Words, words

AUDIENCES = (REGULATOR, BRAND)


def build(
    reader: Reader,
    audience: str,
    since: datetime | None,
    until: datetime | None,
    now: datetime,
    number: int,
    contact: str = "",
) -> EditionView:
    """The edition of an audience: what it was not told yet, or with `since` a look back at a period (number 0)."""
    return build_each(reader, audience, since, until, now, number, contact, (Cut(),))[Cut()]


def build_each(
    reader: Reader,
    audience: str,
    since: datetime | None,
    until: datetime | None,
    now: datetime,
    number: int,
    contact: str,
    cuts: Iterable[Cut],
) -> dict[Cut, EditionView]:
    """The same edition in several cuts, all of one moment."""
    _require(audience)
    with reader.still():
        material = gather(reader, audience, since, until, now)
        cut_down = {cut: cut_to(material, cut, reader) for cut in cuts}
    return {cut: _of_cut(left, cut, now, number, contact) for cut, left in cut_down.items()}


def _of_cut(material: Material, cut: Cut, now: datetime, number: int, contact: str) -> EditionView:
    """The view of a cut, which says that it is one."""
    whole = view(material, now, number, contact, cut.lang)
    remark = says(cut, words(cut.lang))
    return replace(whole, period=f"{whole.period} · {remark}") if remark else whole


def view(material: Material, now: datetime, number: int, contact: str = "", lang: str = "en") -> EditionView:
    """The edition of some material; mistakes go to `contact`. Raises ReportError for an audience that has none."""
    _require(material.audience)
    own = words(lang)
    subjects = regulator.ranked_subjects(material)
    counted = subjects if material.audience == REGULATOR else brand.of_competitors(material, subjects)
    counts = tally(material, counted)
    teller = regulator if material.audience == REGULATOR else brand
    told = teller.sections(material, subjects, own)
    sections = on_paper(told, own) if material.audience == REGULATOR else with_references(told, own)
    top = headline if material.audience == REGULATOR else brand
    name = name_of(material.audience, own)
    return EditionView(
        number=number,
        audience=material.audience,
        lang=lang,
        name=name,
        kicker=f"Exowatch · {name} · {_which(number, own)}",
        title=top.title(counts, material, own),
        period=_period(material, now, own),
        lead=top.lead(counts, counted, material, own),
        numbers=reachable(top.numbers(counts, material, own), sections),
        sections=sections,
        foot=foot(material, contact, own),
        changes=tuple(change.id for change in material.changes),
        since=material.since,
        until=material.until,
        made_at=now,
        skip=own.say("To the digest"),
        marks=own.marks,
        sheets=sheets_of(material, own),
        priority=highest(subject.level for subject in subjects),
        layout=LAYOUT,
    )


def _require(audience: str) -> None:
    if audience not in AUDIENCES:
        raise ReportError(f"audience {audience!r}: no edition is made for it: use {' or '.join(AUDIENCES)}")


def name_of(audience: str, words: Words) -> str:
    """What an edition for that audience is called."""
    return words.say("Regulator’s digest") if audience == REGULATOR else words.say("Brand digest")


def _which(number: int, words: Words) -> str:
    return words.say("edition {number}", number=number) if number else words.say("looking back")


def _period(material: Material, now: datetime, own: Words) -> str:
    """Period, places and the time made, in one line."""
    places = sorted(own.country(code) for code in {site.country for site in material.coverage} if code)
    many = own.say("{n} countries", n=own.number(len(places)))
    shown = own.joined(places) if len(places) <= 6 else many
    made = own.say("made {moment}", moment=moment(now, own))
    parts = (span(material.since, material.until, own), shown, made)
    return " · ".join(part for part in parts if part)
