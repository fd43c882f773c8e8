"""What became of claims and stated sources after a letter, the worst first, and where else the words stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.model import Disclosure
from db.verdicts import Letter, SourceLetter, Statement
from reports.blocks import Block, Column, Line, Paragraph, Part, Section, Style, Table, note
from reports.material import Material
from reports.quotes import quoted
from reports.text import OPERATOR, folded, link, link_to_quote, short
from reports.times import short_day
from reports.wording import capital
from reports.words import Words

ROWS = 25
SISTERS = 3
# What became of a claim or source, in the order in which it is told: what did not hold first.
RETURNED, UP, REWORDED, CHANGED, UNSEEN, GONE = "returned", "up", "reworded", "changed", "unseen", "gone"
FATES = (RETURNED, UP, REWORDED, CHANGED, UNSEEN, GONE)


@dataclass(frozen=True, slots=True)
class Followed:
    """A row of the table: what became of it, of which site it is, how many letters it stands for."""

    fate: str
    site: str
    row: tuple[Line, ...]
    claims: int = 0
    sources: int = 0
    elsewhere: int = 0


def follow_up(material: Material, words: Words) -> Section | None:
    """Every claim and stated source that a letter was sent about: what became of it, and where else its words stand."""
    found = (*_of_claims(material, words), *_of_sources(material, words))
    if not found:
        return None
    followed = sorted(found, key=lambda each: (FATES.index(each.fate), each.site))
    columns = (
        Column(words.say("Words")),
        Column(words.say("Who and where")),
        Column(words.say("Since the letter"), wide=True),
    )
    caption = words.say("What became of claims and stated sources after a letter")
    table = Table(caption, columns, tuple(each.row for each in followed[:ROWS]))
    blocks: list[Block] = [Paragraph((Part(_summary(followed, words)),)), table]
    if len(followed) > ROWS:
        blocks.append(note(words.say("{n} more, listed by exowatch review list.", n=len(followed) - ROWS)))
    return Section("follow-up", words.say("After a letter"), tuple(blocks))


def fate(letter: Letter | SourceLetter, material: Material) -> str:
    """What became of it since its letter; what was not seen since, or not in the period, is unseen."""
    if letter.gone_at:
        return GONE
    if letter.last_seen < max(material.since, letter.sent_at):
        return UNSEEN
    if letter.returned_at:
        return RETURNED
    if isinstance(letter, Letter):
        return REWORDED if letter.reworded_at else UP
    if letter.changed_at:
        return CHANGED
    return UP if letter.said == letter.now else REWORDED


def _of_claims(material: Material, words: Words) -> Iterator[Followed]:
    """A row for the letters about one sentence of a site that have the same fate."""
    found: dict[tuple[str, str, str], list[Letter]] = {}
    for letter in sorted(material.letters, key=lambda each: each.claim):
        found.setdefault((letter.site, folded(letter.quote), fate(letter, material)), []).append(letter)
    for (site, _, what), letters in found.items():
        others = sum(bool(letter.sisters) for letter in letters)
        row = _row(tuple(letters), material, words)
        yield Followed(what, site, row, claims=len(letters), elsewhere=others)


def _of_sources(material: Material, words: Words) -> Iterator[Followed]:
    for letter in sorted(material.source_letters, key=lambda each: each.source):
        what = fate(letter, material)
        yield Followed(what, letter.site, _source_row(letter, what, words), sources=1)


def _summary(followed: list[Followed], words: Words) -> str:
    told = {
        RETURNED: words.say("{n} back after it went"),
        UP: words.say("{n} still up"),
        REWORDED: words.say("{n} in other words"),
        CHANGED: words.say("{n} of another source now"),
        UNSEEN: words.say("{n} not seen since"),
        GONE: words.say("{n} gone"),
    }
    counts = {what: sum(each.claims + each.sources for each in followed if each.fate == what) for what in FATES}
    parts = [told[what].format(n=words.number(number)) for what, number in counts.items() if number]
    elsewhere = sum(each.elsewhere for each in followed)
    parts += [words.say("{n} also on other sites", n=words.number(elsewhere))] if elsewhere else []
    claims, sources = sum(each.claims for each in followed), sum(each.sources for each in followed)
    things = [words.count(claims, "{n} claim", "{n} claims")] if claims else []
    things += [words.count(sources, "{n} stated source", "{n} stated sources")] if sources else []
    many = claims + sources > 1
    about = words.joined(things)
    head = words.say("Letters were sent about {things}", things=about) if many else ""
    head = head or words.say("A letter was sent about {things}", things=about)
    return f"{head}: {words.joined(parts)}."


def _source_row(letter: SourceLetter, what: str, words: Words) -> tuple[Line, ...]:
    where: Line = (Part(short(letter.site, OPERATOR), Style.STRONG), Part(": "))
    target = link_to_quote(letter.address, letter.now.quote) if letter.now.quote else link(letter.address)
    where += (Part(words.say("stated source"), href=target),)
    where += (Part(f" ({words.quote(short(letter.name, 80))})", quoted=True),) if letter.name else ()
    return _stated(letter.said, letter.lang, words), where, _source_since(letter, what, words)


def _stated(said: Statement, lang: str, words: Words) -> Line:
    """A statement as it is told: what it is, and the words that say so."""
    named = words.joined(words.source(class_, detail) for class_, detail in said.sources)
    named = "" if said.disclosure is Disclosure.UNDISCLOSED else named
    line: Line = (Part(capital(words.disclosures[said.disclosure]) + (f": {named}" if named else "")),)
    return (*line, Part(" "), quoted(words.quote(short(said.quote, 200)), lang=lang)) if said.quote else line


def _source_since(letter: SourceLetter, what: str, words: Words) -> Line:
    sent = words.say("letter {day}", day=short_day(letter.sent_at, words))
    if letter.technical and what in {CHANGED, GONE}:
        sent += words.say(" (the rules of the reading changed, not the page)")
    if what == CHANGED:
        now = _stated(letter.now, letter.lang, words)
        return (Part(words.say("Now of another source"), Style.STRONG), Part(": "), *now, Part(f"; {sent}"))
    if what == REWORDED:
        before, after = words.marks
        now = (quoted(short(letter.now.quote, 200), Style.CAME, lang=letter.lang),)
        return (
            Part(words.say("Now in other words"), Style.STRONG),
            Part(f": {before}"),
            *now,
            Part(f"{after}; {sent}"),
        )
    return _plain_since(letter, what, sent, words)


def _row(letters: tuple[Letter, ...], material: Material, words: Words) -> tuple[Line, ...]:
    letter = letters[0]
    before, after = words.marks
    types = dict.fromkeys(words.inline(words.type_name(each.type)) for each in letters)
    quote: Line = (Part(before), quoted(short(letter.quote, 200), lang=letter.lang), Part(after))
    where: Line = (Part(short(letter.site, OPERATOR), Style.STRONG), Part(": "))
    where += (Part(words.joined(types), href=link_to_quote(letter.address, letter.now)),)
    since = (*_since(letter, fate(letter, material), words), *_elsewhere(letter, words))
    return quote, where, since


def _since(letter: Letter, what: str, words: Words) -> Line:
    sent = words.say("letter {day}", day=short_day(letter.sent_at, words))
    if what == REWORDED:
        now = quoted(short(letter.now, 200), Style.CAME, lang=letter.lang)
        before, after = words.marks
        return Part(words.say("Now in other words"), Style.STRONG), Part(f": {before}"), now, Part(f"{after}; {sent}")
    return _plain_since(letter, what, sent, words)


def _plain_since(letter: Letter | SourceLetter, what: str, sent: str, words: Words) -> Line:
    """What became of it, where that needs no other words than ours."""
    seen = words.say("seen {day}", day=short_day(letter.last_seen, words))
    if what == GONE and letter.gone_at:
        return Part(words.say("Gone"), Style.STRONG), Part(f" {short_day(letter.gone_at, words)}; {sent}")
    if what == UNSEEN:
        last = words.say("last seen {day}", day=short_day(letter.last_seen, words))
        return Part(words.say("Not seen since"), Style.STRONG), Part(f"; {last}; {sent}")
    if what == RETURNED and letter.returned_at:
        back = short_day(letter.returned_at, words)
        return Part(words.say("Back after removal"), Style.STRONG), Part(f" {back}; {sent}")
    return Part(words.say("Still up"), Style.STRONG), Part(f", {seen}; {sent}")


def _elsewhere(letter: Letter, words: Words) -> Line:
    """Other sites that have the words, sister sites named as such."""
    line: Line = (Part(words.say("; also on ")),) if letter.sisters else ()
    for at, sister in enumerate(letter.sisters[:SISTERS]):
        name = Part(short(sister.site, 60), href=link_to_quote(sister.address, letter.quote), quoted=True)
        label = words.say(" (sister site: {label})", label=short(sister.labels[0], 40)) if sister.labels else ""
        line += ((Part(", "),) if at else ()) + (name, Part(label))
    more = len(letter.sisters) - SISTERS
    line += (Part(words.say(" and {n} more", n=words.number(more))),) if more > 0 else ()
    return line
