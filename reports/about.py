"""What every edition says of itself: the rules in force, why it exists, how to object to it."""

from reports.blocks import Block, Bullets, Line, Paragraph, Part, Section, Style
from reports.material import Material
from reports.text import short
from reports.times import span
from reports.wording import counted
from reports.words import Words

METHOD = (
    "Pages of the watchlist are fetched by a named robot that obeys robots.txt, and kept as they came. "
    "Rules read each sentence for claims and for the stated source of the exosomes; rules of each market say which of "
    "these are a reason to look. A page that was blocked or failed changes nothing. A claim counts as gone when a full "
    "look at its page lacks it twice."
)
MISTAKE = (
    "To report a mistake, name the edition, the address of the page and the words in question to {contact}; an "
    "operator that is named here may do so too. A corrected rule shows as technical in the next edition."
)
NOBODY = "whoever runs this watch"
LAW = "This is no legal advice. It flags for review and decides nothing; a person reads first."


def rules_section(material: Material) -> Section:
    """The rule packs by which pages were read."""
    blocks: list[Block] = [Paragraph((Part(METHOD),))]
    if material.packs:
        lines: tuple[Line, ...] = tuple((Part(short(pack), Style.CODE),) for pack in material.packs)
        blocks += [Paragraph((Part("Rule packs in force:"),)), Bullets(lines)]
    return Section("rules", "How flags are made", tuple(blocks))


def foot(material: Material, contact: str, words: Words) -> tuple[Line, ...]:
    """The closing lines; `contact` is where a mistake is reported, empty where none is configured."""
    sites = counted(len(material.coverage), "site")
    period = span(material.since, material.until, words)
    why = (
        f"Made for the {material.audience} readers of a watchlist of {sites}: what happened there, {period}, told once."
    )
    return (Part(why),), (Part(MISTAKE.format(contact=short(contact) or NOBODY)),), (Part(LAW),)
