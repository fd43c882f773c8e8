"""What reviewers said, as an edition tells it: the state of a card, and what became of claims after a letter."""

from collections.abc import Iterable

from db.model import KnownClaim
from db.verdicts import KnownVerdict, Letter, Verdict
from reports.blocks import Block, Column, Fact, Line, Paragraph, Part, Section, Style, Table, note
from reports.material import Material
from reports.quotes import quoted
from reports.text import folded, link_to_quote, short
from reports.times import moment, short_day
from reports.wording import capital
from reports.words import Words

ROWS = 25
SISTERS = 3
# What became of a claim, in the order in which it is told: what did not hold first.
RETURNED, UP, UNSEEN, REWORDED, GONE = "returned", "up", "unseen", "reworded", "gone"
FATES = (RETURNED, UP, REWORDED, UNSEEN, GONE)


def tag(verdict: KnownVerdict | None, words: Words) -> str:
    """The state of review in a few words."""
    if verdict is None:
        return words.say("Not reviewed")
    day = short_day(verdict.at, words)
    if verdict.verdict is Verdict.LETTER_SENT:
        return words.say("→ Letter sent {day}", day=day)
    return words.say("✓ Confirmed {day}", day=day)


def said(verdicts: Iterable[KnownVerdict], words: Words) -> Fact:
    """Everything that reviewers said of some claims, oldest first."""
    return Fact(words.say("Reviewed"), tuple(said_line(verdict, words) for verdict in verdicts))


def numbers(claims: Iterable[KnownClaim], words: Words) -> Fact:
    """The numbers by which the commands know the claims."""
    known = " ".join(str(claim.id) for claim in claims)
    lines: tuple[Line, ...] = (
        (Part(words.say("the proof as one file: ")), Part(f"exowatch evidence export {known.split()[0]}", Style.CODE)),
        (Part(words.say("a verdict: ")), Part(f"exowatch review verdict confirmed {known}", Style.CODE)),
    )
    return Fact(words.say("To go on"), lines)


def follow_up(material: Material, words: Words) -> Section | None:
    """Every claim that a letter was sent about: what became of it, and where else its words stand."""
    letters = sorted(material.letters, key=lambda each: (FATES.index(fate(each, material)), each.site, each.claim))
    if not letters:
        return None
    sentences = _by_sentence(letters, material)
    rows = tuple(_row(alike, material, words) for alike in sentences[:ROWS])
    columns = (
        Column(words.say("Words")),
        Column(words.say("Who and where")),
        Column(words.say("Since the letter"), wide=True),
    )
    table = Table(words.say("What became of claims after a letter"), columns, rows)
    blocks: list[Block] = [Paragraph((Part(_summary(letters, material, words)),)), table]
    if len(sentences) > ROWS:
        blocks.append(note(words.say("{n} more, listed by exowatch review list.", n=len(sentences) - ROWS)))
    return Section("follow-up", words.say("After a letter"), tuple(blocks))


def _by_sentence(letters: list[Letter], material: Material) -> tuple[tuple[Letter, ...], ...]:
    """The letters about one sentence of a site that have the same fate, together."""
    found: dict[tuple[str, str, str], list[Letter]] = {}
    for letter in letters:
        found.setdefault((letter.site, folded(letter.quote), fate(letter, material)), []).append(letter)
    return tuple(map(tuple, found.values()))


def fate(letter: Letter, material: Material) -> str:
    """What became of a claim since its letter; what was not seen since, or not in the period, is unseen."""
    if letter.gone_at:
        return GONE
    if letter.last_seen < max(material.since, letter.sent_at):
        return UNSEEN
    if letter.returned_at:
        return RETURNED
    return REWORDED if letter.reworded_at else UP


def _summary(letters: list[Letter], material: Material, words: Words) -> str:
    fates = [fate(letter, material) for letter in letters]
    told = {
        RETURNED: words.say("{n} back after it went"),
        UP: words.say("{n} still up"),
        REWORDED: words.say("{n} in other words"),
        UNSEEN: words.say("{n} not seen since"),
        GONE: words.say("{n} gone"),
    }
    parts = [told[each].format(n=words.number(fates.count(each))) for each in FATES if each in fates]
    elsewhere = sum(bool(letter.sisters) for letter in letters)
    parts += [words.say("{n} also on other sites", n=words.number(elsewhere))] if elsewhere else []
    head = words.count(len(letters), "A letter was sent about {n} claim", "Letters were sent about {n} claims")
    return f"{head}: {words.joined(parts)}."


def _row(letters: tuple[Letter, ...], material: Material, words: Words) -> tuple[Line, ...]:
    letter = letters[0]
    before, after = words.marks
    types = dict.fromkeys(words.inline(words.type_name(each.type)) for each in letters)
    quote: Line = (Part(before), quoted(short(letter.quote, 200), lang=letter.lang), Part(after))
    where: Line = (Part(short(letter.site), Style.STRONG), Part(" "))
    where += (Part(words.joined(types), href=link_to_quote(letter.address, letter.now)),)
    since = (*_since(letter, fate(letter, material), words), *_elsewhere(letter, words))
    return quote, where, since


def _since(letter: Letter, what: str, words: Words) -> Line:
    sent = words.say("letter {day}", day=short_day(letter.sent_at, words))
    seen = words.say("seen {day}", day=short_day(letter.last_seen, words))
    if what == GONE and letter.gone_at:
        return Part(words.say("Gone"), Style.STRONG), Part(f" {short_day(letter.gone_at, words)}; {sent}")
    if what == UNSEEN:
        last = words.say("last seen {day}", day=short_day(letter.last_seen, words))
        return Part(words.say("Not seen since"), Style.STRONG), Part(f"; {last}; {sent}")
    if what == RETURNED and letter.returned_at:
        back = short_day(letter.returned_at, words)
        return Part(words.say("Back after removal"), Style.STRONG), Part(f" {back}; {sent}")
    if what == REWORDED:
        now = quoted(short(letter.now, 200), Style.CAME, lang=letter.lang)
        before, after = words.marks
        return Part(words.say("Now in other words"), Style.STRONG), Part(f": {before}"), now, Part(f"{after}; {sent}")
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


def said_line(verdict: KnownVerdict, words: Words) -> Line:
    """What a reviewer said, when, and why."""
    what = {
        Verdict.CONFIRMED: words.say("confirmed"),
        Verdict.DISMISSED: words.say("dismissed"),
        Verdict.LETTER_SENT: words.say("letter sent"),
    }[verdict.verdict]
    at = moment(verdict.at, words)
    text = words.say("{what} {moment} by {who}", what=capital(what), moment=at, who=short(verdict.reviewer, 60))
    line: Line = (Part(text),)
    line += (Part(": "), quoted(short(verdict.reason, 300))) if verdict.reason else ()
    return (*line, Part("" if verdict.holds else words.say(" (of other words than now)")))
