"""A subject as a card: what it says, why that is a reason to look, since when, and how to prove it."""

from claims.model import Disclosure, Level
from db.known import Change, KnownClaim
from db.model import ChangeKind
from reports import review
from reports.blocks import Badge, Card, Fact, Line, Part, Style
from reports.copies import copy_of
from reports.evidence import evidence, links, seen
from reports.findings import Finding
from reports.history import history_of
from reports.material import Material
from reports.naming import address_of, claims_by_type, lead_claim, place_of, subject_name
from reports.novelty import OF_SOURCES
from reports.quotes import quote_line, quoted, source_quote
from reports.ranking import novelty_of, ranking, reasons
from reports.reasons import why, why_in_short
from reports.screenshots import screenshot_of
from reports.stated import stated_in_words
from reports.subjects import Subject
from reports.text import OPERATOR, THING, address_text, folded, short
from reports.wording import capital
from reports.words import Words

ALSO = 5
LINE_QUOTE = 160
SPOT = 60
INGREDIENTS = 300
SOURCE_REASON = 300


def card(subject: Subject, number: int, material: Material, words: Words) -> Card:
    """The card of a subject that has a level."""
    rest = _rest(subject)
    picture = screenshot_of(subject, material, words)
    speaks = subject.source if subject.led_by_source or not subject.findings else lead_claim(subject)
    return Card(
        anchor=f"look-{number}",
        badge=badge(subject.level or Level.LOW, words),
        tags=_tags(subject, material, words),
        title=_title(subject, words),
        where=_where(subject, words),
        quote=_quote(subject),
        lang=speaks.lang if speaks else "",
        facts=_facts(subject, words),
        also_title=_also_title(len(rest), words, led_by_source=subject.led_by_source),
        also=_also(rest, words),
        evidence_title=words.say("Evidence, rules, and what would answer the flag"),
        evidence=(*evidence(subject, picture, words), *_reviewed(subject, material, words)),
        links=links(subject, words),
        copy=copy_of(subject, words),
        picture=picture,
        history=history_of(subject, material, words),
    )


def badge(level: Level, words: Words) -> Badge:
    """A level as it is always shown."""
    return Badge(level, words.levels[level].sign, words.levels[level].word)


def how_put(claim: KnownClaim, words: Words) -> str:
    """The word for how a claim is put, with the mark of one that no rule finds."""
    said = words.statuses[claim.status]
    return words.say("{put}, looks like a claim", put=said) if claim.likeness else said


def put_line(claim: KnownClaim, words: Words) -> Line:
    """A claim's type and how it is put, with the words that set that."""
    line: Line = (Part(words.type_name(claim.type), Style.STRONG), Part(f": {words.statuses[claim.status]}"))
    if claim.cue_words:
        line += (Part(" ("), quoted(words.quote(short(claim.cue_words, 60)), lang=claim.lang), Part(")"))
    if claim.likeness:
        line += (Part(words.say("; looks like one by its words, no rule finds it")),)
    if claim.limits:
        line += (Part(words.say("; limited by a note: ")), quoted(words.quote(short(claim.limits)), lang=claim.lang))
    return line


def source_line(subject: Subject, words: Words) -> Line:
    """Where the exosomes of a subject come from, as the page has it."""
    source = subject.source
    if source is None or source.disclosure is Disclosure.NOT_ASKED:
        return ()
    named = words.joined(words.source(class_, detail) for class_, detail in source.sources)
    line: Line = (Part(capital(words.disclosures[source.disclosure]), Style.STRONG),)
    if named and source.disclosure is not Disclosure.UNDISCLOSED:
        line += (Part(f": {named}"),)
    if source.reason:
        reason = capital(short(source.reason, SOURCE_REASON)).rstrip(".")
        line += (Part(f". {reason}", lang=words.data_lang),)
    return (*line, Part("."))


def about_line(finding: Finding, words: Words) -> str:
    """The types of a sentence, in a word each."""
    return capital(words.joined(words.inline(words.type_name(claim.type)) for claim in claims_by_type(finding)))


def _title(subject: Subject, words: Words) -> Line:
    """Who speaks and on what: operator, then product or page title."""
    name = subject_name(subject)
    operator = Part(short(subject.site, OPERATOR), quoted=True)
    return (operator, Part(": "), quoted(words.quote(short(name, THING)))) if name else (operator,)


def _tags(subject: Subject, material: Material, words: Words) -> tuple[str, ...]:
    claim = lead_claim(subject)
    tags = [words.novelties[novelty_of(subject, ranking().order)]]
    tags += [review.tag(review.verdict_on(subject, material), words)]
    tags += [words.kinds[subject.kind]]
    tags += [words.country(subject.country)] if subject.country else []
    tags += [words.say("Comes and goes")] if claim and claim.rotating else []
    tags += [words.say("Experimental reading")] if claim and claim.experimental and not subject.led_by_source else []
    tags += [words.say("Looks like a claim")] if claim and claim.likeness and not subject.led_by_source else []
    return tuple(tags)


def _reviewed(subject: Subject, material: Material, words: Words) -> tuple[Fact, ...]:
    """What was said of what leads, and how to say more."""
    claims = subject.findings[0].claims if subject.findings else ()
    source = subject.source if subject.moves else None
    by_source = source is not None and (subject.led_by_source or not claims)
    said = review.said(review.verdicts_on(claims, source, material), words)
    return (*((said,) if said.lines else ()), review.numbers(claims, source, words, by_source=by_source))


def _where(subject: Subject, words: Words) -> Line:
    line: Line = (quoted(address_text(address_of(subject))),)
    place = place_of(subject)
    if place is None or subject.led_by_source:
        return line
    spot = words.form(place.form)
    under = place.trail[-1] if place.trail and place.form != "heading" else ""
    line += (Part(f" · {spot}"),) if spot else ()
    return line + ((Part(words.say(" under ")), quoted(words.quote(short(under, SPOT)))) if under else ())


def _quote(subject: Subject) -> Line:
    if subject.source and (subject.led_by_source or not subject.findings):
        return source_quote(subject.source) if subject.source.quote else ()
    return quote_line(subject.findings[0].claims) if subject.findings else ()


def _facts(subject: Subject, words: Words) -> tuple[Fact, ...]:
    lead = subject.findings[0] if subject.findings and not subject.led_by_source else None
    stated = source_line(subject, words)
    source = Fact(words.say("Stated source"), (stated, *_ingredients(subject, words)) if stated else (), lasts=3)
    put = Fact(
        words.say("How it is put"),
        tuple(put_line(claim, words) for claim in claims_by_type(lead)) if lead else (),
        lasts=2,
    )
    order = capital("; ".join(reasons(subject, ranking().order, words)))
    facts = (
        *((source, put) if lead is None else (put,)),
        Fact(words.say("Why flagged"), why(subject, words), brief=why_in_short(subject, words)),
        Fact(words.say("What changed"), _changes(subject, lead, words), lasts=2),
        *((source,) if lead else ()),
        Fact(words.say("Seen"), tuple(line for line in (seen(subject, words),) if line)),
        Fact(words.say("Ranked by"), ((Part(f"{order}."),),), lasts=1),
    )
    return tuple(fact for fact in facts if fact.lines)


def _ingredients(subject: Subject, words: Words) -> tuple[Line, ...]:
    """The ingredient list as printed, where the source leads the card and is not quoted from it."""
    printed = subject.entry.ingredients if subject.entry and subject.led_by_source else ""
    quote = subject.source.quote if subject.source else ""
    if not printed.strip() or folded(quote) in folded(printed) or folded(printed) in folded(quote):
        return ()
    return ((Part(words.say("Ingredients: ")), quoted(words.quote(short(printed, INGREDIENTS)))),)


def _changes(subject: Subject, lead: Finding | None, words: Words) -> tuple[Line, ...]:
    """What the leading words replaced."""
    moved = [change for change in (lead.changes if lead else ()) if change.kind is ChangeKind.REWORDED]
    if subject.led_by_source:
        moved = [change for change in subject.moves if change.before and change.kind in OF_SOURCES]
    return tuple(_became(change, words) for change in moved[:1])


def _became(change: Change, words: Words) -> Line:
    before, after = words.marks
    return (
        Part(before),
        Part(short(_told(change.before, change, words), 300), Style.GONE, quoted=True),
        Part(words.say("” became “")),
        Part(short(_told(change.after, change, words), 300), Style.CAME, quoted=True),
        Part(after),
    )


def _told(text: str, change: Change, words: Words) -> str:
    """A wording as it stands; a source in words."""
    return text if change.claim else stated_in_words(text, words)


def _rest(subject: Subject) -> tuple[Finding, ...]:
    """The sentences that are news here beside the one that leads, and beside the bare name of the thing."""
    name = folded(subject_name(subject))
    rest = subject.findings if subject.led_by_source else subject.findings[1:]
    return tuple(finding for finding in rest if not (finding.is_label and name and name in folded(finding.lead.quote)))


def _also_title(number: int, words: Words, *, led_by_source: bool) -> str:
    if not number:
        return ""
    if led_by_source:
        return words.count(number, "{n} sentence that is news here", "{n} sentences that are news here")
    return words.count(number, "{n} more sentence that is news here", "{n} more sentences that are news here")


def _also(findings: tuple[Finding, ...], words: Words) -> tuple[Line, ...]:
    """Other sentences in a line each."""
    lines = [_also_line(finding, words) for finding in findings[:ALSO]]
    more = len(findings) - ALSO
    if more > 0:
        lines.append((Part(words.say("and {n} more, in the list of claims", n=words.number(more)), Style.QUIET),))
    return tuple(lines)


def _also_line(finding: Finding, words: Words) -> Line:
    level = finding.level
    sign = f"{words.levels[level].sign} {words.levels[level].word}: " if level else ""
    quote = quote_line(finding.claims, LINE_QUOTE)
    before, after = words.marks
    about = Part(about_line(finding, words), Style.QUIET)
    return (Part(sign, Style.STRONG), Part(before), *quote, Part(f"{after} "), about)
