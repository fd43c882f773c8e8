"""How a card is proven: since when, where the saved copy lies, which rule read it, the way to the live page."""

from db.model import KnownClaim
from reports.blocks import Fact, Line, Part, Style
from reports.naming import address_of, best_place, claims_by_type, place_of, visible
from reports.novelty import Novelty
from reports.quotes import quoted
from reports.ranking import novelty_of, ranking
from reports.reasons import answers, comparison, further
from reports.subjects import Subject
from reports.text import address_text, link, link_to_quote, short
from reports.times import moment
from reports.wording import counted
from reports.words import Words

OTHERS = 3


def seen(subject: Subject, words: Words) -> Line:
    """First, this wording, last; UTC."""
    finding = subject.findings[0] if subject.findings and not subject.led_by_source else None
    known = finding.lead if finding else subject.source
    if known is None:
        return ()
    text = f"First {moment(known.first_seen, words)}"
    if finding and finding.lead.wording_since > finding.lead.first_seen and finding.novelty is not Novelty.RETURNED:
        text += f"; this wording since {moment(finding.lead.wording_since, words)}"
    if finding and finding.novelty is Novelty.RETURNED:
        text += f"; gone, and back {moment(max(change.at for change in finding.changes), words)}"
    text += f"; last {moment(known.last_seen, words)}."
    if novelty_of(subject, ranking().order) is Novelty.FIRST_VISIT:
        text += " It may be older: this was the first visit to the site."
    return (Part(text),)


def evidence(subject: Subject, words: Words) -> tuple[Fact, ...]:
    """What a case officer needs to stand by the card."""
    facts = list(_saved_copy(subject, words))
    if subject.findings:
        facts.append(Fact("Read by", tuple(_read_by(claim) for claim in claims_by_type(subject.findings[0]))))
    facts.append(Fact("What would answer it", answers(subject)))
    facts.append(Fact("Further reasons", further(subject, words)))
    facts.append(Fact("The same words on", _others(subject)))
    facts.append(Fact("For comparison only", comparison(subject, words)))
    return tuple(fact for fact in facts if fact.lines)


def _saved_copy(subject: Subject, words: Words) -> tuple[Fact, ...]:
    """Where the capture lies that shows what leads, and its hash."""
    place = place_of(subject)
    shows = subject.source if subject.led_by_source or place is None else place
    if shows is None or not shows.warc:
        return ()
    where: Line = (Part(short(shows.warc), Style.CODE), Part(f", record at byte {shows.offset}, "))
    kept = Fact("Saved copy", ((*where, Part(f"captured {moment(shows.last_seen, words)}")),))
    return kept, Fact("SHA-256 of the page", ((Part(short(shows.digest), Style.CODE),),))


def links(subject: Subject) -> Line:
    """The way to the live page, at the words where they can be found there."""
    place = place_of(subject)
    address = address_of(subject)
    target = link(address)
    if subject.led_by_source and subject.source:
        target = link_to_quote(subject.source.address, subject.source.quote)
    elif place and visible(place):
        target = link_to_quote(address, subject.findings[0].lead.quote)
    text = "Live page, at these words" if ":~:" in target else "Live page"
    return (Part(text, href=target),) if target else ()


def _read_by(claim: KnownClaim) -> Line:
    rule: Line = (Part(short(claim.rule), Style.CODE), Part(f" version {claim.rule_version}, from "))
    rule += (quoted(f"“{short(claim.words or claim.span)}”", lang=claim.lang),)
    return rule + ((Part(", put by "), Part(short(claim.cue), Style.CODE)) if claim.cue else ())


def _others(subject: Subject) -> tuple[Line, ...]:
    """Other pages that have the leading sentence."""
    if not subject.findings:
        return ()
    own = best_place(subject.findings[0].lead)
    others = [place for place in subject.findings[0].places if own is None or place.address != own.address]
    lines: list[Line] = [(quoted(address_text(place.address)),) for place in others[:OTHERS]]
    more = len(others) - OTHERS
    return tuple(lines) + (((Part(f"and {counted(more, 'more page')}"),),) if more > 0 else ())
