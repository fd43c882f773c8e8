"""How a card is proven: since when, where the saved copy lies, which rule read it, the way to the live page."""

from db.known import KnownClaim, KnownPlace, KnownSource
from db.mentions import Named
from reports.blocks import Fact, Line, Part, Screenshot, Style
from reports.naming import address_of, best_place, claims_by_type, place_of, shown_by, visible
from reports.novelty import Novelty
from reports.pick import one_of_each
from reports.quotes import quoted
from reports.ranking import novelty_of, ranking
from reports.reasons import answers, comparison, further
from reports.screenshots import screenshot_fact
from reports.subjects import Subject, bare
from reports.text import address_text, link, link_to_quote, short
from reports.times import moment
from reports.words import Words

OTHERS = 3


def seen(subject: Subject, words: Words) -> Line:
    """First, this wording, last; UTC."""
    finding = subject.findings[0] if subject.findings and not subject.led_by_source else None
    known = finding.lead if finding else subject.source
    if known is None:
        return ()
    parts = [words.say("First {moment}", moment=moment(known.first_seen, words))]
    if finding and finding.lead.wording_since > finding.lead.first_seen and finding.novelty is not Novelty.RETURNED:
        parts.append(words.say("this wording since {moment}", moment=moment(finding.lead.wording_since, words)))
    if finding and finding.novelty is Novelty.RETURNED:
        back = max(change.at for change in finding.changes)
        parts.append(words.say("gone, and back {moment}", moment=moment(back, words)))
    parts.append(words.say("last {moment}", moment=moment(known.last_seen, words)))
    if known.last_seen == known.first_seen:
        parts = [words.say("Once so far, {moment}", moment=moment(known.first_seen, words))]
    text = f"{'; '.join(parts)}."
    if novelty_of(subject, ranking().order) is Novelty.FIRST_VISIT:
        text += words.say(" It may be older: this was the first visit to the site.")
    return (Part(text),)


def evidence(subject: Subject, picture: Screenshot | None, words: Words) -> tuple[Fact, ...]:
    """What a case officer needs to stand by the card."""
    facts = [*_saved_copy(subject, words), *screenshot_fact(picture, words)]
    facts.append(Fact(words.say("Read by"), _readings(subject, words), lasts=1))
    facts.append(Fact(words.say("What would answer it"), answers(subject, words), once=True, lasts=1))
    facts.append(Fact(words.say("Further reasons"), further(subject, words), once=True, lasts=0))
    facts.append(Fact(words.say("The same words on"), _others(subject, words), lasts=1))
    facts.append(Fact(words.say("For comparison only"), comparison(subject, words), once=True, lasts=0))
    return tuple(fact for fact in facts if fact.lines)


def _saved_copy(subject: Subject, words: Words) -> tuple[Fact, ...]:
    """Where the capture lies that shows what leads, and its hash."""
    shows = shown_by(subject)
    if shows is None:
        return ()
    where: Line = (Part(short(shows.warc), Style.CODE),)
    where += (Part(words.say(" (record at byte {offset}), ", offset=shows.offset)), *_captured(shows, words))
    digest: Line = (Part(short(shows.digest), Style.CODE),)
    return Fact(words.say("Saved copy"), (where,)), Fact(words.say("SHA-256 of the page"), (digest,))


def _captured(shows: KnownPlace | KnownSource, words: Words) -> Line:
    """When the saved copy was made, what the server said, and from where where that was another address."""
    line: Line = (Part(words.say("captured {moment}", moment=moment(shows.captured or shows.last_seen, words))),)
    line += (Part(words.say(", status {status}", status=shows.status)),) if shows.status else ()
    if shows.answered and bare(shows.answered) != bare(shows.address):
        line += (Part(words.say(", answered by ")), quoted(address_text(shows.answered)))
    return line


def links(subject: Subject, words: Words) -> Line:
    """The way to the live page, at the words where they can be found there."""
    place = place_of(subject)
    address = address_of(subject)
    target = link(address)
    if subject.led_by_source and subject.source:
        target = link_to_quote(subject.source.address, subject.source.quote)
    elif place and visible(place):
        target = link_to_quote(address, subject.findings[0].lead.quote)
    text = words.say("Live page, at these words") if ":~:" in target else words.say("Live page")
    return (Part(text, href=target),) if target else ()


def _readings(subject: Subject, words: Words) -> tuple[Line, ...]:
    """By which rules what leads was read: the claims of a sentence, or the words that name a source."""
    if subject.findings and not subject.led_by_source:
        return tuple(_read_by(claim, words) for claim in claims_by_type(subject.findings[0]))
    source = subject.source
    return tuple(_named_by(source, each, words) for each in one_of_each(source.named, _rule_of)) if source else ()


def _rule_of(named: Named) -> tuple[str, int, int]:
    return named.rule, named.start, named.length


def _named_by(source: KnownSource, named: Named, words: Words) -> Line:
    said = source.quote[named.start : named.start + named.length]
    version = words.say(" version {number}, from ", number=named.version)
    return Part(short(named.rule), Style.CODE), Part(version), quoted(words.quote(short(said)), lang=source.lang)


def _read_by(claim: KnownClaim, words: Words) -> Line:
    rule: Line = (
        Part(short(claim.rule), Style.CODE),
        Part(words.say(" version {number}, from ", number=claim.rule_version)),
    )
    rule += (quoted(words.quote(short(claim.words or claim.span)), lang=claim.lang),)
    rule += (Part(words.say(", which look like it: no rule finds it")),) if claim.likeness else ()
    return rule + ((Part(words.say(", put by ")), Part(short(claim.cue), Style.CODE)) if claim.cue else ())


def _others(subject: Subject, words: Words) -> tuple[Line, ...]:
    """Other pages that have the leading sentence."""
    if not subject.findings:
        return ()
    own = best_place(subject.findings[0].lead)
    others = [place for place in subject.findings[0].places if own is None or place.address != own.address]
    lines: list[Line] = [(quoted(address_text(place.address)),) for place in others[:OTHERS]]
    more = len(others) - OTHERS
    return tuple(lines) + (((Part(words.count(more, "and {n} more page", "and {n} more pages")),),) if more > 0 else ())
