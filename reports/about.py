"""What every edition says of itself: the rules in force, why it exists, how to object to it."""

from claims.law.markets import edition
from reports import quality
from reports.blocks import Block, Bullets, Line, Paragraph, Part, Section, Style
from reports.material import BRAND, Material
from reports.text import short
from reports.times import span
from reports.words import Words


def rules_section(material: Material, words: Words) -> Section:
    """The rule packs by which pages were read."""
    blocks: list[Block] = [Paragraph((Part(_method(words)),))]
    if material.packs:
        lines: tuple[Line, ...] = tuple((Part(short(pack), Style.CODE),) for pack in material.packs)
        blocks += [Paragraph((Part(words.say("Rule packs in force:")),)), Bullets(lines)]
    blocks.append(Paragraph((Part(quality.sentence(words)),)))
    return Section("rules", words.say("How flags are made"), tuple(blocks))


def foot(material: Material, contact: str, words: Words) -> tuple[Line, ...]:
    """The closing lines; `contact` is where a mistake is reported, empty where none is configured."""
    return (
        (Part(_why(material, words)),),
        (Part(_mistake(short(contact) or words.say("whoever runs this watch"), words)),),
        (Part(words.say("This is no legal advice. It flags for review and decides nothing; a person reads first.")),),
    )


def markets_in_force() -> str:
    """The rules of markets that come with the program: as of when, and which they are exactly."""
    date, digest = edition()
    return f"markets {date} ({digest[:8]})"


def _method(words: Words) -> str:
    return words.say(
        "Pages of the watchlist are fetched by a named robot that obeys robots.txt, and kept as they came. "
        "Rules read each sentence for claims and for the stated source of the exosomes; rules of each market say which "
        "of these are a reason to look. A page that was blocked or failed changes nothing. A claim counts as gone when "
        "a full look at its page lacks it twice."
    )


def _mistake(contact: str, words: Words) -> str:
    return words.say(
        "To report a mistake, name the edition, the address of the page and the words in question to {contact}; an "
        "operator that is named here may do so too. A corrected rule shows as technical in the next edition.",
        contact=contact,
    )


def _why(material: Material, words: Words) -> str:
    sites, period = len(material.coverage), span(material.since, material.until, words)
    if material.audience == BRAND:
        return words.count(
            sites,
            "Made for readers of the brand digest: a watchlist of {n} site, what happened there, {period}, told once.",
            "Made for readers of the brand digest: a watchlist of {n} sites, what happened there, {period}, told once.",
            period=period,
        )
    return words.count(
        sites,
        "Made for readers of the regulator’s digest: a watchlist of {n} site, what happened there, {period}, "
        "told once.",
        "Made for readers of the regulator’s digest: a watchlist of {n} sites, what happened there, {period}, "
        "told once.",
        period=period,
    )
